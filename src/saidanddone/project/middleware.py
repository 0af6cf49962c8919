"""What every request passes: headers, one charset, and `request.actor`."""

import codecs
import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest, ObjectDoesNotExist
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.queries import actor_of
from saidanddone.project.views import bad_request, changed_meanwhile
from saidanddone.vault.sealing import KeyDestroyed

log = logging.getLogger(__name__)

Respond = Callable[[HttpRequest], HttpResponse]
MEANWHILE = (KeyDestroyed, IntegrityError, OperationalError, ObjectDoesNotExist)
"""A key or a row that went, a row that came first, a lock that another held too long."""


class NoStoreMiddleware:
    """Keeps every page out of caches, redirects and errors as well."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class CookielessMiddleware:
    """Sets no cookie on the Updates page, not even to end one that cannot be read."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.view_name.startswith("updates:"):
            response.cookies.clear()
        return response


class OneCharsetMiddleware:
    """Refuses what no page of ours sends: another charset than UTF-8, an address with a NUL.

    Django raises at each look at a form in another charset, in an error page as well, and some
    charsets cannot be decoded at all. PostgreSQL takes no NUL.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.encoding is not None and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest
        return self.get_response(request)


class MeanwhileMiddleware:
    """Answers with a sentence where what a page is about was changed or erased at the same moment."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DataError):  # a value that no column holds
            log.error("a value could not be looked for or saved", exc_info=error)
            return bad_request(request)
        if not isinstance(error, MEANWHILE):
            return None
        log.error("a page met a change made at the same moment", exc_info=error)
        return changed_meanwhile(request)


class ActorMiddleware:
    """Sets `request.actor`, a lazy object: it is read from the database at first use."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return NOBODY
    return actor_of(request.user, purpose=request.session.get("purpose", ""))
