"""Keeps words and tracebacks out of the task queue: its rows hold ids and an exception's class.

It is a receiver of `pre_save`, so it covers every writer of a row, django-tasks' own worker included.
"""

import re
from typing import Any

from django_tasks_db.models import DBTaskResult

IS_AN_ID = re.compile(r"[a-z0-9_.-]{1,100}", re.IGNORECASE)


def keep_no_words(sender: Any, instance: DBTaskResult[Any, Any], **_: Any) -> None:
    """Drop the traceback and the value returned; raise TypeError where an argument is not an id."""
    instance.traceback = ""
    instance.return_value = None
    values = [*instance.args_kwargs["args"], *instance.args_kwargs["kwargs"].values()]
    if not all(_is_an_id(value) for value in values):
        raise TypeError("a task takes ids only: numbers, references and names of jobs")


def _is_an_id(value: object) -> bool:
    return isinstance(value, int) or (
        isinstance(value, str) and IS_AN_ID.fullmatch(value) is not None
    )
