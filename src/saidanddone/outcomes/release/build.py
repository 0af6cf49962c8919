"""Builds what a release says of what was measured: docs/decisions/0005-what-leaves-of-a-series.md.

People: each month protected; a total exact only by the ledger; a change only from shown figures.
Reports: each month protected; a change from the windows' own totals, each at least 10, over, and
overlapping no other windows that have left. Things: as they are.
"""

from collections.abc import Mapping
from datetime import date

from saidanddone.base import clock
from saidanddone.disclosure.analyses import (
    LEAST_IN_A_COMPARISON,
    exact_count,
    gives_a_month_away,
    protected,
    refuses_exact,
    refuses_protected,
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
from saidanddone.ui.templatetags.ui import listed

Held = Mapping[date, Figures]


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
                "Fewer reports may only mean that fewer dare to report. It is left out until "
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
    found: dict[int, Windows] = {}
    for indicator in indicators:
        windows = windows_of(indicator)
        if windows is not None:
            for other in indicator.stands_beside.all():
                found.setdefault(other.pk, windows)
    return found


def _measure(indicator: Indicator, windows: Windows | None, draft: Drafting) -> Measure:
    ledger, left, notes = draft.exact, draft.published, draft.notes
    held = figures_of(indicator)
    change, held_back = _change(indicator, held, left)
    months = _months(indicator, held)
    if hidden_months := _why_no_months(indicator, held, ledger):
        months, held_back = (), held_back or hidden_months
    if held_back:
        notes.hide(indicator.title, held_back)
    if hidden := sum(each.value.is_hidden for each in months):
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
        months=months,
        windows=_windows(indicator, windows, held, ledger) if months else (),
        change=change,
        held_back=held_back,
        totals=_totals(indicator, ledger, notes),
        stands_beside=tuple(each.slug for each in indicator.stands_beside.all()),
        action_refs=tuple(each.ref for each in indicator.actions.all() if each.state != "proposed"),
    )


def _shown(indicator: Indicator, count: int) -> Figure:
    return exact_count(count) if indicator.counts == "things" else protected(count)


def _months(indicator: Indicator, held: Held) -> tuple[Month, ...]:
    return tuple(
        Month(
            month,
            _shown(indicator, each.value),
            None if each.comparison is None else _shown(indicator, each.comparison),
        )
        for month, each in held.items()
    )


def _why_no_months(indicator: Indicator, held: Held, ledger: list[PublishedFigure]) -> str:
    """An exact total that is the sum of its months could give a hidden month away."""
    for total in ledger:
        if total.name != indicator.slug:
            continue
        within = {
            month: each.value
            for month, each in held.items()
            if total.starts_on <= month and last_of_month(month) <= total.ends_on
        }
        if sum(within.values()) == total.value and gives_a_month_away(within):
            return (
                "The months are not shown: with the exact total, a small one could be worked out."
            )
    return ""


