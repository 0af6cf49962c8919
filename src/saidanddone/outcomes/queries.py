"""Reads indicators: their figures, what changed, and the indicators shown beside them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.outcomes.analyses import EvaluationView, Figures, Windows, evaluate
from saidanddone.outcomes.models import Indicator, PeriodTotal
from saidanddone.outcomes.policies import may_manage, missing_companions
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator as the list shows it."""

    ref: str
    title: str
    months: int
    latest: date | None
    sentence: str


@dataclass(frozen=True)
class Beside:
    """An indicator shown beside another, and its sentence; empty where it has no figures yet."""

    ref: str
    title: str
    sentence: str


@dataclass(frozen=True)
class LinkedAction:
    ref: str
    title: str
    state: str


@dataclass(frozen=True)
class IndicatorPage:
    """An indicator as its page shows it; `figures` maps first days of months to figures."""

    indicator: Indicator
    figures: dict[date, Figures]
    evaluation: EvaluationView | None
    totals: tuple[PeriodTotal, ...]
    actions: tuple[LinkedAction, ...]
    beside: tuple[Beside, ...]
    missing: tuple[str, ...]
    may_manage: bool


def indicators_of(actor: Actor, programme: Programme) -> QuerySet[Indicator]:
    """Every indicator, its months and totals fetched with it. Three queries."""
    require(actor, "outcomes.see", programme)
    return Indicator.objects.filter(programme=programme).prefetch_related("measurements", "totals")


def find_indicator(actor: Actor, programme: Programme, ref: str) -> Indicator:
    indicator = indicators_of(actor, programme).filter(ref=ref).first()
    if indicator is None:
        raise NotYours
    return indicator


def before_and_after(indicator: Indicator) -> EvaluationView | None:
    """How it changed between its two windows; None where it has none.

    The caller must check permission.
    """
    windows = windows_of(indicator)
    return evaluate(windows, figures_of(indicator)) if windows else None


def windows_of(indicator: Indicator) -> Windows | None:
    ends = indicator.before_from, indicator.before_to, indicator.after_from, indicator.after_to
    before_from, before_to, after_from, after_to = ends
    if before_from and before_to and after_from and after_to:
        return Windows(before_from, before_to, after_from, after_to)
    return None


def figures_of(indicator: Indicator) -> dict[date, Figures]:
    """The figures by month, in order."""
    return {
        measurement.month: Figures(measurement.value, measurement.comparison, measurement.out_of)
        for measurement in indicator.measurements.all()
    }


def list_indicators(actor: Actor, programme: Programme) -> tuple[IndicatorLine, ...]:
    lines = []
    for indicator in indicators_of(actor, programme):
        months = [measurement.month for measurement in indicator.measurements.all()]
        lines.append(
            IndicatorLine(
                ref=indicator.ref,
                title=indicator.title,
                months=len(months),
                latest=months[-1] if months else None,
                sentence=_in_a_sentence(indicator),
            )
        )
    return tuple(lines)


def read_indicator(actor: Actor, programme: Programme, ref: str) -> IndicatorPage:
    indicator = (
        indicators_of(actor, programme)
        .prefetch_related("actions", "stands_beside__measurements", "stands_beside__totals")
        .filter(ref=ref)
        .first()
    )
    if indicator is None:
        raise NotYours
    return IndicatorPage(
        indicator=indicator,
        figures=figures_of(indicator),
        evaluation=before_and_after(indicator) if indicator.measurements.all() else None,
        totals=tuple(indicator.totals.all()),
        actions=tuple(
            LinkedAction(action.ref, action.title, action.get_state_display())
            for action in indicator.actions.all()
        ),
        beside=tuple(
            Beside(companion.ref, companion.title, _in_a_sentence(companion))
            for companion in indicator.stands_beside.all()
        ),
        missing=missing_companions(indicator),
        may_manage=may_manage(actor, programme),
    )


def choices_of_actions(actor: Actor, programme: Programme) -> Pairs:
    """What an indicator can be linked to: (reference, title)."""
    require(actor, "outcomes.see", programme)
    return tuple(Action.objects.filter(programme=programme).values_list("ref", "title"))


def choices_beside(actor: Actor, programme: Programme, *, besides: str = "") -> Pairs:
    """The indicators that one can be shown beside, except itself (`besides`)."""
    require(actor, "outcomes.see", programme)
    others = Indicator.objects.filter(programme=programme).exclude(ref=besides)
    return tuple(others.values_list("ref", "title"))


def _in_a_sentence(indicator: Indicator) -> str:
    """The indicator in one sentence: the change, else the latest total, else the latest month."""
    evaluation = before_and_after(indicator)
    if evaluation and evaluation.change:
        return evaluation.change.sentence
    totals, months = list(indicator.totals.all()), list(indicator.measurements.all())
    if not totals:
        return f"{months[-1].value:,} in {months[-1].month:%B %Y}" if months else ""
    latest = totals[-1]
    started = "" if latest.total_before is None else f", from {latest.total_before:,} before"
    return f"{latest.total:,} from {latest.starts_on:%B %Y} to {latest.ends_on:%B %Y}{started}"
