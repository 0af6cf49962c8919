"""Acts that are tried again where PostgreSQL stopped them so that another could go on."""

import random
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, transaction

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 5
WAIT = 0.2  # seconds at most between two tries, drawn by lot so that two do not meet again
STOPPED_FOR_ANOTHER = frozenset({"40P01", "40001"})  # a deadlock; a conflict of two transactions


def tried_again(act: Callable[P, R]) -> Callable[P, R]:
    """Decorates an act that is a transaction of its own, and has no effect where it is stopped.

    Someone who withdraws must not have to press twice because someone else was at work on her words.
    Within another transaction, which is lost as a whole, it raises at once.
    """

    @wraps(act)
    def persistent(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return act(*args, **kwargs)
            except OperationalError as error:
                if transaction.get_connection().in_atomic_block or not _was_stopped(error):
                    raise
                time.sleep(random.uniform(0, WAIT))  # noqa: S311
        return act(*args, **kwargs)

    return persistent


def _was_stopped(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in STOPPED_FOR_ANOTHER
