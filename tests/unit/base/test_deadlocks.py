"""An act that was stopped for another's sake is tried again."""

import pytest
from django.db import OperationalError, transaction

from saidanddone.base import deadlocks
from saidanddone.base.deadlocks import TRIES, tried_again
from saidanddone.base.idempotent import new_token, submit_once


class Stopped(Exception):
    """As psycopg raises it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadlocks, "WAIT", 0)


def stopped(times: int, sqlstate: str = "40P01") -> tuple[list[int], object]:
    """An act that is stopped so many times, and where it notes each try."""
    tries: list[int] = []

    @tried_again
    def act() -> str:
        tries.append(1)
        if len(tries) <= times:
            raise OperationalError("deadlock detected") from Stopped(sqlstate)
        return "done"

    return tries, act


@pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
def test_it_is_done_after_all(sqlstate: str) -> None:
    tries, act = stopped(TRIES - 1, sqlstate)
    assert act() == "done"  # type: ignore[operator]
    assert len(tries) == TRIES


def test_it_is_not_tried_for_ever() -> None:
    tries, act = stopped(TRIES)
    with pytest.raises(OperationalError):
        act()  # type: ignore[operator]
    assert len(tries) == TRIES


def test_another_failure_is_not_tried_again() -> None:
    tries, act = stopped(1, "53300")  # too many connections
    with pytest.raises(OperationalError):
        act()  # type: ignore[operator]
    assert len(tries) == 1


@pytest.mark.django_db
def test_within_another_transaction_nothing_is_tried_again() -> None:
    tries, act = stopped(1)
    with transaction.atomic(), pytest.raises(OperationalError):
        act()  # type: ignore[operator]
    assert len(tries) == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_that_was_stopped_is_saved_once() -> None:
    tries: list[str] = []

    def act() -> str:
        tries.append("")
        if len(tries) == 1:
            raise OperationalError("deadlock detected") from Stopped("40P01")
        return "/saved"

    token = new_token()
    assert submit_once(token, act).led_to == "/saved"
    assert submit_once(token, act).is_first is False
    assert len(tries) == 2
