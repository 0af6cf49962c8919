"""Defines indicators and records their figures."""

import dataclasses
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.names import free_address
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.outcomes.analyses import months_between
from saidanddone.outcomes.inputs import BadMonths, IndicatorInput, MonthInput, PeriodTotalInput
from saidanddone.outcomes.models import Indicator, Measurement, PeriodTotal
from saidanddone.outcomes.monthly_tables import MOST, read_months
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action

MANAGE = "outcomes.manage_indicators"
LONGEST_ADDRESS = 50
WHOLE = 100  # percent


@transaction.atomic
def define_indicator(*, actor: Actor, programme: Programme, details: IndicatorInput) -> Indicator:
    """Define an indicator: what it counts, its source, and what it cannot show."""
    require(actor, MANAGE, programme)
    _refuse_incomplete(details)
    indicator = Indicator.objects.create(
        programme=programme, slug=_free_slug(programme, details), **fields_of(details)
    )
    _set_companions(indicator, details)
    _audit(actor, "outcomes.define_indicator", indicator, programme)
    return indicator


@transaction.atomic
def edit_indicator(
    *, actor: Actor, programme: Programme, indicator_ref: str, version: int, details: IndicatorInput
) -> Indicator:
    """Change an indicator; its slug stays. Raises EditedMeanwhile when someone else saved first."""
    require(actor, MANAGE, programme)
    indicator = _indicator(programme, indicator_ref)
    _refuse_incomplete(details)
    indicator = save_edit(indicator, version, **fields_of(details))
    _set_companions(indicator, details)
    _audit(actor, "outcomes.edit_indicator", indicator, programme)
    return indicator


@transaction.atomic
def record_measurements(
    *,
    actor: Actor,
    programme: Programme,
    indicator_ref: str,
    months: Iterable[MonthInput],
    replace: bool = False,
) -> int:
    """Record the figures of months, all or none. Returns how many were written.

    A month recorded before with another figure is refused unless `replace`. Raises BadMonths.
    """
    require(actor, MANAGE, programme)
    indicator = _indicator(programme, indicator_ref)
    rows = [dataclasses.replace(month, month=month.month.replace(day=1)) for month in months]
    saved = {row.month: row for row in Measurement.objects.filter(indicator=indicator)}
    if wrong := _wrong_months(indicator, rows, saved, replace=replace):
        raise BadMonths(wrong)
    Measurement.objects.bulk_create(
        [Measurement(indicator=indicator, **fields_of(month)) for month in rows],
        update_conflicts=True,
        unique_fields=["indicator", "month"],
        update_fields=["value", "comparison", "out_of"],
    )
    _audit(actor, "outcomes.record_measurements", indicator, programme, count=len(rows))
    return len(rows)


def import_measurements(
    *,
    actor: Actor,
    programme: Programme,
    indicator_ref: str,
    content: bytes,
    month_column: str,
    value_column: str,
    comparison_column: str = "",
    out_of_column: str = "",
    replace: bool = False,
) -> int:
    """Record the months of a file, all or none. Returns how many were written. The file is not kept.

    Raises BadMonths naming each bad row and column, or Refused.
    """
    require(actor, MANAGE, programme)
    return record_measurements(
        actor=actor,
        programme=programme,
        indicator_ref=indicator_ref,
        months=read_months(content, month_column, value_column, comparison_column, out_of_column),
        replace=replace,
    )


@transaction.atomic
def link_actions(
    *, actor: Actor, programme: Programme, indicator_ref: str, action_refs: Iterable[str]
) -> Indicator:
    """Link the indicator to these actions, and to no others."""
    require(actor, MANAGE, programme)
    indicator = _indicator(programme, indicator_ref)
    wanted = set(action_refs)
    actions = list(Action.objects.filter(programme=programme, ref__in=wanted))
    if len(actions) < len(wanted):
        raise NotYours
    indicator.actions.set(actions)
    _audit(actor, "outcomes.link_actions", indicator, programme)
    return indicator


@transaction.atomic
def record_period_total(
    *,
    actor: Actor,
    programme: Programme,
    indicator_ref: str,
    details: PeriodTotalInput,
) -> PeriodTotal:
    """Record a total over a closed period that is not the sum of its months."""
    require(actor, MANAGE, programme)
    indicator = _indicator(programme, indicator_ref)
    if details.starts_on > details.ends_on:
        raise Refused("The period ends before it begins. Change one of the dates.", "ends_on")
    if details.ends_on >= clock.today():
        raise Refused(
            "The period is not over yet. A total is recorded once its last day has passed.",
            "ends_on",
        )
    period = {"starts_on": details.starts_on, "ends_on": details.ends_on}
    if PeriodTotal.objects.filter(indicator=indicator, **period).exists():
        raise Refused("There is already a total for this period.", "starts_on")
    if not all(0 <= figure <= MOST for figure in (details.total, details.total_before or 0)):
        raise Refused("A total is a whole number of 0 or more.", "total")
    recorded = PeriodTotal.objects.create(
        indicator=indicator, recorded_by_id=actor.user_id, **fields_of(details)
    )
    _audit(actor, "outcomes.record_period_total", indicator, programme)
    return recorded


def _indicator(programme: Programme, ref: str) -> Indicator:
    rows = Indicator.objects.select_for_update().filter(programme=programme, ref=ref)
    indicator = rows.first()
    if indicator is None:
        raise NotYours
    return indicator


