"""Error pages: what happened, that nothing was lost, what to do.

They look at nothing of the request: whatever was wrong with it would be wrong here too. *Not here, or
not yours* looks at one thing, whether the browser has the cookie of someone who signed in, so that it
leads staff back to Today. It asks nothing of the database, so it takes as long for everyone.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from saidanddone.programme.decorators import public_page


def _page(template: str, status: int, *, is_staff: bool = False) -> HttpResponse:
    page = {"is_demonstration": settings.DEMONSTRATION, "is_staff": is_staff}
    return HttpResponse(render_to_string(template, page), status=status)


def _not_here_or_not_yours(request: HttpRequest, template: str, status: int) -> HttpResponse:
    is_staff = settings.SESSION_COOKIE_NAME in request.COOKIES
    return _page(template, status, is_staff=is_staff)


@public_page
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page("400.html", 400)


@public_page
def csrf_failure(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:
    return _page("403_csrf.html", 403)


@public_page
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _not_here_or_not_yours(request, "403.html", 403)


@public_page
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _not_here_or_not_yours(request, "404.html", 404)


@public_page
def changed_meanwhile(request: HttpRequest) -> HttpResponse:
    return _page("409.html", 409)


@public_page
def server_error(request: HttpRequest) -> HttpResponse:
    return _page("500.html", 500)
