"""Draws an indicator's months as a chart with its table."""

from datetime import date

from saidanddone.outcomes.analyses import Windows, months_between
from saidanddone.outcomes.queries import IndicatorPage, windows_of
from saidanddone.ui.charts import (
    MonthsChart,
    PartOfWhole,
    Series,
    Window,
    before_after,
    share_by_month,
)


def chart_of(page: IndicatorPage) -> MonthsChart | None:
    """The monthly series, the comparison area's beside it, the months compared shaded.

    None where there is no month to draw.
    """
    figures = page.figures
    if not figures:
        return None
    if page.indicator.is_share:
        return _share(page)
    months = months_between(min(figures), max(figures))
    series = [
        Series(
            "This area",
            months[0],
            tuple(figures[month].value if month in figures else None for month in months),
        )
    ]
    compared = tuple(figures[month].comparison if month in figures else None for month in months)
    if any(value is not None for value in compared):
        name = page.indicator.comparison_area or "Comparison area"
        series.append(Series(name, months[0], compared))
    return before_after(
        f"chart-{page.indicator.ref}",
        page.indicator.title,
        series,
        _windows(windows_of(page.indicator)),
        subtitle="Each month",
        note=f"Source: {page.indicator.source}.",
        target=page.indicator.monthly_target,
    )


def _share(page: IndicatorPage) -> MonthsChart | None:
    """Months recorded before it was said what they are out of have no share."""
    indicator = page.indicator
    return share_by_month(
        f"chart-{indicator.ref}",
        indicator.title,
        [
            PartOfWhole(month, figures.value, figures.out_of)
            for month, figures in page.figures.items()
            if figures.out_of is not None
        ],
        out_of=indicator.out_of,
        target=None if indicator.monthly_target is None else indicator.monthly_target / 100,
        subtitle=f"Each month, out of {indicator.out_of}",
        note=f"Source: {indicator.source}.",
    )


def _windows(windows: Windows | None) -> list[Window]:
    if windows is None:
        return []
    return [
        Window(
            f"Before: {in_words(windows.before_from, windows.before_to)}",
            windows.before_from,
            windows.before_to,
            "before",
        ),
        Window(
            f"After: {in_words(windows.after_from, windows.after_to)}",
            windows.after_from,
            windows.after_to,
            "after",
        ),
    ]


def in_words(first: date, last: date) -> str:
    """ "April to October 2025", or with both years where they differ."""
    if first.year == last.year:
        return f"{first:%B} to {last:%B %Y}" if first != last else f"{first:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}"
