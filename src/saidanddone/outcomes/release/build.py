"""Builds what a release says of what was measured: docs/decisions/0005-what-leaves-of-a-series.md.

People: each month protected; a total exact only by the ledger; a change only from shown figures.
Reports: each month protected; a change from the windows' own totals, each at least 10, over, and
overlapping no other windows that have published. Things: as they are.
"""

from collections.abc import Mapping
from datetime import date

from saidanddone.base import clock
from saidanddone.disclosure.analyses import (
    LEAST_IN_A_COMPARISON,
    exact_count,
    gives_a_month_away,
    hides_to,
    protected,
    refuses_exact,
    refuses_protected,
    split,
    total_of,
)
from saidanddone.disclosure.figures import Figure, PublishedFigure
from saidanddone.disclosure.months import last_of_month
from saidanddone.disclosure.notes import Notes
from saidanddone.disclosure.parts import Drafting
from saidanddone.outcomes.analyses import Change as ChangeFound
from saidanddone.outcomes.analyses import Figures, Windows, evaluate
from saidanddone.outcomes.models import Indicator
from saidanddone.outcomes.policies import missing_companions
from saidanddone.outcomes.queries import before_and_after, figures_of, windows_of
from saidanddone.outcomes.release.shapes import Change, Measure, Measures, Month, Total, Window
from saidanddone.strategy.states import PROPOSED
from saidanddone.ui.templatetags.ui import listed

FiguresByMonth = Mapping[date, Figures]
SOME_HIDDEN = "some months are too small to show, so how they scatter is not told"


def compared_name(slug: str) -> str:
    """The name under which the windows of a stated before and after stand in the ledger."""
    return f"{slug} compared"


def indicators_of(draft: Drafting) -> list[Indicator]:
    """Five queries."""
    return list(
        Indicator.objects.filter(programme=draft.programme).prefetch_related(
            "measurements", "totals", "actions", "stands_beside"
        )
    )


def build(draft: Drafting) -> Measures:
    """A query an indicator, beside those for indicators."""
    notes = draft.notes
    leaving = []
    for indicator in draft.once(indicators_of):
        if not indicator.measurements.all() and not indicator.totals.all():
            notes.leave_out(f"Measure: {indicator.title}", "It has no figures yet.")
        elif missing := missing_companions(indicator):
            notes.leave_out(
                f"Measure: {indicator.title}",
                "Fewer reports may only mean that fewer dare to report. It is not published until "
                f"{listed(missing)} stands beside it, with figures.",
            )
        else:
            leaving.append(indicator)
    borrowed = _borrowed_windows(leaving)
    return Measures(
        tuple(
            _measure(indicator, windows_of(indicator) or borrowed.get(indicator.pk), draft)
            for indicator in leaving
        )
    )


def _borrowed_windows(indicators: list[Indicator]) -> dict[int, Windows]:
    """What stands beside a comparison is counted over the same months."""
    by_companion: dict[int, Windows] = {}
    for indicator in indicators:
        windows = windows_of(indicator)
        if windows is not None:
            for other in indicator.stands_beside.all():
                by_companion.setdefault(other.pk, windows)
    return by_companion


def _measure(indicator: Indicator, windows: Windows | None, draft: Drafting) -> Measure:
    ledger, published, notes = draft.exact, draft.published, draft.notes
    figures = figures_of(indicator)
    change, held_back = _change(indicator, figures, published)
    months = _months(indicator, figures)
    if hidden_months := _why_no_months(indicator, figures, ledger):
        months, held_back = (), held_back or hidden_months
    if held_back:
        notes.hide(indicator.title, held_back)
    if hidden := sum(_is_hidden(month) for month in months):
        notes.hide(indicator.title, f"{hidden} of {len(months)} months are too small to show.")
    return Measure(
        ref=indicator.ref,
        slug=indicator.slug,
        title=indicator.title,
        definition=indicator.definition,
        source=indicator.source,
        counts=indicator.counts,
        better=indicator.better,
        tells_of=indicator.tells_of,
        baseline=indicator.baseline,
        target=indicator.target,
        caveat=indicator.caveat,
        comparison_area=indicator.comparison_area,
        out_of=indicator.out_of,
        monthly_target=indicator.monthly_target,
        hides_to=0 if indicator.counts == "things" else hides_to(),
        months=months,
        windows=_windows(indicator, windows, figures, ledger) if months else (),
        change=change,
        held_back=held_back,
        totals=_totals(indicator, ledger, notes),
        stands_beside=tuple(companion.slug for companion in indicator.stands_beside.all()),
        action_refs=tuple(
            action.ref for action in indicator.actions.all() if action.state != PROPOSED
        ),
    )


