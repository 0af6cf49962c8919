"""What is certain and what is likely: two readings of a rounded table, and what lone people learn."""

import numpy as np
import pytest
from disclosure_tables import MAX4, NHS
from hypothesis import example, given, settings
from hypothesis import strategies as st

from saidanddone_methods import TooThin
from saidanddone_methods.disclosure.attack import (
    Release,
    attack,
    protect,
    table_from_rows,
)
from saidanddone_methods.disclosure.attack.audit import audit
from saidanddone_methods.disclosure.attack.suppression_problem import suppression_problem_of
from saidanddone_methods.disclosure.rules.counts import PROFILES

MAX3Z, ONS10, GROUP = (PROFILES[name] for name in ("max3z", "ons10", "group"))
# Of these four counts `nhs` hides three, and a total for their sake.
HIDES_A_TOTAL = ((7, 6), (1, 9))


def two_way(counts):
    return table_from_rows(
        ("ward", "need"),
        [((f"w{i}", f"n{j}"), n) for i, row in enumerate(counts) for j, n in enumerate(row)],
    )


def release_of(table, profile, shown=None):
    shown = protect(table, profile, search=False).shown if shown is None else shown
    return Release("0001-a", table.dims, shown, profile, {})


def hides(counts, profile, *cells):
    """The flags of a problem in which just `cells` are hidden, and the problem."""
    problem = suppression_problem_of(two_way(counts), profile)
    return problem, np.array([cell in cells for cell in problem.cells])


rounded_tables = st.lists(
    st.lists(st.integers(0, 14), min_size=2, max_size=3), min_size=2, max_size=2
).filter(lambda rows: len(rows[0]) == len(rows[1]))


@settings(max_examples=12, deadline=None)
@given(rounded_tables, st.sampled_from([NHS, ONS10]))
@example(HIDES_A_TOTAL, NHS)
@example(((2, 9), (10, 1)), ONS10)
@example(((0, 7, 1), (3, 26, 3)), NHS)
@example(((8, 3, 7), (8, 9, 1)), NHS)
def test_a_protected_table_tells_no_reader_a_count_and_what_is_certain_is_true(counts, profile):
    table = two_way(counts)
    try:
        result = attack([release_of(table, profile)])
    except TooThin:
        return
    assert (result.exact, result.likely_exact) == (0, 0)
    truth = {" / ".join(c): int(n) for c, n in zip(table.cells, table.values, strict=True)}
    for finding in result.findings:
        assert finding.lower <= truth[finding.cell]
        assert finding.upper is None or truth[finding.cell] <= finding.upper


def test_a_count_hidden_for_the_sake_of_another_is_not_called_known():
    table = two_way(HIDES_A_TOTAL)
    hidden = {("w0", "n0"), ("w0", "n1"), ("w1", "n0"), ("Total", "n0")}
    shown = {
        cell: None if cell in hidden else NHS.rounded(int(n))
        for cell, n in zip(table.cells, table.values, strict=True)
    }
    result = attack([release_of(table, NHS, shown)])
    assert (result.exact, result.likely_exact) == (0, 4)
    total = next(finding for finding in result.findings if finding.cell == "Total / n0")
    assert (total.likely.lower, total.likely.upper) == (7, 7)
    assert (total.lower, total.upper) == (6, 14)  # it is 8


def test_a_rounded_table_that_hides_one_count_hides_a_small_one():
    table = table_from_rows(("ward",), [(("w0",), 1), (("w1",), 8), (("w2",), 8)])
    shown = {("w0",): None, ("w1",): 10, ("w2",): 10, ("Total",): 15}
    (finding,) = attack([release_of(table, NHS, shown)]).findings
    assert (finding.lower, finding.upper, finding.is_exact) == (1, 1, True)


def test_the_same_people_by_one_dimension_are_not_taken_for_others():
    table = two_way(HIDES_A_TOTAL)
    first = release_of(table, NHS)
    assert first.shown["Total", "n0"] is None  # 8, which the next table may show as 10
    for dim, counts in (("need", {"n0": 8, "n1": 15}), ("ward", {"w0": 13, "w1": 10})):
        again = table_from_rows((dim,), [((name,), n) for name, n in counts.items()])
        assert protect(again, NHS, past=[first]).exact_disclosures == 0


def test_a_lone_person_does_not_learn_that_nobody_else_is_near_where_nothing_hides_it():
    # Only the 4 and the total of 5 shown: one person is in all the rest, and she knows that it is she.
    counts = ((0, 4), (1, 0))
    problem, hidden = hides(counts, MAX3Z)
    hidden[:] = [cell not in {("w0", "n1"), ("Total", "Total")} for cell in problem.cells]
    leaks = {leak.what for leak in audit(problem, hidden).leaks if leak.insider}
    assert "the small count in w0 / n0" in leaks
    shown = protect(two_way(counts), MAX3Z, search=False).shown
    assert None in (shown["w0", "n1"], shown["Total", "Total"])


def test_a_lone_person_does_not_learn_that_all_of_another_row_are_in_one_category():
    block = [(ward, need) for ward in ("w0", "w1") for need in ("n0", "n1")]
    problem, hidden = hides(((5, 1), (9, 0)), GROUP, *block)
    leaks = audit(problem, hidden).leaks
    told = "that all of w1 / Total are in w1 / n0"
    assert told in {leak.what for leak in leaks if leak.insider is not None}


def test_what_the_group_rule_shows_is_never_everyone_of_a_row():
    # If nobody else were in the row, the 6 would be hidden.
    problem, hidden = hides(((6, 1), (20, 30)), GROUP)
    hidden[:] = [cell not in {("w0", "n0"), ("Total", "Total")} for cell in problem.cells]
    least = problem.system(hidden).interval(problem.rows[problem.cells.index(("w0", "Total"))])
    assert least.lower == 7


def test_a_table_that_cannot_be_checked_in_the_time_given_is_refused():
    table = two_way(np.random.default_rng(5).poisson(6, (12, 8)).tolist())
    with pytest.raises(TooThin, match=r"could not be checked in 0\.001 seconds; allow more"):
        protect(table, MAX4, seconds=0.001)