def _refuse_incomplete(details: IndicatorInput) -> None:
    if not (details.definition.strip() and details.source.strip()):
        raise Refused("Say what exactly is counted, and where the figures come from.", "definition")
    if not details.caveat.strip():
        raise Refused(
            "Say what the figure cannot show: every figure has something it cannot show.", "caveat"
        )
    for value, allowed in (
        (details.counts, Indicator.COUNTS),
        (details.better, Indicator.BETTER),
        (details.tells_of, Indicator.TELLS_OF),
    ):
        if value not in allowed:
            raise Refused("Say what it counts, which way is better and what it tells of.", "counts")
    _refuse_what_no_share_has(details)
    _refuse_unlike_windows(details)


def _refuse_what_no_share_has(details: IndicatorInput) -> None:
    """A share is drawn with what it is out of. A change in its counts alone would mislead."""
    if not details.out_of.strip():
        return
    if details.comparison_area.strip() or details.before_from:
        raise Refused(
            "A figure out of something has no before and after and no comparison area here: its counts "
            "would be compared without what they are out of. Empty one of the two.",
            "out_of",
        )
    if details.monthly_target is not None and details.monthly_target > WHOLE:
        raise Refused("A figure out of something aims at 100 percent at most.", "monthly_target")


def _refuse_unlike_windows(details: IndicatorInput) -> None:
    """Refuse windows of different calendar months, because seasons differ."""
    ends = details.before_from, details.before_to, details.after_from, details.after_to
    if not any(ends):
        return
    before_from, before_to, after_from, after_to = ends
    if not (before_from and before_to and after_from and after_to):
        raise Refused(
            "Give all four months of the comparison, or leave all four empty.",
            _first_empty(details),
        )
    if any(end.day != 1 for end in (before_from, before_to, after_from, after_to)):
        raise Refused("The months compared are given by their first day.")
    before, after = months_between(before_from, before_to), months_between(after_from, after_to)
    if not (before and after):
        raise Refused(
            "A comparison begins before it ends. Change the months.",
            "before_to" if not before else "after_to",
        )
    if before[-1] >= after[0]:
        raise Refused("The months before must end before the months after begin.", "after_from")
    if [month.month for month in before] != [month.month for month in after]:
        raise Refused(
            "Compare the same calendar months, like April to October with April to October. "
            "Otherwise a change of season passes for a change.",
            "after_from",
        )


def _first_empty(details: IndicatorInput) -> str:
    ends = ("before_from", "before_to", "after_from", "after_to")
    return next(name for name in ends if getattr(details, name) is None)


def _wrong_months(
    indicator: Indicator,
    months: list[MonthInput],
    saved: dict[date, Measurement],
    *,
    replace: bool,
) -> list[str]:
    """One sentence for each month that is refused."""
    this_month = clock.today().replace(day=1)
    seen: set[date] = set()
    wrong = []
    for month_input in months:
        name = f"{month_input.month:%B %Y}"
        recorded = saved.get(month_input.month)
        if month_input.month in seen:
            wrong.append(f"{name} is given twice. Give each month once.")
        elif month_input.month >= this_month:
            wrong.append(f"{name} is not over yet. Leave it out until it is.")
        elif not (0 <= month_input.value <= MOST and 0 <= (month_input.comparison or 0) <= MOST):
            wrong.append(f"{name} needs a whole number of 0 or more.")
        elif month_input.comparison is not None and not indicator.comparison_area:
            wrong.append(f"{name} has a comparison figure, but no comparison area is named.")
        elif why := _wrong_out_of(indicator, month_input):
            wrong.append(f"{name} {why}")
        elif recorded and not replace and _figures(recorded) != _figures(month_input):
            wrong.append(
                f"{name} is held already with another figure ({recorded.value:,}). "
                "Choose to replace it, or leave it out."
            )
        seen.add(month_input.month)
    return wrong


def _wrong_out_of(indicator: Indicator, month_input: MonthInput) -> str:
    """What is wrong with what a month's figure is out of; empty where it is right."""
    out_of = month_input.out_of
    if out_of is None:
        return f"needs how many {indicator.out_of} there were." if indicator.is_share else ""
    if not indicator.is_share:
        return "says what it is out of, but this measure is a count by itself."
    if not month_input.value <= out_of <= MOST:
        return f"has {month_input.value:,} out of {out_of:,}. A part is never more than the whole."
    return ""


def _figures(month: Measurement | MonthInput) -> tuple[int | None, ...]:
    return month.value, month.comparison, month.out_of


def _free_slug(programme: Programme, details: IndicatorInput) -> str:
    taken = programme.indicators.values_list("slug", flat=True)
    wanted = details.slug_wanted or details.title
    return free_address(wanted, taken, otherwise="indicator", longest=LONGEST_ADDRESS)


def _set_companions(indicator: Indicator, details: IndicatorInput) -> None:
    wanted = set(details.beside_refs)
    companions = list(Indicator.objects.filter(programme=indicator.programme, ref__in=wanted))
    if len(companions) < len(wanted) or indicator in companions:
        raise NotYours
    indicator.stands_beside.set(companions)


def _audit(
    actor: Actor, act: str, indicator: Indicator, programme: Programme, count: int = 1
) -> None:
    audit.record(actor=actor, act=act, about=indicator, scope_ref=programme.ref, count=count)
