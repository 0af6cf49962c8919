"""Protecting tables: published figures, laws, refusals."""

import numpy as np
import pytest
from disclosure_tables import read, regions
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone_methods import BadInput, TooThin
from saidanddone_methods.disclosure.attack import (
    Release,
    attack,
    dimension,
    protect,
    table_from_rows,
    table_of,
)
from saidanddone_methods.disclosure.attack.integer_bounds import System
from saidanddone_methods.disclosure.attack.suppression import (
    audit,
    by_worth,
    exposures,
    hide_in_order,
    pinning_cells,
)
from saidanddone_methods.disclosure.attack.suppression_problem import suppression_problem_of
from saidanddone_methods.disclosure.rules.counts import PROFILES
from saidanddone_methods.reference.disclosure_tables import tables_that_fit, told_to_an_insider

MAX4, MAX3Z, NHS, GROUP = (PROFILES[name] for name in ("max4", "max3z", "nhs", "group"))
PUBLISHED = {
    "p1": ("p1_2way.csv", ("ward", "need"), "freq", MAX4),
    "p2": ("p2_3way.csv", ("area", "need", "quarter"), "freq", MAX4),
    "z1": ("ssbtools_z1.csv", ("region", "hovedint"), "ant", MAX3Z),
    "z2": ("ssbtools_z2.csv", ("region", "hovedint"), "ant", MAX3Z),
}


def published(shared_data, name):
    """A table of the data set, and its profile."""
    file, dims, count, profile = PUBLISHED[name]
    rows = read(shared_data / "sdc" / file)
    hierarchies = {"region": regions(rows)} if name == "z2" else {}
    cells = [(tuple(row[dim] for dim in dims), int(row[count])) for row in rows]
    return table_from_rows(dims, cells, hierarchies), profile


def two_way(counts):
    """A table of wards by needs from rows of counts."""
    return table_from_rows(
        ("ward", "need"),
        [((f"w{i}", f"n{j}"), n) for i, row in enumerate(counts) for j, n in enumerate(row)],
    )


def gauss(shared_data, name, problem, table):
    """The pattern that GaussSuppression published, as flags for each count of the problem."""
    dims = PUBLISHED[name][1]
    rows = read(shared_data / "sdc" / f"gauss_{name}.csv")
    pattern = {tuple(row[dim] for dim in dims): row["suppressed"] == "TRUE" for row in rows}
    assert set(pattern) == set(table.cells)
    return np.array([pattern[cell] for cell in problem.cells]), sum(pattern.values())


# Published tables


@pytest.mark.slow
@pytest.mark.parametrize(("name", "most"), [("p1", 31), ("p2", 38), ("z1", 6), ("z2", 28)])
def test_without_singletons_no_more_is_hidden_than_the_best_known(shared_data, name, most):
    table, profile = published(shared_data, name)
    protected = protect(table, profile, singletons=False)
    assert protected.suppressed <= most
    assert protected.at_least <= protected.suppressed
    assert protected.exact_disclosures == 0
    assert protected.seconds < 30


@pytest.mark.slow
@pytest.mark.parametrize(("name", "most"), [("p1", 32), ("p2", 39), ("z1", 6), ("z2", 28)])
def test_with_singletons_little_more_is_hidden(shared_data, name, most):
    table, profile = published(shared_data, name)
    protected = protect(table, profile)
    assert protected.suppressed <= most
    assert protected.exact_disclosures == 0
    assert protected.seconds < 30


@pytest.mark.parametrize(("name", "theirs"), [("p1", 32), ("p2", 42), ("z1", 6), ("z2", 29)])
@pytest.mark.parametrize("singletons", [False, True])
def test_the_fast_way_alone_hides_at_most_a_twentieth_more_than_gauss(
    shared_data, name, theirs, singletons
):
    table, profile = published(shared_data, name)
    protected = protect(table, profile, singletons=singletons, search=False)
    assert protected.suppressed <= theirs * 1.05
    assert protected.exact_disclosures == 0


