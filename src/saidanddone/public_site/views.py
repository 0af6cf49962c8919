"""The public pages (no session, no cookie, nothing but the last release), and a draft's preview of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from saidanddone.base.errors import NotYours
from saidanddone.programme.decorators import StaffRequest, programme_page, public_page
from saidanddone.public_site import queries
from saidanddone.public_site.pages import page_named, pages_with_quotes
from saidanddone.releases.queries import programmes_with_a_release
from saidanddone.releases.stored import CannotBeRead
from saidanddone.releases.views.releases import or_say_why_not_readable


def _show(request: HttpRequest, slug: str, name: str, *which: str) -> HttpResponse:
    try:
        page = page_named(queries.find_site(slug), name, *which)
    except NotYours:
        raise Http404 from None
    except CannotBeRead:
        return render(request, "public_site/cannot_be_shown.html", status=503)
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
    return render(request, "public_site/programmes.html", {"programmes": programmes})


@public_page
@require_safe
def page(request: HttpRequest, slug: str, name: str, **which: str) -> HttpResponse:
    """One page of a programme's site; `which` and `who` as its address names them."""
    return _show(request, slug, name, *which.values())


@programme_page("publishing.see")
@require_GET
@or_say_why_not_readable
def preview(request: StaffRequest, ref: str, page: str, **which: str) -> HttpResponse:
    """A page of the public site as this release would make it."""
    site = queries.preview(
        request.actor, request.programme, ref, with_quotes=page in pages_with_quotes()
    )
    shown = page_named(site, page, *which.values())
    if shown is None:
        raise Http404
    preview_of = reverse("releases:read", args=[request.programme.slug, ref])
    return render(request, shown.template, {**shown.context, "preview_of": preview_of})
