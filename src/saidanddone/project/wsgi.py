"""The application that gunicorn serves: Django, and an answer where Django itself fails."""

import logging
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

from saidanddone.project.last_resort import WENT_WRONG

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")

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


application = guarded(get_wsgi_application())
