"""Error pages: what happened, that nothing was lost, what to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saidanddone.programme.decorators import public_page


@public_page
def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    return render(request, "403_csrf.html", status=403)
