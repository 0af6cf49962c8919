"""The worker in which gunicorn serves: what is no request of HTTP gets a plain page and every header."""

import logging
import socket
from typing import Any

from gunicorn.http.errors import ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from saidanddone.project.last_resort import UNREADABLE, WENT_WRONG

log = logging.getLogger(__name__)


class PlainWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's own pages have none of our headers and repeat what was sent."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        log.warning("a request was answered before Django", exc_info=exc)
        answer = UNREADABLE if isinstance(exc, ParseException) else WENT_WRONG
        lines = [f"HTTP/1.1 {answer.status}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in answer.headers]
        try:
            write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + answer.body)
        except OSError:
            log.debug("who asked has gone")
