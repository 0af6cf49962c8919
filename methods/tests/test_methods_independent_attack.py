"""What `protect` publishes, attacked by a reader that shares no code with it.

The quick tests hold the reader itself against every table listed by hand. The slow ones attack.
`python methods/tests/independent_attack.py` does the same for many more tables.
"""

from itertools import product

import numpy as np
import pytest
from council_tables import KINDS, People, Planned, council_sequence, council_table, plain
from independent_attack import (
    attacked,
    hits,
    rule_of,
    seen_by_reader,
    sound_reader,
)
from independent_backward import backward
from independent_reader import Reader, Seen, Tally, pinned, small_conditions

from saidanddone_methods.disclosure.attack import Release, table_from_rows
from saidanddone_methods.disclosure.rules.counts import PROFILES

# Among these are tables that an earlier version protected too little with nhs, ons10, max3z, group.
TABLES = range(72, 84)


def by_ward_and_need(*wards):
    """The people of wards by need, from the counts of each ward."""
    finest = {
        "ward": tuple(f"w{i}" for i in range(len(wards))),
        "need": tuple(f"n{i}" for i in range(len(wards[0]))),
    }
    axes = tuple(plain(name, categories) for name, categories in finest.items())
    release = Planned("0001-table", axes, frozenset({"all"}))
    return People("table", finest, {"all": np.array(wards)}, (release,))


def as_it_is(people, profile, also=()):
    """A release that hides what is small, the cells at the places `also`, and nothing else."""
    release = people.releases[0]
    rule = rule_of(profile)
    figures = {cell: int(row @ people.truth) for cell, row in people.cells(release)}
    shown = {c: None if rule.hides(n) else profile.rounded(n) for c, n in figures.items()}
    shown |= {list(shown)[place]: None for place in also}
    table = table_from_rows(("ward", "need"), people.table_rows(release))
    return Release(release.name, table.dims, shown, profile, {})


def listed(seen: Seen, most: int, *, bold: bool) -> dict[int, int]:
    """The hidden cells that have one value in every table, by listing them all."""
    tables = np.array(list(product(range(most + 1), repeat=seen.rows.shape[1])))
    figures = tables @ seen.rows.T
    fits = np.ones(len(tables), dtype=bool)
    for place, value in enumerate(seen.values):
        if value is not None:
            low, high = seen.rule.behind(value)
            fits &= (low <= figures[:, place]) & (figures[:, place] <= high)
    small = (seen.rule.least_hidden <= figures) & (figures <= seen.rule.hide_to)
    if seen.hidden:
        fits &= (small[:, seen.hidden].all if bold else small[:, seen.hidden].any)(axis=1)
    kept = figures[fits]
    if not len(kept):
        return {}
    return {p: int(kept[0, p]) for p in seen.hidden if (kept[:, p] == kept[0, p]).all()}


@pytest.mark.parametrize(
    ("name", "bold", "counts", "also", "certain"),
    [
        ("max4", False, (0, 7, 2, 1), (), {3: 2, 4: 1, 5: 3, 6: 2}),
        ("max4", False, (0, 5, 4, 8), (), {3: 4, 6: 4}),
        ("max4", False, (3, 8, 2, 7), (0, 1, 3, 4), {}),
        ("max3z", False, (4, 0, 1, 0), (), {1: 0, 3: 1, 4: 0, 5: 1, 7: 0}),
        ("nhs", False, (7, 6, 1, 9), (6,), {}),
        ("nhs", True, (7, 6, 1, 9), (6,), {0: 6, 1: 7, 3: 1, 6: 7}),
    ],
)
def test_the_reader_pins_what_listing_every_table_pins(name, bold, counts, also, certain):
    people = by_ward_and_need(counts[:2], counts[2:])
    view = seen_by_reader(people, [as_it_is(people, PROFILES[name], also)])
    seen = view[0][1]
    reader = sound_reader(view, people.truth, Tally())
    if bold:
        reader = Reader([*reader.conditions, *small_conditions(seen)], [], Tally())
        reader.find_first()
    values, unsolved = pinned(reader, seen.rows[seen.hidden], np.random.default_rng(1))
    assert not unsolved
    assert {seen.hidden[p]: n for p, n in values.items()} == listed(seen, 16, bold=bold) == certain


def let_out(outcome):
    """Everything that is wrong with what was published, and with what `attack` says of it."""
    pins = hits(outcome, "S") + hits(outcome, "B")
    return (
        [(pin.reader, pin.target, pin.true) for pin in pins] + outcome.wrong + outcome.disagreements
    )


@pytest.mark.parametrize(
    ("name", "wards"),
    [
        ("nhs", ((7, 6), (1, 9))),
        ("nhs", ((0, 7, 1), (3, 26, 3))),
        ("nhs", ((8, 3, 7), (8, 9, 1))),
        ("ons10", ((2, 9), (10, 1))),
        ("ons10", ((1, 3), (9, 5), (0, 1))),
        ("max3z", ((0, 4), (1, 0))),
        ("group", ((8, 5), (0, 1), (2, 0))),
        ("group", ((0, 5, 5), (4, 1, 3))),
        ("group", ((3, 2, 39), (0, 0, 1), (0, 1, 8))),
    ],
)
def test_the_smallest_tables_that_once_let_out_a_count_let_out_none(name, wards):
    outcome = attacked(by_ward_and_need(*wards), PROFILES[name])
    assert outcome.published
    assert let_out(outcome) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PROFILES)
def test_council_tables_let_out_no_small_count(name):
    outcomes = [attacked(council_table(seed), PROFILES[name]) for seed in TABLES]
    assert [let_out(outcome) for outcome in outcomes if let_out(outcome)] == []
    assert sum(outcome.tally.unsolved for outcome in outcomes) == 0
    assert sum(outcome.targets["reader S"] for outcome in outcomes) > 100
    assert sum(outcome.secondary for outcome in outcomes) > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nhs", "max4"])
def test_several_releases_of_the_same_people_let_out_no_small_count(name):
    sequences = [council_sequence(seed, kind, 18) for seed, kind in enumerate(KINDS, 1)]
    outcomes = [attacked(people, PROFILES[name]) for people in sequences]
    known = [let_out(outcome) for outcome in outcomes]
    assert [case for case in known if case] == []
    assert sum(outcome.tally.unsolved for outcome in outcomes) == 0
    assert sum(len(outcome.published) > 1 for outcome in outcomes) >= len(KINDS) - 1


@pytest.mark.slow
def test_a_lone_person_who_knows_when_she_came_learns_no_small_count():
    outcome = attacked(council_sequence(1, "withdrawals"), PROFILES["max4"])
    assert len(outcome.published) == 3
    assert let_out(outcome) == []


@pytest.mark.slow
def test_nhs_run_backwards_reveals_no_small_count():
    result = backward((3,), 13, PROFILES["nhs"])
    assert result.revealed == ()
    assert result.with_hidden > 20


@pytest.mark.slow
def test_ons10_run_backwards_reveals_what_its_page_says():
    result = backward((3,), 13, PROFILES["ons10"])
    assert [r.picture for r in result.revealed] == [(None, 10, None, 35)]
    assert [(r.cell, r.count) for r in result.revealed] == [("d02", 9)]
