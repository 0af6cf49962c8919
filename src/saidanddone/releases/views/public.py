"""The public pages: no session, no cookie, nothing but the last release."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.base.errors import NotYours
from saidanddone.programme.decorators import public_page
from saidanddone.releases.content import CannotBeRead
from saidanddone.releases.pages import page_named
from saidanddone.releases.queries import find_site, programmes_with_a_release


def _show(request: HttpRequest, slug: str, name: str, *which: str) -> HttpResponse:
    try:
        page = page_named(find_site(slug), name, *which)
    except NotYours:
        raise Http404 from None
    except CannotBeRead:
        return render(request, "releases/public/cannot_be_shown.html", status=503)
    if page is None:
        raise Http404
    more: dict[str, Any] = {"updates_url": reverse("updates:updates")}
    return render(request, page.template, {**page.context, **more})


@public_page
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The one programme's first page, or the list of them."""
    programmes = programmes_with_a_release()
    if len(programmes) == 1:
        return _show(request, programmes[0].slug, "front")
    return render(request, "releases/public/programmes.html", {"programmes": programmes})


@public_page
@require_safe
def page(request: HttpRequest, slug: str, name: str, **which: str) -> HttpResponse:
    """One page of a programme's site; `which` and `who` as its address names them."""
    return _show(request, slug, name, *which.values())