def _is_hidden(month: Month) -> bool:
    return month.value.is_hidden or (month.out_of is not None and month.out_of.is_hidden)


def _shown(indicator: Indicator, count: int) -> Figure:
    return exact_count(count) if indicator.counts == "things" else protected(count)


def _months(indicator: Indicator, figures: FiguresByMonth) -> tuple[Month, ...]:
    return tuple(_month(indicator, month, figure) for month, figure in figures.items())


def _month(indicator: Indicator, month: date, figure: Figures) -> Month:
    """A part and its whole are protected together, so that neither gives the rest of the whole away."""
    if indicator.is_share and figure.out_of is not None:
        if indicator.counts == "things":
            return Month(month, exact_count(figure.value), None, exact_count(figure.out_of))
        together = split(figure.value, figure.out_of)
        return Month(month, together.part, None, together.whole)
    compared = None if figure.comparison is None else _shown(indicator, figure.comparison)
    return Month(month, _shown(indicator, figure.value), compared, None)


def _why_no_months(
    indicator: Indicator, figures: FiguresByMonth, ledger: list[PublishedFigure]
) -> str:
    """An exact total that is the sum of its months could give a hidden month away."""
    for total in ledger:
        if total.name != indicator.slug:
            continue
        within = {
            month: figure.value
            for month, figure in figures.items()
            if total.starts_on <= month and last_of_month(month) <= total.ends_on
        }
        if sum(within.values()) == total.value and gives_a_month_away(within):
            return (
                "The months are not shown: with the exact total, a small one could be worked out."
            )
    return ""


def _windows(
    indicator: Indicator,
    windows: Windows | None,
    figures: FiguresByMonth,
    ledger: list[PublishedFigure],
) -> tuple[Window, ...]:
    """Totals over the months compared; a window with a month missing has none and is published out."""
    if windows is None:
        return ()
    totals = []
    for kind, months in (("before", windows.before), ("after", windows.after)):
        if any(month not in figures for month in months):
            continue
        here = {month: figures[month].value for month in months}
        there = {month: figures[month].comparison for month in months}
        compared = {month: n for month, n in there.items() if n is not None}
        first, last = months[0], last_of_month(months[-1])
        totals.append(
            Window(
                kind="before" if kind == "before" else "after",
                first=first,
                last=last,
                total=_let_out(indicator, first, last, ledger) or _window_total(indicator, here),
                comparison=_window_total(indicator, compared)
                if len(compared) == len(months)
                else None,
            )
        )
    return tuple(totals)


def _let_out(
    indicator: Indicator, starts_on: date, ends_on: date, ledger: list[PublishedFigure]
) -> Figure | None:
    """The exact total of this period, where the ledger lets it out."""
    covering = (total for total in ledger if total.covers(indicator.slug, starts_on, ends_on))
    return next((Figure(total.value, is_exact=True) for total in covering), None)


def _window_total(indicator: Indicator, months: Mapping[date, int]) -> Figure:
    return exact_count(sum(months.values())) if indicator.counts == "things" else total_of(months)


def _change(
    indicator: Indicator, figures: FiguresByMonth, published: list[PublishedFigure]
) -> tuple[Change | None, str]:
    """The change that may be stated, or why none is."""
    windows = windows_of(indicator)
    if windows is None:
        return None, ""
    if indicator.counts == "people":
        return _change_from_shown(windows, figures)
    comparison = before_and_after(indicator)
    if comparison is None or comparison.change is None:
        return None, _no_change_yet(comparison.reasons if comparison else ())
    if indicator.counts == "things":
        return _in_whole_percent(comparison.change), ""
    if why := _why_not_stated(indicator, windows, figures, comparison.change, published):
        return None, why
    if _all_shown(windows, figures):
        return _in_whole_percent(comparison.change), ""
    by_chance = evaluate(windows, figures, no_interval=SOME_HIDDEN).change
    return (None if by_chance is None else _in_whole_percent(by_chance)), ""


