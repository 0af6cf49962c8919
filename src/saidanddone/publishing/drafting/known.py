"""How we know: each figure with its definition, period, source and what was hidden."""

from collections.abc import Iterator
from datetime import date

from saidanddone.publishing.content import (
    Figure,
    FourLines,
    KnownFigure,
    Listened,
    Measure,
    TookPart,
)
from saidanddone.publishing.drafting.months import in_words

HIDDEN = "It is between 1 and 7, or would tell of a number that is."
ROUNDED = "Rounded to the nearest 5."
EXACT = "Let out exact once, for this closed period, by a named person's decision."
THING = "A count of things, not of people: as it is."
ATTENDANCE = (
    "People of this community who came to an occasion, counted the first time they came. It does not "
    "fall when someone takes their words back."
)
SPOKE = (
    "People whose own words are written down, confirmed and in use with their consent. It falls when "
    "someone takes their words back."
)


def known_figures(
    as_of: date, listened: Listened, lines: FourLines, measures: tuple[Measure, ...]
) -> tuple[KnownFigure, ...]:
    """Names stay the same from release to release; each page links to its figure by name."""
    until = f"to {as_of:%B %Y}"
    return (
        *_people(listened, until),
        *_lines(lines, until),
        *(figure for measure in measures for figure in _measured(measure)),
    )


def _people(listened: Listened, until: str) -> Iterator[KnownFigure]:
    for each in listened.communities:
        name = _name(each.slug)
        for number, part in enumerate(each.took_part, 1):
            yield _of(
                f"took_part_{name}" + (f"_{number}" if number > 1 else ""),
                f"{each.name} who took part",
                part.people,
                ATTENDANCE,
                _period(part),
                "Attendance written down at each occasion",
            )
        yield _of(
            f"spoke_{name}",
            f"{each.name} whose own words are in use",
            each.spoke,
            SPOKE,
            until,
            "Confirmed transcripts",
        )
    for kind in listened.occasions:
        if kind.events is not None:
            yield _thing(
                f"occasions_{kind.kind}",
                f"Occasions: {kind.kind_words}",
                kind.events,
                "Occasions of this kind that were held.",
                in_words(kind.starts_on, kind.ends_on),
            )
    yield _thing(
        "panel_size",
        "People on the advisory panel",
        listened.panel_size,
        "Appointed and not left. The panel is a body; it is never broken down.",
        until,
    )


def _lines(lines: FourLines, until: str) -> Iterator[KnownFigure]:
    said = "Passages marked in confirmed words that reach a concern or an ask, or no theme yet."
    source = "Codings accepted by a person"
    yield _of("things_said", "Things people said", lines.said, said, until, source)
    yield _of(
        "things_answered",
        "Things people said that have an answer",
        lines.answered,
        "Every concern or ask that it reaches has a published answer that is not reopened.",
        until,
        source,
    )
    yield _of(
        "unread",
        "Contributions not yet read",
        lines.unread,
        "Written down, and nothing marked in them yet.",
        until,
        source,
    )
    actions = "The action plan"
    yield _thing("actions_done", "Things we call done", lines.done, actions, until)
    yield _thing(
        "actions_seen",
        "Things called done that people can see",
        lines.can_see,
        "At least 5 people of each community that raised it have said, and most can see it; or the "
        "panel decided so.",
        until,
    )
    yield _thing(
        "actions_not_seen",
        "Things called done that people cannot see",
        lines.cannot_see,
        "At least 5 people of a community that raised it have said, and most cannot see it.",
        until,
    )
    yield _thing("actions_agreed", "Actions agreed", lines.agreed, "Actions ever agreed.", until)
    yield _thing(
        "actions_shaped",
        "Actions that people with lived experience decided or changed",
        lines.shaped,
        "By a decision dated no later than the action's agreement.",
        until,
    )
    yield KnownFigure(
        name="median_days_waiting",
        label="Days by which half had been told",
        value=lines.median_days,
        lower=None,
        upper=None,
        in_words="" if lines.median_days is None else f"{lines.median_days:,} days or more",
        definition="From the occasion to the first day it was answered; those still waiting kept "
        "(Kaplan-Meier). Rounded down to 5 days.",
        period=until,
        source=source,
        suppressed=lines.median_days is None,
        hidden="" if lines.median_days is not None else "Half of what was said still waits.",
    )


def _measured(measure: Measure) -> Iterator[KnownFigure]:
    name = _name(measure.slug)
    for number, total in enumerate(reversed(measure.totals), 1):
        suffix = f"_{number}" if number > 1 else ""
        period = in_words(total.starts_on, total.ends_on)
        yield _of(
            f"{name}_total{suffix}",
            measure.title,
            total.total,
            measure.definition,
            period,
            measure.source,
            is_thing=measure.counts == "things",
        )
        if total.total_before is not None:
            yield _of(
                f"{name}_total_before{suffix}",
                f"{measure.title}: where it started from",
                total.total_before,
                measure.definition,
                f"before {period}",
                measure.source,
                is_thing=measure.counts == "things",
            )
    for window in measure.windows:
        yield _of(
            f"{name}_{window.kind}",
            f"{measure.title}, {window.kind}",
            window.total,
            measure.definition,
            in_words(window.first, window.last),
            measure.source,
            is_thing=measure.counts == "things",
        )
    if measure.windows and (measure.change or measure.held_back):
        change = measure.change
        after = measure.windows[-1]
        yield KnownFigure(
            name=f"{name}_change",
            label=f"{measure.title}: change in percent",
            value=change.percent if change else None,
            lower=change.lower if change else None,
            upper=change.upper if change else None,
            in_words=change.sentence if change else "",
            definition=f"{measure.definition} The same calendar months before and after, with a 95 % "
            "interval for chance alone.",
            period=in_words(after.first, after.last),
            source=measure.source,
            suppressed=change is None,
            hidden="" if change else measure.held_back,
        )


def _of(
    name: str,
    label: str,
    figure: Figure,
    definition: str,
    period: str,
    source: str,
    *,
    is_thing: bool = False,
) -> KnownFigure:
    if is_thing:
        how = THING
    elif figure.is_exact:
        how = EXACT
    else:
        how = "" if figure.is_hidden or not figure.shown else ROUNDED
    return KnownFigure(
        name=name,
        label=label,
        value=figure.shown,
        lower=None,
        upper=None,
        in_words=figure.in_words,
        definition=f"{definition} {how}".strip(),
        period=period,
        source=source,
        suppressed=figure.is_hidden,
        hidden=HIDDEN if figure.is_hidden else "",
    )


def _thing(name: str, label: str, count: int, definition: str, period: str) -> KnownFigure:
    return _of(
        name,
        label,
        Figure(count, is_exact=True),
        definition,
        period,
        "The programme's records",
        is_thing=True,
    )


def _period(part: TookPart) -> str:
    return in_words(part.starts_on, part.ends_on)


def _name(slug: str) -> str:
    return slug.replace("-", "_")
