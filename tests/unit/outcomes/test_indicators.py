from datetime import date
from typing import Any

import pytest

from saidanddone.audit.models import Entry
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.outcomes import commands, queries
from saidanddone.outcomes.analyses import months_between
from saidanddone.outcomes.inputs import BadMonths, MonthInput, PeriodTotalInput
from saidanddone.outcomes.models import Measurement
from saidanddone.outcomes.policies import may_stand_alone, missing_companions
from tests.people import Cast
from tests.unit.outcomes.series import (
    AFTER,
    BEFORE,
    a_fall,
    companions,
    defined,
    indicator_input,
    record,
)
from tests.unit.strategy.plans import agreed


def test_an_indicator_is_defined_and_audited(people: Cast) -> None:
    made = defined(people)
    assert made.slug == "reports-of-anti-social-behaviour"
    assert list(queries.indicators_of(people.amina, people.programme)) == [made]
    assert Entry.objects.filter(act="outcomes.define_indicator").count() == 1


def test_two_indicators_of_one_title_have_two_slugs(people: Cast) -> None:
    assert [defined(people).slug, defined(people).slug] == [
        "reports-of-anti-social-behaviour",
        "reports-of-anti-social-behaviour-2",
    ]


@pytest.mark.parametrize("name", ["amina", "bola", "ed", "farah", "harun", "iris", "grace", "sam"])
def test_who_may_not_manage_indicators(people: Cast, name: str) -> None:
    with pytest.raises(NotYours):
        commands.define_indicator(
            actor=getattr(people, name), programme=people.programme, details=indicator_input()
        )


@pytest.mark.parametrize("name", ["ed", "farah", "harun", "iris", "sam", "jo"])
def test_who_sees_no_indicator(people: Cast, name: str) -> None:
    made = defined(people)
    actor = getattr(people, name)
    for read in (
        lambda: queries.indicators_of(actor, people.programme),
        lambda: queries.find_indicator(actor, people.programme, made.ref),
        lambda: queries.read_indicator(actor, people.programme, made.ref),
        lambda: queries.choices_of_actions(actor, people.programme),
    ):
        with pytest.raises(NotYours):
            read()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"caveat": " "}, "cannot show"),
        ({"definition": ""}, "what exactly is counted"),
        ({"counts": "arrows"}, "what it counts"),
        ({"after_to": None}, "all four"),
        ({"after_from": date(2026, 5, 1), "after_to": date(2026, 11, 1)}, "same calendar months"),
        ({"before_to": date(2025, 3, 1)}, "begins before it ends"),
        ({"before_from": date(2026, 4, 1), "before_to": date(2026, 10, 1)}, "must end before"),
        ({"before_from": date(2025, 4, 2)}, "first day"),
    ],
)
def test_what_an_indicator_must_say(people: Cast, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        defined(people, **changes)


def test_two_people_editing_an_indicator_lose_nothing(people: Cast) -> None:
    made = defined(people)

    def edit(title: str) -> None:
        commands.edit_indicator(
            actor=people.chidi,
            programme=people.programme,
            indicator_ref=made.ref,
            version=1,
            details=indicator_input(title=title),
        )

    edit("Calls")
    with pytest.raises(EditedMeanwhile):
        edit("Reports")
    made.refresh_from_db()
    assert (made.title, made.slug) == ("Calls", "reports-of-anti-social-behaviour")


def test_months_go_in_all_or_none(people: Cast) -> None:
    made = defined(people)
    bad = [
        MonthInput(month=BEFORE[0], value=3),
        MonthInput(month=date(2026, 11, 1), value=4),
        MonthInput(month=BEFORE[0], value=5),
    ]
    with pytest.raises(BadMonths) as refused:
        record(people, made, bad)
    assert refused.value.sentences == (
        "November 2026 is not over yet. Leave it out until it is.",
        "April 2025 is given twice. Give each month once.",
    )
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("value", [-1, 2_147_483_648])
def test_a_figure_is_a_whole_number_that_can_be_kept(people: Cast, value: int) -> None:
    made = defined(people)
    with pytest.raises(BadMonths, match="whole number"):
        record(people, made, [MonthInput(month=BEFORE[0], value=value)])


def test_a_month_held_already_is_replaced_only_when_said(people: Cast) -> None:
    made = defined(people)
    record(people, made, [MonthInput(month=BEFORE[0], value=3)])
    assert (
        record(
            people,
            made,
            [MonthInput(month=BEFORE[0], value=3), MonthInput(month=BEFORE[1], value=4)],
        )
        == 2
    )
    with pytest.raises(BadMonths, match=r"April 2025 is held already with another figure \(3\)"):
        record(people, made, [MonthInput(month=BEFORE[0], value=9)])
    record(people, made, [MonthInput(month=BEFORE[0], value=9)], replace=True)
    assert [row.value for row in Measurement.objects.all()] == [9, 4]


def test_a_day_in_a_month_stands_for_the_month(people: Cast) -> None:
    made = defined(people)
    record(people, made, [MonthInput(month=date(2025, 4, 17), value=3)])
    assert Measurement.objects.get().month == date(2025, 4, 1)


def test_a_comparison_figure_needs_a_named_area(people: Cast) -> None:
    made = defined(people, comparison_area="")
    with pytest.raises(BadMonths, match="no comparison area is named"):
        record(people, made, [MonthInput(month=BEFORE[0], value=3, comparison=4)])


def test_before_and_after_is_one_plain_sentence(people: Cast) -> None:
    made = defined(people)
    record(people, made, a_fall())
    evaluation = queries.before_and_after(made)
    assert evaluation is not None
    change = evaluation.change
    assert change is not None
    assert (change.before, change.after, change.months) == (350, 259, 7)
    assert change.sentence == (
        "26 % fewer; too few months to tell (7 on each side, 12 are needed); "
        "chance alone: 13 % to 37 % fewer; the comparison area fell 8 %"
    )
    assert change.comparison_sentence.startswith("set against the comparison area, 20 % fewer")
    assert (change.level, change.level_means) == (
        3,
        "before and after, beside a place where the same was not done",
    )


def test_a_year_on_each_side_has_a_range_beside_that_for_chance_alone(people: Cast) -> None:
    year = {"before_from": date(2024, 11, 1), "before_to": date(2025, 10, 1)}
    year |= {"after_from": date(2025, 11, 1), "after_to": date(2026, 10, 1)}
    made = defined(people, comparison_area="", **year)
    months = months_between(date(2024, 11, 1), date(2026, 10, 1))
    counts = [50] * 12 + [30] * 12
    values = zip(months, counts, strict=True)
    record(people, made, [MonthInput(month=month, value=count) for month, count in values])
    evaluation = queries.before_and_after(made)
    assert evaluation is not None
    change = evaluation.change
    assert change is not None
    assert change.sentence.startswith("40 % fewer; could be anything from ")
    assert change.chance_sentence == "allowing for chance alone: 32 % to 47 % fewer"
    assert change.percent_lower is not None
    assert change.percent_lower < change.percent_lower_by_chance


def test_without_a_comparison_it_stands_a_level_lower(people: Cast) -> None:
    made = defined(people, comparison_area="")
    record(people, made, a_fall(compared=False))
    evaluation = queries.before_and_after(made)
    assert evaluation is not None
    assert evaluation.change is not None
    assert evaluation.change.level == 2
    assert "comparison" not in evaluation.change.sentence


def test_a_missing_month_is_refused_by_name(people: Cast) -> None:
    made = defined(people)
    record(people, made, [month for month in a_fall() if month.month != date(2026, 6, 1)])
    evaluation = queries.before_and_after(made)
    assert evaluation is not None
    assert evaluation.change is None
    assert any("June 2026" in reason for reason in evaluation.reasons)


def test_nothing_before_gives_a_reason_and_no_figure(people: Cast) -> None:
    made = defined(people, comparison_area="")
    record(people, made, [MonthInput(month=month, value=0) for month in BEFORE + AFTER])
    evaluation = queries.before_and_after(made)
    assert evaluation is not None
    assert evaluation.change is None
    assert "nothing was counted before" in evaluation.reasons[0]


def test_an_indicator_without_windows_has_no_before_and_after(people: Cast) -> None:
    none = dict.fromkeys(["before_from", "before_to", "after_from", "after_to"])
    assert queries.before_and_after(defined(people, **none)) is None


def test_fewer_reports_never_stand_without_harm_and_enforcement(people: Cast) -> None:
    made = defined(people)
    assert not may_stand_alone(made)
    assert missing_companions(made) == (
        "harm that people reported",
        "enforcement against people",
    )
    harm, enforcement = companions(people)
    made.stands_beside.add(harm)
    assert missing_companions(made) == ("enforcement against people",)
    made.stands_beside.add(enforcement)
    assert missing_companions(made) == ()


def test_a_companion_without_figures_does_not_count(people: Cast) -> None:
    harm, enforcement = companions(people)
    made = defined(people, beside_refs=(harm.ref, enforcement.ref))
    harm.measurements.all().delete()
    assert missing_companions(made) == ("harm that people reported",)


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": "people"},
        {"better": "more"},
        {"better": "neither"},
        {"tells_of": "harm"},
        {"tells_of": "enforcement"},
    ],
)
def test_what_stands_by_itself(people: Cast, changes: dict[str, str]) -> None:
    made = defined(people, **changes)
    assert may_stand_alone(made)
    assert missing_companions(made) == ()


