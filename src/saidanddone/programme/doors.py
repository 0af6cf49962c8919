"""The doors of every page: each view names the permission it needs, and nothing opens without one.

A signed-out person is asked to sign in; someone without the permission gets the page for "not there".
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import find_programme

View = Callable[..., HttpResponse]
PUBLIC = "public"


class StaffRequest(HttpRequest):
    """A request that came through a door: it carries who is acting and, mostly, where."""

    actor: Actor
    programme: Programme


def public_page(view: View) -> View:
    """Open to everyone, signed in or not."""
    view.permission = PUBLIC  # type: ignore[attr-defined]
    return view


def staff_page(permission: str) -> Callable[[View], View]:
    """A page outside any programme, for whoever holds the permission anywhere."""

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.is_signed_in:
                return redirect_to_login(request.get_full_path())
            if not is_allowed(request.actor, permission):
                raise Http404
            return _answer(view, request, *args, **kwargs)

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return wrap


def programme_page(permission: str) -> Callable[[View], View]:
    """A page under /programmes/<slug>/: sets `request.programme` or answers "not there"."""

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: StaffRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.is_signed_in:
                return redirect_to_login(request.get_full_path())
            try:
                request.programme = find_programme(request.actor, slug, permission)
            except NotYours:
                raise Http404 from None
            return _answer(view, request, *args, **kwargs)

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return wrap


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except NotYours:
        raise Http404 from None
