"""The application that is served: Django, and an answer where Django itself fails."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from saidanddone.project.last_resort import WENT_WRONG

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)


def guarded(inner: "WSGIApplication") -> "WSGIApplication":
    """The application, with a plain page where it raises: the server would log what it was asked."""

    def respond(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            return inner(environ, start_response)
        except Exception:
            log.exception("a request failed outside Django")
            start_response(WENT_WRONG.status, WENT_WRONG.headers)
            return [WENT_WRONG.body]

    return respond
