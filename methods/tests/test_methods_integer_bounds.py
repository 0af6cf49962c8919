"""The least and greatest values that counts can take, held against listing every table."""

import numpy as np
import pytest
from disclosure_tables import counted
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput
from saidanddone_methods.disclosure.attack.integer_bounds import System, pinned
from saidanddone_methods.reference.disclosure_tables import possible_counts

grids = st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2)


@settings(max_examples=60, deadline=None)
@given(grids, st.lists(st.booleans(), min_size=9, max_size=9))
def test_intervals_hold_just_what_listing_every_table_finds(counts, hide):
    table = counted(
        [
            {"ward": f"w{i}", "need": f"n{j}", "freq": n}
            for i, row in enumerate(counts)
            for j, n in enumerate(row)
        ],
        "ward",
        "need",
    )
    most = 8  # told to the attacker too, so that both look at the same tables
    shown = {
        cell: None if hidden else int(value)
        for cell, value, hidden in zip(table.cells, table.values, hide, strict=True)
    }
    inside = {c: np.flatnonzero(row) for c, row in zip(table.cells, table.holds, strict=True)}
    truth = possible_counts(inside, shown, 4, most)
    known = np.array([value is not None for value in shown.values()])
    exact = table.values[known].astype(float)
    system = System(
        np.vstack([table.holds[known], np.eye(4)]),
        np.append(exact, np.zeros(4)),
        np.append(exact, np.full(4, float(most))),
    )
    hidden = [i for i, is_known in enumerate(known) if not is_known]
    stuck, witnesses = pinned(system, table.holds[hidden])
    assert all(system.fits(point) for point in witnesses)
    for place, i in enumerate(hidden):
        values = truth[table.cells[i]]
        interval = system.interval(table.holds[i])
        assert (interval.lower, interval.upper) == (min(values), max(values))
        assert interval.relaxed[0] - 1e-6 <= interval.lower
        assert interval.upper <= interval.relaxed[1] + 1e-6
        assert (place in stuck) == (len(values) == 1)


def test_a_figure_without_a_limit_is_told_from_one_that_cannot_be():
    rows = np.array([[1.0, -1.0, 0.0], [1.0, 1.0, -1.0]])
    free = System(rows, np.zeros(2), np.zeros(2))
    assert free.greatest(np.array([1.0, 0.0, 0.0])) == (None, None)
    none = System(np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([2.0, 0.0]), np.array([3.0, 1.0]))
    with pytest.raises(BadInput, match="no table fits"):
        none.greatest(np.array([1.0, 0.0]))
