"""Decorators of views. Each names the permission that its page needs; a view without one is refused.

A signed-out person is asked to sign in; someone without the permission gets a 404.
`scope_page` makes the decorator of pages inside one kind of scope, such as
`programme.decorators.programme_page`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.errors import NotYours

View = Callable[..., HttpResponse]
PUBLIC = "public"
SIGNED_IN = "signed in"


class ActorRequest(HttpRequest):
    """A request that passed a permission decorator: it carries the actor."""

    actor: Actor


def public_page(view: View) -> View:
    """Open to everyone, signed in or not."""
    view.permission = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in_page(view: View) -> View:
    """For anyone signed in: pages about their own account."""

    @wraps(view)
    def opened(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    opened.permission = SIGNED_IN  # type: ignore[attr-defined]
    return opened


def staff_page(permission: str, otherwise: View | None = None) -> Callable[[View], View]:
    """A page outside any programme, for whoever holds the permission anywhere.

    `otherwise` is what someone signed in without it is shown, in place of a 404.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def opened(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.is_signed_in:
                return redirect_to_login(request.get_full_path())
            if not is_allowed(request.actor, permission):
                if otherwise is not None:
                    return otherwise(request)
                raise Http404
            return not_found_unless_theirs(view, request, *args, **kwargs)

        opened.permission = permission  # type: ignore[attr-defined]
        return opened

    return wrap


Find = Callable[[Actor, str, str], Any]


def scope_page(kind: str, find: Find) -> Callable[[str], Callable[[View], View]]:
    """The decorator of pages inside one kind of scope, addressed by its `slug`.

    `find(actor, slug, permission)` returns the scope's record, such as a programme, or raises
    NotYours. The view finds the record on the request, under the name of its kind.
    """

    def page(permission: str) -> Callable[[View], View]:
        def wrap(view: View) -> View:
            @wraps(view)
            def opened(request: ActorRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
                if not request.actor.is_signed_in:
                    return redirect_to_login(request.get_full_path())
                try:
                    setattr(request, kind, find(request.actor, slug, permission))
                except NotYours:
                    raise Http404 from None
                return not_found_unless_theirs(view, request, *args, **kwargs)

            opened.permission = permission  # type: ignore[attr-defined]
            return opened

        return wrap

    return page


def not_found_unless_theirs(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Run the view. NotYours becomes a 404, the same as for a record that does not exist."""
    try:
        return view(request, *args, **kwargs)
    except NotYours:
        raise Http404 from None
