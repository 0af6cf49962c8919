"""Every lifecycle of every app, walked through commands: what is not in its table cannot be done."""

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
from tests.properties.lifecycle_drivers import DRIVERS, NAMES, Driver

WORDS = "The lamps are lit"
STATES = [(driver, slug) for driver in DRIVERS for slug in driver.lifecycle.names]


def name_of(value: object) -> str:
    return value.lifecycle.record if isinstance(value, Driver) else str(value)


def test_every_lifecycle_is_walked_here() -> None:
    assert {lifecycle.record for _, lifecycle in every_lifecycle()} == {
        driver.lifecycle.record for driver in DRIVERS
    }


def way_to(lifecycle: Lifecycle, start: str, end: str) -> list[str]:
    """The states of a shortest way from one state to another, without the first."""
    ways = {start: [start]}
    waiting = [start]
    while waiting:
        state = waiting.pop(0)
        for move in lifecycle.moves:
            if move.start == state and move.end not in ways:
                ways[move.end] = [*ways[state], move.end]
                waiting.append(move.end)
    return ways[end][1:]


def bring(people: Cast, driver: Driver, state: str) -> Any:
    """A record in this state, brought there by the first who may make each move."""
    record = driver.begin(people)
    for end in way_to(driver.lifecycle, record.state, state):
        move = driver.lifecycle.move_between(record.state, end)
        assert move is not None
        driver.attempt(people, record, end, driver.movers[move.by[0]][0], WORDS)
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
def test_from_each_state_each_person_can_make_the_moves_of_the_table_and_no_other(
    people: Cast, driver: Driver, start: str
) -> None:
    record = bring(people, driver, start)
    for end, name, was_taken in attempts_undone(people, driver, record):
        move = driver.lifecycle.move_between(start, end)
        if move is not None:
            assert was_taken == driver.may_move(move, name), f"{name}: {start} to {end}"
            assert record.state == (end if was_taken else start)
        elif record.state != start:
            made = driver.lifecycle.move_between(start, record.state)
            assert made is not None, f"{name} moved {start} to {record.state}"
            assert driver.may_move(made, name), f"{name}: {start} to {record.state}"


@pytest.mark.parametrize(
    ("driver", "start", "end"),
    [
        (driver, move.start, move.end)
        for driver in DRIVERS
        for move in driver.lifecycle.moves
        if move.needs
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
def test_no_sequence_of_attempts_leaves_the_table(
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
            move = driver.lifecycle.move_between(before, record.state)
            assert move is not None
            assert any(name in names for names in driver.movers.values())
    transaction.savepoint_rollback(saved)
