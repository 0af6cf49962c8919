"""The figures of one indicator: its last period or month, and how it changed. With their entries."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import MEASURED, Entry, as_name, under
from saidanddone.disclosure.known import FigureMaker, Of, StatedFigure
from saidanddone.disclosure.months import first_of_month, period
from saidanddone.disclosure.parts import catalogue
from saidanddone.disclosure.wording import as_sentence, capital, inside
from saidanddone.outcomes.release.shapes import Change, Measure
from saidanddone.ui.templatetags.ui import gov_date, gov_month

ENTRIES = under(
    MEASURED,
    Entry(
        "<indicator>",
        "as counted",
        "{title}: {definition}",
        "{headline}",
        "{source}",
    ),
    Entry(
        "<indicator>_before",
        "as counted",
        "{title}: the starting figure",
        "the starting figure recorded together with the total of the period",
        "{source}",
    ),
    Entry(
        "<indicator>_first_month",
        "as counted",
        "{title}, in the first month recorded",
        "the first month recorded",
        "{source}",
    ),
    Entry(
        "<indicator>_out_of",
        "as counted",
        "{out_of}, of which {title} are a part",
        "the last month recorded",
        "{source}",
    ),
    Entry(
        "<indicator>_first_month_out_of",
        "as counted",
        "{out_of}, of which {title} are a part, in the first month recorded",
        "the first month recorded",
        "{source}",
    ),
    Entry(
        "<indicator>_percent_change",
        "percent",
        "{title}: the change in percent (in data files, minus means fewer). What is counted: {definition}",
        "the months of the period compared, set against the same months before; the margin of error "
        "allows for chance, for months that scatter and for months that take after one another; where "
        "it is named chance alone, it is an exact interval that allows for nothing else",
        "{source}",
    ),
    Entry(
        "<indicator>_compared_before",
        "as counted",
        "{title}, in the earlier months that are compared",
        "the earlier months, added up",
        "{source}",
    ),
    Entry(
        "<indicator>_compared_after",
        "as counted",
        "{title}, in the later months that are compared",
        "the later months, added up",
        "{source}",
    ),
    Entry(
        "<indicator>_comparison_percent_change",
        "percent",
        "{title}, by how much it changed in {area}",
        "the same months of the same two years",
        "{source}",
    ),
)
MAKE = FigureMaker(ENTRIES)
MARGIN = "Margin of error (95 % interval): {lower} to {upper}."
BY_CHANCE = "Chance alone (95 % interval): {lower} to {upper}."


def measure_name(slug: str) -> str:
    """What an indicator's figures are called; never what a figure of something else could be.

    "Reports before" is not `reports_before`, which is the figure before of "Reports".
    """
    name = as_name(slug)
    if name in catalogue():
        return f"indicator_{name}"
    own = [entry for entry in ENTRIES if entry.name != "<indicator>"]
    figures = [name, *(entry.name_for(name) for entry in own)]
    return f"{name}_measure" if any(_is_of_a_shorter_name(it, name) for it in figures) else name


def _is_of_a_shorter_name(figure: str, name: str) -> bool:
    """Whether an entry calls a figure so where its record's name is only the beginning of this one."""
    tails = (
        entry.name.removeprefix(entry.kind_of_record)
        for entry in catalogue().values()
        if entry.kind_of_record
    )
    return any(
        figure.endswith(tail) and len(figure) - len(tail) < len(name) for tail in tails if tail
    )


def measured(measure: Measure) -> Iterator[StatedFigure]:
    yield from _headline(measure)
    yield from _changed(measure)


def _of(measure: Measure, **more: str) -> Of:
    words = {
        "title": measure.title.removesuffix("."),
        "definition": as_sentence(measure.definition),
        "source": measure.source,
        "out_of": capital(measure.out_of),
        "area": inside(measure.comparison_area) or "the comparison area",
    }
    return Of(measure_name(measure.slug), {**words, **more})


def _headline(measure: Measure) -> Iterator[StatedFigure]:
    """The last closed period where one is recorded, else the last month."""
    are_things = measure.counts == "things"
    if measure.totals:
        last = max(measure.totals, key=lambda total: total.ends_on)
        how = "one total for the whole period"
        if measure.counts == "people":
            how += ", in which someone who comes again counts once"
        yield MAKE.counted_as(
            "<indicator>",
            last.total,
            period(last.starts_on, last.ends_on),
            _of(measure, headline=how),
            is_of_things=are_things,
        )
        if last.total_before is not None:
            starts_on = last.starts_on
            is_first = starts_on == first_of_month(starts_on)
            before = f"before {gov_month(starts_on) if is_first else gov_date(starts_on)}"
            yield MAKE.counted_as(
                "<indicator>_before",
                last.total_before,
                before,
                _of(measure),
                is_of_things=are_things,
            )
    elif measure.months:
        for entry, month, how in (
            ("<indicator>", measure.months[-1], "the last month recorded"),
            ("<indicator>_first_month", measure.months[0], ""),
        ):
            yield MAKE.counted_as(
                entry,
                month.value,
                gov_month(month.month),
                _of(measure, headline=how),
                is_of_things=are_things,
            )
            if month.out_of is not None:
                yield MAKE.counted_as(
                    f"{entry}_out_of",
                    month.out_of,
                    gov_month(month.month),
                    _of(measure),
                    is_of_things=are_things,
                )


def _changed(measure: Measure) -> Iterator[StatedFigure]:
    windows = {window.kind: window for window in measure.windows}
    if set(windows) != {"before", "after"}:
        return
    of = _of(measure)
    for kind, window in windows.items():
        yield MAKE.counted_as(
            f"<indicator>_compared_{kind}",
            window.total,
            period(window.first, window.last),
            of,
            is_of_things=measure.counts == "things",
        )
    before, after = windows["before"], windows["after"]
    compared = f"{period(after.first, after.last)}, against {period(before.first, before.last)}"
    if measure.change is not None:
        yield from _change(measure.change, compared, of, measure.held_back)
    elif measure.held_back:
        # Without a reason it stands beside what is compared, and is not compared itself.
        yield MAKE.known(
            "<indicator>_percent_change",
            None,
            "not stated",
            compared,
            of,
            interval="not stated.",
            suppressed=True,
            protection=measure.held_back,
        )


def _change(change: Change, compared: str, of: Of, held_back: str) -> Iterator[StatedFigure]:
    limits, words = (change.lower_by_chance, change.upper_by_chance), BY_CHANCE
    if change.lower is not None and change.upper is not None:
        limits, words = (change.lower, change.upper), MARGIN
    yield MAKE.known(
        "<indicator>_percent_change",
        change.percent,
        _in_percent(change.percent),
        compared,
        of,
        limits=limits,
        interval=words.format(lower=_in_percent(limits[0]), upper=_in_percent(limits[1])),
        protection=held_back,
    )
    if change.comparison_percent is not None:
        yield MAKE.known(
            "<indicator>_comparison_percent_change",
            change.comparison_percent,
            _in_percent(change.comparison_percent),
            compared,
            of,
        )


def _in_percent(percent: int) -> str:
    if not percent:
        return "no change"
    return f"{abs(percent)} % {'fewer' if percent < 0 else 'more'}"
