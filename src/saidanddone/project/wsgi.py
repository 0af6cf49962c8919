"""The application that gunicorn serves: Django, and an answer where Django itself fails."""

import logging
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")

log = logging.getLogger(__name__)

LAST_RESORT = b"""<!doctype html>
<html lang="en-GB"><meta charset="utf-8"><title>Something went wrong</title>
<h1>Something went wrong here, not with you</h1>
<p>What was saved before is safe. What you were just sending was not saved.</p>
<p>Go back and try again in a few minutes.</p>
</html>
"""
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Length", str(len(LAST_RESORT))),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]


def guarded(inner: "WSGIApplication") -> "WSGIApplication":
    """The application, with a plain page where it raises: the server would log what it was asked."""

    def respond(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        try:
            return inner(environ, start_response)
        except Exception:
            log.exception("a request failed outside Django")
            start_response("500 Internal Server Error", HEADERS)
            return [LAST_RESORT]

    return respond


application = guarded(get_wsgi_application())
