"""Logs that hold no one's words: event names and references, never request bodies or errors' text."""

import logging
import logging.config
from typing import Any

import structlog


class NoWords(logging.Filter):
    """Keeps the kind and place of an error and drops its message and arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            record.msg = f"{record.exc_info[0].__name__} {_place(record.exc_info[2])}"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _place(trace: Any) -> str:
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}"


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
        "filters": {"no_words": {"()": NoWords}},
        "handlers": {"out": {"class": "logging.StreamHandler", "filters": ["no_words"]}},
        "root": {"handlers": ["out"], "level": "WARNING"},
    }
    logging.config.dictConfig(settings)
    return settings
