"""The decorator of pages inside a programme; the others are in `access.decorators`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse

from saidanddone.access.decorators import (
    ActorRequest,
    View,
    answer_alike,
    public_page,
    signed_in_page,
    staff_page,
)
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import find_programme

__all__ = ["StaffRequest", "programme_page", "public_page", "signed_in_page", "staff_page"]


class StaffRequest(ActorRequest):
    """A request inside a programme: it carries who is acting and where."""

    programme: Programme


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
            return answer_alike(view, request, *args, **kwargs)

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return wrap
