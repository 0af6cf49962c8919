"""Logs that hold no one's words and no secret: what happened and where in the code, never to whom.

An address can hold a code, an invitation or a way back, and an error's message can hold words. So a
record loses its text where it is made, whichever library makes it and whoever writes it down. What
is kept of it: our own fixed words, the place in the code, the class of an error, and of a request
its method, status and the name of the page.
"""

import logging
import logging.config
import re
import sys
import threading
from typing import Any

import structlog

log = logging.getLogger(__name__)

OURS = "saidanddone"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
# What gunicorn says of its processes, which is of no request.
_OF_PROCESSES = re.compile(
    r"(Starting|Listening|Using|Booting|Worker|WORKER TIMEOUT|Handling signal|Shutting down)\b"
)
_WARNING = re.compile(r"(?P<place>[^\n]*:\d+): (?P<kind>\w+):")


def record_without_words(
    name: str,
    level: int,
    pathname: str,
    lineno: int,
    msg: object,
    args: Any,
    exc_info: Any,
    func: str | None = None,
    sinfo: str | None = None,
    **_: Any,
) -> logging.LogRecord:
    """A log record that keeps no argument, message of a library, or traceback."""
    bare = logging.LogRecord(name, level, pathname, lineno, "", (), None, func)
    if name.partition(".")[0] == OURS:
        text = str(msg)
    elif name == "gunicorn.error" and _OF_PROCESSES.match(str(msg)):
        text = str(msg) % args
    elif name == "gunicorn.access":
        text = _method_and_status(args[0] if args else {})
    elif name == "py.warnings" and (warning := _WARNING.match(str(args[0] if args else msg))):
        text = f"{warning['kind']} {warning['place']}"
    else:
        text = f"{bare.module}:{lineno}"
    if exc_info and exc_info[0] is not None:
        text = f"{text} {kind_and_place(exc_info[1])}"
    bare.msg = text
    return bare


class LineOfALog(logging.Formatter):
    """A record as one line; one about a request ends with its method, status and page's name."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        status, request = getattr(record, "status_code", None), getattr(record, "request", None)
        if status is None or request is None:
            return line
        method = request.method if request.method in METHODS else "other method"
        match = getattr(request, "resolver_match", None)
        page = match.view_name if match and match.view_name else "no page"
        return f"{line} {method} {status} {page}"


def kind_and_place(error: BaseException | None) -> str:
    """ "KeyError saidanddone.answers.queries:31": the class of an error and where it was raised."""
    trace = error.__traceback__ if error else None
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" {trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{place}"


def configure_logs() -> dict[str, Any]:
    """Configure logging. Returns the configuration, for Django's setting."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ]
    )
    settings: dict[str, Any] = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": LineOfALog}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["out"], "level": "WARNING"},
    }
    logging.setLogRecordFactory(record_without_words)
    logging.config.dictConfig(settings)
    logging.captureWarnings(capture=True)
    # What Python itself would print of an error that nobody caught, message and all.
    threading.excepthook = lambda uncaught: _log_uncaught("a thread failed", uncaught.exc_value)
    sys.unraisablehook = lambda uncaught: _log_uncaught("a clean-up failed", uncaught.exc_value)
    return settings


def _log_uncaught(event: str, error: BaseException | None) -> None:
    if not isinstance(error, SystemExit):
        log.error(event, exc_info=error)


def _method_and_status(atoms: Any) -> str:
    """Of one line of an access log: no path, no address of the visitor, no browser."""
    method, status = str(atoms.get("m")), str(atoms.get("s"))
    return f"{method if method in METHODS else 'other method'} {status[:3]}"