@pytest.mark.parametrize(("name", "told"), [("p1", 2), ("p2", 3), ("z1", 0), ("z2", 2)])
def test_what_singletons_recover_from_the_pattern_of_gauss(shared_data, name, told):
    table, profile = published(shared_data, name)
    problem = suppression_problem_of(table, profile)
    pattern, _ = gauss(shared_data, name, problem, table)
    leaks = audit(problem, pattern).leaks
    assert all(leak.insider is not None for leak in leaks)
    assert len(leaks) == told


def test_a_singleton_of_p1_recovers_her_neighbour_from_the_pattern_of_gauss(shared_data):
    table, profile = published(shared_data, "p1")
    problem = suppression_problem_of(table, profile)
    pattern, _ = gauss(shared_data, "p1", problem, table)
    leaks = audit(problem, pattern).leaks
    knows = [[problem.what[number] for number in leak.insider.knows] for leak in leaks]
    recovered = [(own[0], leak.what) for own, leak in zip(knows, leaks, strict=True)]
    assert ("the small count in W01 / N07", "the small count in W07 / N07") in recovered


# Laws


small_tables = st.lists(
    st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2
) | st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=2, max_size=2)


def sums(table):
    return {
        cell: [int(i) for i in np.flatnonzero(row)]
        for cell, row in zip(table.cells, table.holds, strict=True)
    }


def wide_enough(table):
    return int(table.atoms.max()) + (7 if len(table.atoms) == 4 else 3)


@settings(max_examples=40, deadline=None)
@given(small_tables, st.sampled_from([MAX4, MAX3Z, GROUP]))
def test_listing_every_table_finds_no_small_count_alone_possible(counts, profile):
    table = two_way(counts)
    try:
        protected = protect(table, profile, singletons=False, search=False)
    except TooThin:
        return
    truth = dict(zip(table.cells, table.values, strict=True))
    inside = sums(table)
    every = list(tables_that_fit(inside, protected.shown, len(table.atoms), wide_enough(table)))
    hidden = [cell for cell, value in protected.shown.items() if value is None]
    for cell in hidden:
        values = {sum(table_counts[i] for i in inside[cell]) for table_counts in every}
        assert truth[cell] in values
        assert len(values) > 1
    if profile is GROUP:
        return
    # Nor to a reader who reasons that nothing would be hidden if nothing hidden were small.
    reasoned = [
        table_counts
        for table_counts in every
        if any(profile.hides(sum(table_counts[i] for i in inside[cell])) for cell in hidden)
    ]
    for cell in hidden:
        if profile.hides(truth[cell]):
            assert (
                len({sum(table_counts[i] for i in inside[cell]) for table_counts in reasoned}) > 1
            )


@settings(max_examples=40, deadline=None)
@given(small_tables)
def test_listing_every_table_finds_nothing_told_to_a_singleton(counts):
    table = two_way(counts)
    try:
        protected = protect(table, MAX4, search=False)
    except TooThin:
        return
    truth = dict(zip(table.cells, table.values, strict=True))
    inside = sums(table)
    for atom in np.flatnonzero(table.atoms == 1):
        own = [c for c in table.cells if truth[c] == 1 and int(atom) in inside[c]]
        seen = told_to_an_insider(
            inside, protected.shown, own, len(table.atoms), wide_enough(table)
        )
        for cell, values in seen.items():
            if MAX4.hides(truth[cell]) and cell not in own:
                others = set(inside[cell]) - {i for c in own for i in inside[c]}
                assert len(values) > 1 or not others


@settings(max_examples=30, deadline=None)
@given(small_tables, st.data())
def test_what_the_fast_way_shows_exposes_nothing_and_one_cell_more_would(counts, data):
    problem = suppression_problem_of(two_way(counts), MAX4)
    order = data.draw(st.permutations([int(i) for i in by_worth(problem)]))
    hidden = hide_in_order(problem, order)
    assert exposures(problem, hidden) == []
    for cell in np.flatnonzero(hidden & ~problem.primary):
        more = hidden.copy()
        more[cell] = False
        assert exposures(problem, more)


