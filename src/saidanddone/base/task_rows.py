"""Rows of the task queue hold ids and the class of an exception: no words, no traceback.

Heard before every save, so that it holds for whatever writes a row, django-tasks' own worker included.
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