def _all_shown(windows: Windows, figures: FiguresByMonth) -> bool:
    """Whether no month compared is hidden: how months scatter tells something of each of them."""
    compared = [figures[month] for month in (*windows.before, *windows.after)]
    counts = [n for month in compared for n in (month.value, month.comparison) if n is not None]
    return all(not protected(n).is_hidden for n in counts)


def _change_from_shown(windows: Windows, figures: FiguresByMonth) -> tuple[Change | None, str]:
    """People: worked out from what may be shown, so that it tells no more than that does."""
    shown: dict[date, Figures] = {}
    for month in (*windows.before, *windows.after):
        if month in figures:
            value = protected(figures[month].value)
            if value.shown is None:
                return None, "Some months are too small to show, so no change is stated."
            comparison = figures[month].comparison
            there = None if comparison is None else protected(comparison).shown
            shown[month] = Figures(value.shown, there)
    compared = evaluate(windows, shown)
    if compared.change is None:
        return None, _no_change_yet(compared.reasons)
    return _in_whole_percent(compared.change, "From rounded figures: "), ""


def _why_not_stated(
    indicator: Indicator,
    windows: Windows,
    figures: FiguresByMonth,
    change: ChangeFound,
    published: list[PublishedFigure],
) -> str:
    totals = [change.before, change.after, change.comparison_before, change.comparison_after]
    if any(total is not None and total < LEAST_IN_A_COMPARISON for total in totals):
        return f"Fewer than {LEAST_IN_A_COMPARISON} in the months compared: no change is stated."
    for months in (windows.before, windows.after):
        here = {month: figures[month].value for month in months}
        there = {month: n for month in months if (n := figures[month].comparison) is not None}
        if gives_a_month_away(here) or (there and gives_a_month_away(there)):
            return "With the change, a small month could be worked out: no change is stated."
    name = compared_name(indicator.slug)
    for months in (windows.before, windows.after):
        first, last = months[0], last_of_month(months[-1])
        others = [figure for figure in published if not figure.covers(name, first, last)]
        total = LEAST_IN_A_COMPARISON  # only the months matter here
        if refused := refuses_exact(name, first, last, total, others, clock.today()):
            return f"No change is stated. {refused}"
    return ""


def _in_whole_percent(change: ChangeFound, prefix: str = "") -> Change:
    return Change(
        percent=round(change.percent),
        lower=None if change.percent_lower is None else round(change.percent_lower),
        upper=None if change.percent_upper is None else round(change.percent_upper),
        lower_by_chance=round(change.percent_lower_by_chance),
        upper_by_chance=round(change.percent_upper_by_chance),
        could_be_none=change.could_be_no_change,
        comparison_percent=None
        if change.comparison_percent is None
        else round(change.comparison_percent),
        sentence=prefix + change.sentence,
        comparison_sentence=change.comparison_sentence,
        range_sentence=change.chance_sentence,
        level=change.level,
        level_words=change.level_means,
    )


def _no_change_yet(reasons: tuple[str, ...]) -> str:
    why = "; ".join(reasons)
    return f"No change is stated yet: {why}." if why else "No change is stated yet."


def _totals(indicator: Indicator, ledger: list[PublishedFigure], notes: Notes) -> tuple[Total, ...]:
    totals = []
    for recorded in indicator.totals.all():
        starts_on, ends_on = recorded.starts_on, recorded.ends_on
        before = None if recorded.total_before is None else _shown(indicator, recorded.total_before)
        exact = _let_out(indicator, starts_on, ends_on, ledger)
        if indicator.counts == "things":
            total = exact_count(recorded.total)
        elif exact is not None:
            total = exact
        elif why := refuses_protected(indicator.slug, starts_on, ends_on, ledger):
            notes.leave_out(f"A total of: {indicator.title}", why)
            continue
        else:
            total = protected(recorded.total)
            if total.is_hidden:
                notes.hide(indicator.title, "A total is too small to show.")
        totals.append(Total(starts_on, ends_on, total, before))
    return tuple(totals)