def _windows(
    indicator: Indicator, windows: Windows | None, held: Held, ledger: list[PublishedFigure]
) -> tuple[Window, ...]:
    """Totals over the months compared; a window with a month missing has none and is left out."""
    if windows is None:
        return ()
    found = []
    for kind, months in (("before", windows.before), ("after", windows.after)):
        if any(month not in held for month in months):
            continue
        here = {month: held[month].value for month in months}
        there = {month: held[month].comparison for month in months}
        compared = {month: n for month, n in there.items() if n is not None}
        first, last = months[0], last_of_month(months[-1])
        found.append(
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
    return tuple(found)


def _let_out(
    indicator: Indicator, starts_on: date, ends_on: date, ledger: list[PublishedFigure]
) -> Figure | None:
    """The exact total of this period, where the ledger lets it out."""
    covering = (each for each in ledger if each.covers(indicator.slug, starts_on, ends_on))
    return next((Figure(each.value, is_exact=True) for each in covering), None)


def _window_total(indicator: Indicator, months: Mapping[date, int]) -> Figure:
    return exact_count(sum(months.values())) if indicator.counts == "things" else total_of(months)


def _change(
    indicator: Indicator, held: Held, left: list[PublishedFigure]
) -> tuple[Change | None, str]:
    """The change that may be stated, or why none is."""
    windows = windows_of(indicator)
    if windows is None:
        return None, ""
    if indicator.counts == "people":
        return _change_from_shown(windows, held)
    found = before_and_after(indicator)
    if found is None or found.change is None:
        return None, _no_change_yet(found.reasons if found else ())
    if indicator.counts == "things":
        return _in_whole_percent(found.change), ""
    if why := _why_not_stated(indicator, windows, held, found.change, left):
        return None, why
    return _in_whole_percent(found.change, tells_scatter=_all_shown(windows, held)), ""


def _all_shown(windows: Windows, held: Held) -> bool:
    """Whether no month compared is hidden: how months scatter tells something of each of them."""
    compared = [held[month] for month in (*windows.before, *windows.after)]
    counts = [n for each in compared for n in (each.value, each.comparison) if n is not None]
    return all(not protected(n).is_hidden for n in counts)


def _change_from_shown(windows: Windows, held: Held) -> tuple[Change | None, str]:
    """People: worked out from what may be shown, so that it tells no more than that does."""
    shown: dict[date, Figures] = {}
    for month in (*windows.before, *windows.after):
        if month in held:
            value = protected(held[month].value)
            if value.shown is None:
                return None, "Some months are too small to show, so no change is stated."
            comparison = held[month].comparison
            there = None if comparison is None else protected(comparison).shown
            shown[month] = Figures(value.shown, there)
    found = evaluate(windows, shown)
    if found.change is None:
        return None, _no_change_yet(found.reasons)
    return _in_whole_percent(found.change, "From rounded figures: "), ""


def _why_not_stated(
    indicator: Indicator,
    windows: Windows,
    held: Held,
    change: ChangeFound,
    left: list[PublishedFigure],
) -> str:
    totals = [change.before, change.after, change.comparison_before, change.comparison_after]
    if any(total is not None and total < LEAST_IN_A_COMPARISON for total in totals):
        return f"Fewer than {LEAST_IN_A_COMPARISON} in the months compared: no change is stated."
    for months in (windows.before, windows.after):
        here = {month: held[month].value for month in months}
        there = {month: n for month in months if (n := held[month].comparison) is not None}
        if gives_a_month_away(here) or (there and gives_a_month_away(there)):
            return "With the change, a small month could be worked out: no change is stated."
    name = compared_name(indicator.slug)
    for months in (windows.before, windows.after):
        first, last = months[0], last_of_month(months[-1])
        others = [each for each in left if not each.covers(name, first, last)]
        total = LEAST_IN_A_COMPARISON  # only the months matter here
        if refused := refuses_exact(name, first, last, total, others, clock.today()):
            return f"No change is stated. {refused}"
    return ""


def _in_whole_percent(
    found: ChangeFound, prefix: str = "", *, tells_scatter: bool = True
) -> Change:
    low, high = sorted((found.percent_lower, found.percent_upper))
    return Change(
        percent=round(found.percent),
        lower=round(low),
        upper=round(high),
        could_be_none=found.could_be_no_change,
        comparison_percent=None
        if found.comparison_percent is None
        else round(found.comparison_percent),
        sentence=prefix + found.sentence,
        comparison_sentence=found.comparison_sentence,
        scatter_sentence=found.scatter_sentence if tells_scatter else "",
        level=found.level,
        level_words=found.level_means,
    )


def _no_change_yet(reasons: tuple[str, ...]) -> str:
    said = "; ".join(reasons)
    return f"No change is stated yet: {said}." if said else "No change is stated yet."


def _totals(indicator: Indicator, ledger: list[PublishedFigure], notes: Notes) -> tuple[Total, ...]:
    found = []
    for each in indicator.totals.all():
        before = None if each.total_before is None else _shown(indicator, each.total_before)
        exact = _let_out(indicator, each.starts_on, each.ends_on, ledger)
        if indicator.counts == "things":
            total = exact_count(each.total)
        elif exact is not None:
            total = exact
        elif why := refuses_protected(indicator.slug, each.starts_on, each.ends_on, ledger):
            notes.leave_out(f"A total of: {indicator.title}", why)
            continue
        else:
            total = protected(each.total)
            if total.is_hidden:
                notes.hide(indicator.title, "A total is too small to show.")
        found.append(Total(each.starts_on, each.ends_on, total, before))
    return tuple(found)
