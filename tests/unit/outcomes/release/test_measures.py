"""What leaves of a series: months protected, changes from windows of ten or more, companions beside."""

from datetime import date
from typing import Any

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.figures import Figure
from saidanddone.outcomes.inputs import MonthInput
from saidanddone.outcomes.models import Indicator
from saidanddone.outcomes.release import MEASURES, Measure
from saidanddone.outcomes.release.charts import chart_of
from saidanddone.releases import queries
from tests.people import Cast
from tests.unit.outcomes.series import record
from tests.unit.releases import world

BEFORE = [28, 29, 29, 29, 29, 28, 28]  # April to October 2025: 200
BETWEEN = [20] * 5
AFTER = [21, 21, 21, 21, 22, 21, 21]  # April to October 2026: 148
WINDOWS = {
    "before_from": date(2025, 4, 1),
    "before_to": date(2025, 10, 1),
    "after_from": date(2026, 4, 1),
    "after_to": date(2026, 10, 1),
}


def reports(people: Cast, values: list[int] | None = None, **said: Any) -> Indicator:
    return world.indicator(people, "reports", values or BEFORE + BETWEEN + AFTER, **WINDOWS | said)


def beside(people: Cast, of: Indicator) -> None:
    for kind in ("harm", "enforcement"):
        other = world.indicator(people, kind, [9] * 19, tells_of=kind)
        of.stands_beside.add(other)


def content(people: Cast) -> Content:
    return world.drawn(people)


def only(people: Cast, slug: str = "reports") -> Measure:
    found = content(people).part(MEASURES).measure(slug)
    assert found is not None
    return found


def test_months_of_reports_are_rounded_and_the_change_is_exact(people: Cast) -> None:
    reports(people)
    measure = only(people)
    assert measure.months[0].value == Figure(30)
    assert [each.total for each in measure.windows] == [Figure(200), Figure(150)]
    assert measure.change is not None
    change = measure.change
    assert (change.percent, change.lower_by_chance, change.upper_by_chance) == (-26, -41, -8)
    assert (change.lower, change.upper, change.could_be_none) == (None, None, True)
    assert change.sentence == (
        "26 % fewer; too few months to tell (7 on each side, 12 are needed); "
        "chance alone: 8 % to 41 % fewer"
    )


YEARS: dict[str, Any] = {
    "first": date(2024, 4, 1),
    "before_from": date(2024, 4, 1),
    "before_to": date(2025, 3, 1),
    "after_from": date(2025, 4, 1),
    "after_to": date(2026, 3, 1),
}


def test_a_year_on_each_side_leaves_with_its_range_and_that_for_chance(people: Cast) -> None:
    reports(people, [30, 40] * 6 + [18, 22] * 6, **YEARS)
    change = only(people).change
    assert change is not None
    assert change.sentence.startswith("43 % fewer; could be anything from ")
    assert change.range_sentence.startswith("allowing for chance alone: ")
    assert change.lower is not None
    assert change.lower < change.lower_by_chance


def test_how_months_scatter_is_not_told_where_one_is_hidden(people: Cast) -> None:
    """It would tell something of the months too small to show."""
    reports(people, [30, 3, 40, 4, 5, 44, 47, 30, 30, 30, 30, 30] + [20] * 12, **YEARS)
    change = only(people).change
    assert change is not None
    assert (change.lower, change.upper, change.range_sentence) == (None, None, "")
    assert "some months are too small to show" in change.sentence
    assert "; chance alone: " in change.sentence


def test_fewer_reports_never_stand_without_harm_and_enforcement(people: Cast) -> None:
    made = reports(people, better="fewer")
    release = world.draft(people)
    page = queries.read_release(people.bola, people.programme, release.ref)
    assert content(people).part(MEASURES).measure("reports") is None
    assert any("stands beside it" in each.why for each in page.left_out)
    beside(people, made)
    assert content(people).part(MEASURES).measure("reports") is not None
    assert [each.kind for each in only(people, "harm").windows] == ["before", "after"]


def test_windows_below_ten_state_no_change(people: Cast) -> None:
    reports(people, [2] * 7 + [1] * 5 + [1] * 7)
    measure = only(people)
    assert measure.change is None
    assert "Fewer than 10" in measure.held_back
    assert all(each.value.is_hidden for each in measure.months)


def test_a_change_that_would_give_a_hidden_month_away_is_not_stated(people: Cast) -> None:
    reports(people, [7, 7, 0, 0, 0, 0, 0, *BETWEEN, *AFTER])
    measure = only(people)
    assert measure.change is None
    assert "worked out" in measure.held_back


def test_a_change_that_would_give_a_hidden_month_of_the_comparison_area_away_is_not_stated(
    people: Cast,
) -> None:
    made = reports(people, comparison_area="The ward across the river")
    small = [7, 7, 0, 0, 0, 0, 0, *BETWEEN, *AFTER]
    record(
        people,
        made,
        [
            MonthInput(month=row.month, value=row.value, comparison=value)
            for row, value in zip(made.measurements.order_by("month"), small, strict=True)
        ],
        replace=True,
    )
    measure = only(people)
    assert measure.change is None
    assert "worked out" in measure.held_back


