"""The public pages: no session, no cookie, nothing but the last release."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saidanddone.base.errors import NotYours
from saidanddone.programme.doors import public_page
from saidanddone.publishing import site as pages
from saidanddone.publishing.queries import Site, find_site, programmes_with_a_release
from saidanddone.publishing.site import PublicPage


def _site(slug: str) -> Site:
    try:
        return find_site(slug)
    except NotYours:
        raise Http404 from None


def _show(request: HttpRequest, page: PublicPage | None) -> HttpResponse:
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
        return _show(request, pages.front(_site(programmes[0].slug)))
    return render(request, "publishing/public/programmes.html", {"programmes": programmes})


@public_page
@require_safe
def front(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.front(_site(slug)))


@public_page
@require_safe
def heard(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.heard(_site(slug)))


@public_page
@require_safe
def decided(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.decided(_site(slug)))


@public_page
@require_safe
def done(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.done(_site(slug)))


@public_page
@require_safe
def not_done(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.not_done(_site(slug)))


@public_page
@require_safe
def answers(request: HttpRequest, slug: str, state: str = "", community: str = "") -> HttpResponse:
    """All answers, those in one state, or those to what one community raised."""
    site = _site(slug)
    known = {each.slug for each in site.content.listened.communities}
    if (state and state not in pages.SAYS) or (community and community not in known):
        raise Http404
    return _show(request, pages.answers(site, state=state, community=community))


@public_page
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.sheet(_site(slug)))


@public_page
@require_safe
def answer(request: HttpRequest, slug: str, theme: str) -> HttpResponse:
    return _show(request, pages.answer(_site(slug), theme))


@public_page
@require_safe
def measures(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.measures(_site(slug)))


@public_page
@require_safe
def how_we_know(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, pages.how_we_know(_site(slug)))