def test_how_much_of_the_time_has_gone_is_told_as_it_goes(shared_data):
    table, profile = published(shared_data, "z2")
    gone = []
    protect(table, profile, seconds=2, progress=lambda done, of: gone.append((done, of)))
    assert len(gone) > 1
    assert gone == sorted(gone)
    assert {of for _, of in gone} == {gone[0][1]}


def test_every_small_count_is_hidden_and_every_figure_shown_is_right(shared_data):
    table, profile = published(shared_data, "p1")
    protected = protect(table, profile, search=False)
    for cell, value in zip(table.cells, table.values, strict=True):
        shown = protected.shown[cell]
        assert shown is None if profile.hides(int(value)) else shown in (None, value)
    assert protected.primary == sum(profile.hides(int(v)) for v in table.values) == 30


def test_rounded_tables_show_the_nearest_five_and_pin_nothing(shared_data):
    table, _ = published(shared_data, "p1")
    protected = protect(table, NHS, search=False)
    for cell, value in zip(table.cells, table.values, strict=True):
        shown = protected.shown[cell]
        assert shown is None or (shown % 5 == 0 and abs(shown - value) <= 2)
    assert protected.exact_disclosures == 0


@pytest.mark.parametrize("name", ["p1", "p2", "z1", "z2"])
def test_rounded_tables_leave_each_hidden_count_four_values_or_more(shared_data, name):
    table, _ = published(shared_data, name)
    shown = protect(table, NHS, search=False).shown
    assert attack([Release("0001", table.dims, shown, NHS, {})]).narrowest >= 3


def test_a_count_under_two_names_is_one_count():
    parents = [("a", "north"), ("b", "south"), ("c", "south")]
    rows = [
        ((w, n), c)
        for w, n, c in [
            ("a", "x", 9),
            ("b", "x", 12),
            ("c", "x", 30),
            ("a", "y", 2),
            ("b", "y", 8),
            ("c", "y", 11),
        ]
    ]
    table = table_from_rows(("ward", "need"), rows, {"ward": parents})
    protected = protect(table, MAX4, search=False)
    assert protected.shown["a", "y"] is None
    assert protected.shown["north", "y"] is None
    assert all(
        (protected.shown["a", n] is None) == (protected.shown["north", n] is None)
        for n in ("x", "y", "Total")
    )


def test_a_count_that_only_0_can_pin_is_found_by_the_attack_and_kept():
    # Moving one person around the four hidden cells would leave -1 in one of them.
    table = two_way([[1, 0, 20], [0, 0, 30], [12, 40, 11]])
    problem = suppression_problem_of(table, MAX4, singletons=False)
    block = {(w, n) for w in ("w0", "w1") for n in ("n0", "n1")}
    hidden = np.array([cell in block for cell in problem.cells])
    assert exposures(problem, hidden) == []
    leaks = audit(problem, hidden).leaks
    assert len(leaks) == 1
    assert set(pinning_cells(problem, hidden, leaks[0])) <= set(np.flatnonzero(~hidden))
    assert problem.system(hidden).interval(problem.targets[0]).width == 0
    assert protect(table, MAX4, search=False).exact_disclosures == 0


def test_whoever_is_everyone_of_a_row_is_hidden():
    table = two_way([[12, 0, 0], [10, 20, 30], [15, 25, 40]])
    assert protect(table, MAX4, search=False).suppressed == 0
    protected = protect(table, GROUP, search=False)
    assert protected.shown["w0", "n0"] is None
    assert protected.exact_disclosures == 0


def test_nobody_can_tell_that_all_of_a_row_are_in_one_category():
    table = two_way([[12, 0, 0], [10, 20, 30], [15, 25, 40]])
    protected = protect(table, GROUP, search=False)
    inside = sums(table)
    known = [
        (table.holds[i], value)
        for i, value in enumerate(protected.shown.values())
        if value is not None
    ]
    rows = np.array([row for row, _ in known])
    figures = np.array([value for _, value in known], float)
    others = np.zeros(len(table.atoms))
    others[inside["w0", "n1"] + inside["w0", "n2"]] = 1
    assert System(rows, figures, figures).interval(others).upper > 0


