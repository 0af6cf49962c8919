"""Sets `request.actor`, a lazy object: it is read from the database at first use."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.queries import actor_of


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, purpose=request.session.get("purpose", ""))


class ActorMiddleware:
    """Sets `request.actor`, and keeps every page out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
