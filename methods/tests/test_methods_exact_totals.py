"""Which totals may leave exact."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from saidanddone_methods import BadInput
from saidanddone_methods.disclosure import (
    ExactTotal,
    ProtectedCount,
    ProtectedFigure,
    Verdict,
    may_publish_exact,
    may_publish_protected,
    protect_count,
    protect_table,
)

TODAY = date(2026, 11, 22)
SUPPORT = "People in structured support"


def exact(start, end, value=49, indicator=SUPPORT):
    return ExactTotal(indicator, start, end, value)


def protected(start, end, value=49, indicator=SUPPORT, cells=()):
    return ProtectedFigure(
        indicator, start, end, protect_count(value), tuple(protect_count(n) for n in cells)
    )


FIRST_HALF = (date(2026, 1, 1), date(2026, 6, 30))
SECOND_QUARTER = (date(2026, 4, 1), date(2026, 6, 30))
THIRD_QUARTER = (date(2026, 7, 1), date(2026, 9, 30))

days = st.integers(0, 2000).map(lambda n: date(2019, 1, 1) + timedelta(days=n))
periods = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


def test_a_total_of_ten_or_more_over_a_closed_period_may_leave():
    verdict = may_publish_exact(exact(*FIRST_HALF, 10), [], today=TODAY)
    assert verdict == Verdict(True, "Nothing published so far combines with it.")


@given(st.integers(0, 9))
@example(9)
def test_a_total_below_ten_may_not(value):
    verdict = may_publish_exact(exact(*FIRST_HALF, value), [], today=TODAY)
    assert not verdict
    assert verdict.reason == "Only totals of 10 or more may be published exactly."


@pytest.mark.parametrize("end", [TODAY, date(2026, 12, 31)])
def test_a_period_that_is_not_over_may_not(end):
    verdict = may_publish_exact(exact(date(2026, 1, 1), end), [], today=TODAY)
    assert not verdict
    assert "The period is not over" in verdict.reason


def test_yesterday_is_over():
    yesterday = TODAY - timedelta(days=1)
    assert may_publish_exact(exact(date(2026, 1, 1), yesterday), [], today=TODAY)


@given(periods, periods, st.integers(10, 500), st.integers(10, 500))
def test_exact_totals_that_overlap_are_always_refused_and_others_never(one, other, value, new):
    overlap = one[0] <= other[1] and other[0] <= one[1]
    verdict = may_publish_exact(exact(*other, new), [exact(*one, value)], today=TODAY)
    assert verdict.allowed is not overlap


@given(st.lists(st.tuples(periods, st.integers(0, 60)), max_size=8))
def test_what_was_allowed_never_overlaps(wishes):
    ledger = []
    for period, value in wishes:
        total = exact(*period, value)
        if may_publish_exact(total, ledger, today=TODAY):
            ledger.append(total)
    ledger.sort(key=lambda total: total.start)
    for earlier, later in pairwise(ledger):
        assert earlier.end < later.start
    assert all(total.value >= 10 for total in ledger)


def test_the_same_period_leaves_once():
    verdict = may_publish_exact(exact(*FIRST_HALF), [exact(*FIRST_HALF)], today=TODAY)
    assert verdict.reason == (
        "An exact total for 1 January 2026 to 30 June 2026 is already public and overlaps it."
    )


def test_year_to_date_is_refused_after_a_quarter_exact_or_protected():
    year_to_date = exact(date(2026, 1, 1), THIRD_QUARTER[1], 60)
    assert not may_publish_exact(year_to_date, [exact(*FIRST_HALF, 49)], today=TODAY)
    verdict = may_publish_exact(year_to_date, [protected(*FIRST_HALF, 49)], today=TODAY)
    assert verdict.reason == (
        "A figure for 1 January 2026 to 30 June 2026 is already public; subtracting the two would "
        "count the people in between."
    )


def test_a_quarter_is_refused_after_the_half_year_that_holds_it():
    assert not may_publish_exact(exact(*SECOND_QUARTER, 30), [protected(*FIRST_HALF)], today=TODAY)


def test_quarters_that_only_touch_may_both_leave():
    past = [exact(*SECOND_QUARTER), protected(*SECOND_QUARTER)]
    assert may_publish_exact(exact(*THIRD_QUARTER), past, today=TODAY)


def test_another_indicator_is_no_obstacle():
    past = [exact(*FIRST_HALF, indicator="People at the hubs")]
    assert may_publish_exact(exact(*FIRST_HALF), past, today=TODAY)


def test_spelling_an_indicator_otherwise_does_not_get_round_it():
    past = [exact(*FIRST_HALF, indicator=" people in  STRUCTURED support")]
    assert not may_publish_exact(exact(*FIRST_HALF), past, today=TODAY)


def test_an_exact_total_may_join_a_protected_one_of_the_same_period():
    assert may_publish_exact(exact(*FIRST_HALF), [protected(*FIRST_HALF)], today=TODAY)


def test_an_exact_total_that_would_pin_a_cell_of_a_breakdown_is_refused():
    # 12, 12 and a hidden cell: 31 in all leaves it only 7.
    past = [protected(*FIRST_HALF, 31, cells=(12, 12, 7))]
    verdict = may_publish_exact(exact(*FIRST_HALF, 31), past, today=TODAY)
    assert verdict.reason == (
        "With the breakdown published for 1 January 2026 to 30 June 2026 it would give away a "
        "small number."
    )
    past = [protected(*FIRST_HALF, 27, cells=(12, 10, 5))]
    assert may_publish_exact(exact(*FIRST_HALF, 27), past, today=TODAY)


def test_a_breakdown_that_does_not_add_up_is_refused():
    past = [protected(*FIRST_HALF, 31, cells=(12, 12, 7))]
    assert not may_publish_exact(exact(*FIRST_HALF, 90), past, today=TODAY)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4))
@example([3, 21])  # the total less what is shown of the second is the first
def test_a_table_made_for_an_exact_total_may_stand_beside_it(counts):
    total = sum(counts)
    past = [exact(*FIRST_HALF, total)]
    cells = {(str(i),): n for i, n in enumerate(counts)}
    try:
        table = protect_table(cells, exact_total_is_public=True)
    except ValueError:
        shown = [protect_count(n) for n in counts]
        allowed = False
    else:
        shown, allowed = list(table.cells.values()), True
    new = ProtectedFigure(SUPPORT, *FIRST_HALF, protect_count(total), tuple(shown))
    assert may_publish_protected(new, past).allowed is allowed


def test_a_protected_figure_may_not_be_subtracted_from_an_exact_one():
    past = [exact(*FIRST_HALF)]
    assert not may_publish_protected(protected(*SECOND_QUARTER, 12), past)
    assert may_publish_protected(protected(*FIRST_HALF), past)
    assert may_publish_protected(protected(*THIRD_QUARTER), past)
    assert may_publish_protected(protected(*SECOND_QUARTER), [protected(*FIRST_HALF)])


def test_a_refusal_counts_as_false():
    assert not Verdict(False, "no")
    assert Verdict(True, "yes")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: exact(date(2026, 2, 1), date(2026, 1, 1)), "must not end before it starts"),
        (lambda: exact(*FIRST_HALF, -4), "an exact total must be 0 or more"),
        (lambda: exact(*FIRST_HALF, 12.5), "an exact total must be a whole number"),
        (lambda: exact(*FIRST_HALF, indicator="  "), "an indicator needs a name"),
        (
            lambda: ProtectedFigure("", *FIRST_HALF, ProtectedCount(None, suppressed=True)),
            "an indicator needs a name",
        ),
    ],
)
def test_a_figure_that_cannot_be_is_refused(make, says):
    with pytest.raises(BadInput, match=says):
        make()
