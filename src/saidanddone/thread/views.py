"""The programme page, a theme's page, and the page of any record of the thread."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.thread import queries


@programme_page("programme.see")
@require_GET
def programme(request: StaffRequest) -> HttpResponse:
    page = queries.programme_page(request.actor, request.programme)
    return render(request, "thread/programme.html", {"page": page, "programme": request.programme})


@programme_page("thread.see")
@require_GET
def theme(request: StaffRequest, theme_slug: str) -> HttpResponse:
    page = queries.theme_page(request.actor, request.programme, theme_slug)
    return render(request, "thread/theme.html", {"page": page, "programme": request.programme})


@programme_page("thread.see")
@require_GET
def step(request: StaffRequest, kind: str, ref: str) -> HttpResponse:
    page = queries.read_record(request.actor, request.programme, kind, ref)
    return render(request, "thread/step.html", {"page": page, "programme": request.programme})
