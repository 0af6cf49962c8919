"""The old name of `base.idempotent`, until every app has moved."""

from collections.abc import Callable

from saidanddone.base import idempotent
from saidanddone.base.idempotent import new_token

__all__ = ["new_token", "submit_once"]


def submit_once(token: str, act: Callable[[], str]) -> str:
    return idempotent.submit_once(token, act).led_to