def test_an_indicator_is_linked_to_actions_of_its_programme(people: Cast) -> None:
    made, action = defined(people), agreed(people)

    def link(*refs: str) -> None:
        commands.link_actions(
            actor=people.chidi,
            programme=people.programme,
            indicator_ref=made.ref,
            action_refs=refs,
        )

    link(action.ref)
    assert list(action.indicators.all()) == [made]
    with pytest.raises(NotYours):
        link("nowhere00000")


def test_a_total_is_recorded_over_a_closed_period(people: Cast) -> None:
    made = defined(people, title="People in structured support", counts="people", better="more")

    def total(starts_on: date, ends_on: date, total: int = 49) -> None:
        commands.record_period_total(
            actor=people.chidi,
            programme=people.programme,
            indicator_ref=made.ref,
            details=PeriodTotalInput(
                starts_on=starts_on,
                ends_on=ends_on,
                total=total,
                total_before=0,
            ),
        )

    total(date(2025, 11, 1), date(2026, 10, 31))
    (line,) = queries.list_indicators(people.dawn, people.programme)
    assert line.sentence == "49 from November 2025 to October 2026, from 0 before"
    for starts_on, ends_on, sentence in [
        (date(2025, 11, 1), date(2026, 10, 31), "already"),
        (date(2026, 11, 1), date(2026, 11, 22), "not over"),
        (date(2026, 3, 1), date(2026, 2, 1), "before it begins"),
    ]:
        with pytest.raises(Refused, match=sentence):
            total(starts_on, ends_on)
    with pytest.raises(Refused, match="0 or more"):
        total(date(2024, 1, 1), date(2024, 2, 1), -5)