def test_overlapping_comparisons_of_different_months_never_both_leave(people: Cast) -> None:
    made = reports(people)
    world.signed(people)
    assert only(people).change is not None  # the same months may be stated again
    Indicator.objects.filter(pk=made.pk).update(
        before_to=date(2025, 9, 1), after_to=date(2026, 9, 1)
    )
    measure = only(people)
    assert measure.change is None
    assert "overlaps it" in measure.held_back


def test_people_change_only_by_what_may_be_shown(people: Cast) -> None:
    reports(people, counts="people")
    change = only(people).change
    assert change is not None
    # Seven times 30 before; seven times 20 after: from rounded months, not from 200 and 148.
    assert change.percent == -33
    assert change.sentence.startswith("From rounded figures: ")


def test_people_with_a_hidden_month_state_no_change(people: Cast) -> None:
    reports(people, BEFORE + BETWEEN + [21, 21, 21, 5, 21, 21, 21], counts="people")
    measure = only(people)
    assert measure.change is None
    assert measure.months[-4].value == Figure(None)


def test_things_leave_as_they_are(people: Cast) -> None:
    world.indicator(people, "hubs", [0, 1, 2, 3], counts="things")
    assert [each.value for each in only(people, "hubs").months] == [
        Figure(number, is_exact=True) for number in range(4)
    ]


def test_a_change_in_things_is_no_figure_about_people(people: Cast) -> None:
    reports(people, counts="things")
    part = content(people).part(MEASURES)
    assert part.measures[0].change is not None
    assert MEASURES.published(part) == []


def test_a_measure_without_figures_is_left_out(people: Cast) -> None:
    world.indicator(people, "empty")
    assert content(people).part(MEASURES).measures == ()


def test_a_change_is_a_figure_with_its_interval(people: Cast) -> None:
    reports(people)
    [figure] = [each for each in content(people).figures if each.name == "reports_percent_change"]
    assert (figure.value, figure.lower, figure.upper) == (-26, -41, -8)
    assert figure.period == "April to October 2026, against April to October 2025"


def shares(people: Cast, *counted: tuple[int, int], **said: Any) -> Measure:
    made = world.indicator(people, "rung", [part for part, _ in counted], out_of="messages", **said)
    for month, (_, whole) in zip(made.measurements.order_by("month"), counted, strict=True):
        month.out_of = whole
        month.save()
    return only(people, "rung")


def test_a_part_and_its_whole_leave_rounded(people: Cast) -> None:
    [month] = shares(people, (28, 71)).months
    assert (month.value, month.out_of) == (Figure(30), Figure(70))


def test_a_share_whose_part_is_small_is_hidden(people: Cast) -> None:
    measure = shares(people, (20, 40), (3, 40), (20, 40))
    assert measure.months[1].value.is_hidden
    chart = chart_of(measure)
    assert chart is not None
    assert chart.table.rows[1][3].text == "too few to show"


def test_a_whole_of_which_few_are_left_is_hidden_and_so_is_its_share(people: Cast) -> None:
    """38 of 40 shown beside each other would tell that two were not."""
    measure = shares(people, (20, 40), (38, 40), (20, 40))
    assert measure.months[1].out_of == Figure(None)
    chart = chart_of(measure)
    assert chart is not None
    assert chart.table.rows[1][3].text == "too few to show"


def test_a_share_is_worked_out_from_what_is_shown(people: Cast) -> None:
    chart = chart_of(shares(people, (19, 33), (28, 71)))
    assert chart is not None
    assert [row[3].text for row in chart.table.rows] == ["57%", "43%"]  # 20 of 35, 30 of 70


def test_what_a_share_is_out_of_is_judged_as_it_is_shown(people: Cast) -> None:
    shares(people, (28, 71), (38, 40))
    counted = MEASURES.counted(content(people).part(MEASURES))
    assert [figure.value for figure in counted if figure.name == "rung out of"] == [70]


def test_things_out_of_things_leave_as_they_are(people: Cast) -> None:
    measure = shares(people, (15, 16), (0, 0), (17, 17), counts="things", monthly_target=95)
    chart = chart_of(measure)
    assert chart is not None
    assert [row[3].text for row in chart.table.rows] == ["94%", "nothing to count", "100%"]
    assert "Aimed at: 95%" in [label.text for label in chart.wide.labels]


def test_a_hidden_month_is_marked_by_the_threshold_and_nothing_else(people: Cast) -> None:
    world.indicator(people, "harm", [2, 10, 7, 12])
    chart = chart_of(only(people, "harm"))
    assert chart is not None
    assert [row[1].text for row in chart.table.rows] == ["1 to 7", "10", "1 to 7", "10"]
    greys = [box for box in chart.wide.boxes if box.kind == "sd-hidden"]
    assert len({(box.y, box.height) for box in greys[:2]}) == 1
