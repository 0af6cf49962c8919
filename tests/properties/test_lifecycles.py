"""Every lifecycle of every app: what is not written down in `allowed_moves` cannot be done.

Its table has the moves that are written down, and commands make no others.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.lifecycle import Lifecycle
from tests.meta.states_page import every_lifecycle
from tests.people import Cast
from tests.properties.allowed_moves import ALLOWED
from tests.properties.lifecycle_drivers import DRIVERS, NAMES, Driver

WORDS = "The lamps are lit"
STATES = [(driver, slug) for driver in DRIVERS for slug in driver.lifecycle.names]


def name_of(value: object) -> str:
    return value.lifecycle.record if isinstance(value, Driver) else str(value)


def test_every_lifecycle_is_written_down_and_walked_here() -> None:
    records = {lifecycle.record for _, lifecycle in every_lifecycle()}
    assert records == ALLOWED.keys()
    assert records == {driver.lifecycle.record for driver in DRIVERS}


def moves_in_table(lifecycle: Lifecycle) -> set[tuple[str, str, tuple[str, ...], bool]]:
    """From, to, who, and whether words are needed."""
    return {
        (move.start, move.end, tuple(capacity.words for capacity in move.by), bool(move.needs))
        for move in lifecycle.moves
    }


@pytest.mark.parametrize("driver", DRIVERS, ids=name_of)
def test_a_lifecycle_has_the_moves_that_are_written_down_and_no_other(driver: Driver) -> None:
    assert set(driver.lifecycle.starts) == driver.allowed.starts
    assert moves_in_table(driver.lifecycle) == {
        (move.start, move.end, move.who, move.asks_for_words) for move in driver.allowed.moves
    }


def bring(people: Cast, driver: Driver, state: str) -> Any:
    """A record in this state, brought there by the first who may make each move."""
    record = driver.begin(people)
    for move in driver.allowed.way_to(record.state, state):
        mover = driver.allowed.cast[move.who[0]][0]
        driver.attempt(people, record, move.end, mover, WORDS)
        record.refresh_from_db()
    assert record.state == state
    return record


def attempt(people: Cast, driver: Driver, record: Any, end: str, name: str, words: str) -> bool:
    """Whether a command took it."""
    try:
        with transaction.atomic():
            driver.attempt(people, record, end, name, words)
    except (Refused, NotYours):
        return False
    finally:
        record.refresh_from_db()
    return True


def attempts_undone(people: Cast, driver: Driver, record: Any) -> Iterator[tuple[str, str, bool]]:
    """Each state and each name, and whether a command took it; undone when the caller goes on."""
    for end in driver.lifecycle.names:
        for name in NAMES:
            saved = transaction.savepoint()
            yield end, name, attempt(people, driver, record, end, name, WORDS)
            transaction.savepoint_rollback(saved)
            record.refresh_from_db()


@pytest.mark.parametrize(("driver", "start"), STATES, ids=name_of)
def test_from_each_state_each_person_can_make_the_moves_written_down_and_no_other(
    people: Cast, driver: Driver, start: str
) -> None:
    record = bring(people, driver, start)
    for end, name, was_taken in attempts_undone(people, driver, record):
        if driver.allowed.move_between(start, end):
            assert was_taken == driver.allowed.may_move(start, end, name), (
                f"{name}: {start} to {end}"
            )
            assert record.state == (end if was_taken else start)
        elif record.state != start:
            assert driver.allowed.may_move(start, record.state, name), (
                f"{name} moved {start} to {record.state}"
            )


@pytest.mark.parametrize(
    ("driver", "start", "end"),
    [
        (driver, move.start, move.end)
        for driver in DRIVERS
        for move in driver.allowed.moves
        if move.asks_for_words
    ],
    ids=name_of,
)
def test_a_move_that_needs_words_is_not_made_without_them(
    people: Cast, driver: Driver, start: str, end: str
) -> None:
    record = bring(people, driver, start)
    for name in NAMES:
        assert not attempt(people, driver, record, end, name, "  ")
    assert record.state == start


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
@pytest.mark.parametrize("driver", DRIVERS, ids=name_of)
def test_no_sequence_of_attempts_makes_another_move(
    people: Cast, driver: Driver, data: st.DataObject
) -> None:
    ends = st.sampled_from(list(driver.lifecycle.names))
    tries = data.draw(st.lists(st.tuples(ends, st.sampled_from(NAMES)), max_size=8))
    saved = transaction.savepoint()
    record = driver.begin(people)
    for end, name in tries:
        before = record.state
        attempt(people, driver, record, end, name, WORDS)
        if record.state != before:
            assert driver.allowed.move_between(before, record.state) is not None
            assert any(name in names for names in driver.allowed.cast.values())
    transaction.savepoint_rollback(saved)