@settings(max_examples=40, deadline=None)
@given(small_tables)
def test_listing_every_table_finds_nobody_told_to_be_in_her_groups_one_category(counts):
    table = two_way(counts)
    try:
        protected = protect(table, GROUP, singletons=False, search=False)
    except TooThin:
        return
    truth, inside = dict(zip(table.cells, table.values, strict=True)), sums(table)
    every = list(tables_that_fit(inside, protected.shown, len(table.atoms), wide_enough(table)))
    for inner, outer in [
        (cell, wider)
        for cell in table.cells
        for wider in ((cell[0], "Total"), ("Total", cell[1]))
        if inside[wider] != inside[cell] and truth[cell] == truth[wider] > 0
    ]:
        others = set(inside[outer]) - set(inside[inner])
        assert any(table_counts[i] for table_counts in every for i in others)


def test_a_count_that_only_whole_numbers_pin_is_found_by_the_attack():
    # Three groups of 1 that share d: with halves a, b and c could be 0.5 each and d be 0.
    parents = [(leaf, group) for group in ("abd", "bcd", "acd") for leaf in group]
    rows = [((leaf,), n) for leaf, n in {"a": 0, "b": 0, "c": 0, "d": 1, "e": 30}.items()]
    problem = suppression_problem_of(table_from_rows(("ward",), rows, {"ward": parents}), GROUP)
    hidden = np.array([cell[0] in ("a", "b", "c", "d", "Total") for cell in problem.cells])
    d = problem.what.index("the small count in d")
    assert d not in {found.target for found in exposures(problem, hidden) if not found.insider}
    found = problem.system(hidden).interval(problem.targets[d])
    assert (found.lower, found.upper, found.relaxed) == (1, 1, (0, 1))
    leak = next(leak for leak in audit(problem, hidden).leaks if leak.what == problem.what[d])
    assert pinning_cells(problem, hidden, leak) == [int(i) for i in np.flatnonzero(~hidden)]


# Refusals


def test_a_table_of_a_few_people_is_refused_with_what_to_merge():
    with pytest.raises(TooThin) as refused:
        protect(two_way([[1, 0], [0, 2]]), MAX4)
    assert "no count of anyone could be shown; merge w0 with w1 in ward" in str(refused.value)


def test_a_parent_with_counts_of_its_own_is_refused():
    with pytest.raises(BadInput, match="north in ward is a parent of others and has rows"):
        table_from_rows(("ward",), [(("a",), 3), (("north",), 9)], {"ward": [("a", "north")]})


def test_a_hierarchy_in_a_circle_is_refused():
    with pytest.raises(BadInput, match="circle"):
        dimension("ward", ["a"], [("a", "b"), ("b", "c"), ("c", "b")])


@pytest.mark.parametrize(
    ("dims", "counts", "says"),
    [
        ((), {}, "at least one dimension"),
        ((dimension("ward", ["a"]),), {("b",): 1}, "b is no category of ward"),
        ((dimension("ward", ["a"]),), {("a",): -1}, "0 or more"),
        ((dimension("ward", ["a"]),), {("a", "b"): 1}, "one category of each dimension"),
        ((dimension("ward", map(str, range(9000))),), {}, "more than the 3000"),
    ],
)
def test_a_table_that_cannot_be_is_refused(dims, counts, says):
    with pytest.raises(BadInput, match=says):
        table_of(dims, counts)


def test_a_category_without_a_name_is_refused():
    with pytest.raises(BadInput, match="ward has a category without a name"):
        dimension("ward", ["a", " "])


def test_a_category_called_total_is_refused():
    with pytest.raises(BadInput, match="called Total"):
        dimension("ward", ["a", "Total"])
