"""The figures of a case study, worked out from a release's content: nothing here is exact that left protected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from saidanddone.publishing.case_study.catalogue import CATALOGUE, RECORDS
from saidanddone.publishing.case_study.wording import (
    as_sentence,
    capital,
    count_of,
    day,
    inside,
    months,
)
from saidanddone.publishing.content import Content, Figure, Measure, Window

HIDDEN = "Hidden: from 1 to 7, or it would give away a figure that is."
ROUNDED = "Rounded to the nearest 5."
EXACT = "Exact, once, by a signed decision."
COUNTED = "Counted: no interval."
CHANCE = "95 % interval: {lower} to {upper}."


@dataclass(frozen=True)
class Known:
    """One figure with all that its footnote says. `value` is None where it is hidden or unknown.

    `name` is stable (docs/reference/case-study-figures.md); `in_words` is how the text says it.
    """

    name: str
    entry: str  # of the catalogue
    value: float | None
    in_words: str
    definition: str
    worked_out: str
    period: str
    source: str
    lower: float | None = None
    upper: float | None = None
    interval: str = COUNTED
    suppressed: bool = False
    protection: str = ""

    def as_json(self) -> dict[str, float | str | bool | None]:
        """The four parts that `--json` prints beside the name."""
        return {
            "value": self.value,
            "lower": self.lower,
            "upper": self.upper,
            "definition": self.definition,
            "suppressed": self.suppressed,
        }

    @property
    def note(self) -> str:
        """The footnote; how it was worked out stands on the last page."""
        parts = (
            as_sentence(self.definition),
            f"{capital(self.period)}.",
            self.interval,
            self.protection,
            f"Source: {self.source.removesuffix('.')}.",
        )
        return " ".join(part for part in parts if part)


def figures_of(content: Content) -> dict[str, Known]:
    """Every figure by its name, in the order of the report."""
    return {known.name: known for known in _all(content)}


def _all(content: Content) -> Iterator[Known]:
    yield from _who_took_part(content)
    yield from _what_was_heard(content)
    yield from _what_was_done(content)
    yield from _what_was_answered(content)
    for measure in content.measures:
        yield from _measured(measure)


def as_name(slug: str) -> str:
    """A record's short name as part of a figure's."""
    return "".join(letter if letter.isalnum() else "_" for letter in slug.lower())


def measure_name(slug: str) -> str:
    """What an indicator's figures are called; never a name that means something else here."""
    name = as_name(slug)
    return f"indicator_{name}" if name in CATALOGUE else name


def _who_took_part(content: Content) -> Iterator[Known]:
    for community in content.listened.communities:
        slug, filled = as_name(community.slug), {"community": community.name}
        # The exact total first; what came outside its months is counted apart.
        stretches = sorted(
            community.took_part, key=lambda part: (not part.people.is_exact, part.starts_on)
        )
        for number, part in enumerate(stretches):
            entry = "<community>_took_part" if number == 0 else "<community>_took_part_later"
            name = entry.replace("<community>", slug) + (f"_{number}" if number > 1 else "")
            yield _count(entry, part.people, months(part.starts_on, part.ends_on), name, filled)
        yield _count(
            "<community>_spoke_for_themselves",
            community.spoke,
            _as_at(content),
            f"{slug}_spoke_for_themselves",
            filled,
        )
    yield _things("peers_on_panel", content.listened.panel_size, _as_at(content))
    for each in content.listened.occasions:
        if each.events is not None:
            yield _things(
                "<kind>_occasions",
                each.events,
                months(each.starts_on, each.ends_on),
                f"{as_name(each.kind)}_occasions",
                {"kind": each.kind_words},
            )


def _what_was_heard(content: Content) -> Iterator[Known]:
    now, lines = _as_at(content), content.lines
    placed: list[str] = [theme.placed for theme in content.heard.themes]
    yield _things("themes_told", len(placed), now)
    # Without a comparison nothing is known to be common or apart: no figure, and not a nought.
    is_compared = any(each != "not_compared" for each in placed)
    for name, place in (("themes_in_common", "both"), ("themes_diverging", "more_in")):
        yield _things(name, placed.count(place) if is_compared else None, now)
    yield _things("tensions_named", len(content.heard.tensions), now)
    yield _count("things_said", lines.said, now)
    yield _count("things_answered", lines.answered, now)
    yield _share("answered_share", lines.answered, lines.said, now)
    yield _count("contributions_not_yet_read", lines.unread, now)


def _what_was_done(content: Content) -> Iterator[Known]:
    now, lines = _as_at(content), content.lines
    shaped = [each.shaped for each in content.decisions]
    states = [each.state for each in content.actions]
    agreed_on = strategy_agreed_on(content)
    yield _things("decisions_made", len(shaped), now)
    for by in ("decided", "changed"):
        yield _things(f"decisions_{by}_by_lived_experience", shaped.count(by), now)
    yield _things("actions_in_plan", len(states), now)
    if agreed_on is not None:
        done = [each.done_on for each in content.actions if each.state == "done" and each.done_on]
        before = sum(each < agreed_on for each in done)
        yield _things("actions_done_before_strategy", before, f"up to {day(agreed_on)}")
    yield _things("actions_done", states.count("done"), now)
    yield _things("actions_under_way", states.count("agreed") + states.count("started"), now)
    yield _things("actions_overdue", sum(each.is_overdue for each in content.actions), now)
    for state in ("not_possible", "stopped"):
        yield _things(f"actions_{state}", states.count(state), now)
    unasked = sum(each.nobody_asked_for for each in content.actions)
    yield _things("actions_nobody_asked_for", unasked, now)
    yield _things("actions_shaped", lines.shaped, now)
    yield _things("actions_agreed", lines.agreed, now)
    yield _share("shaped_share", Figure(lines.shaped), Figure(lines.agreed), now)
    yield _pounds(sum(each.pounds for each in content.funding), now)


def _what_was_answered(content: Content) -> Iterator[Known]:
    now, lines = _as_at(content), content.lines
    for name in ("can_see", "cannot_see", "not_asked"):
        yield _things(f"actions_people_{name}", getattr(lines, name), now)
    yield _share("seen_share", Figure(lines.can_see), Figure(lines.done), now)
    standing = [each.says for each in content.answers if not each.is_reopened]
    for says in ("done", "under_way", "planned", "to_decide", "not_ours", "no_because"):
        yield _things(f"answers_{says}", standing.count(says), now)
    reopened = sum(each.is_reopened for each in content.answers)
    yield _things("answers_reopened", reopened, now)
    yield _things("themes_waiting", len(content.waiting), now)
    waited = lines.median_days
    yield _known(
        "median_days_waiting",
        waited,
        "not known while half still wait" if waited is None else count_of(waited, "day"),
        now,
        interval=COUNTED,
        suppressed=waited is None and lines.said.is_hidden,
    )


def _measured(measure: Measure) -> Iterator[Known]:
    slug = measure_name(measure.slug)
    filled = {
        "title": measure.title.removesuffix("."),
        "definition": as_sentence(measure.definition),
        "source": measure.source,
        "area": inside(measure.comparison_area) or "the comparison area",
    }
    yield from _headline(measure, slug, filled)
    yield from _changed(measure, slug, filled)


def _headline(measure: Measure, slug: str, filled: Mapping[str, str]) -> Iterator[Known]:
    """The last closed period where one is recorded, else the last month."""
    if measure.totals:
        last = max(measure.totals, key=lambda total: total.ends_on)
        when = months(last.starts_on, last.ends_on)
        worked_out = "one total for the whole period, in which someone who comes again counts once"
        yield _count(
            "<indicator>", last.total, when, slug, {**filled, "headline": worked_out}, measure
        )
        if last.total_before is not None:
            yield _count(
                "<indicator>_before",
                last.total_before,
                f"before {months(last.starts_on, last.starts_on)}",
                f"{slug}_before",
                filled,
                measure,
            )
    elif measure.months:
        first, last_month = measure.months[0], measure.months[-1]
        yield _count(
            "<indicator>",
            last_month.value,
            months(last_month.month, last_month.month),
            slug,
            {**filled, "headline": "the last month recorded"},
            measure,
        )
        yield _count(
            "<indicator>_first_month",
            first.value,
            months(first.month, first.month),
            f"{slug}_first_month",
            filled,
            measure,
        )


def _changed(measure: Measure, slug: str, filled: Mapping[str, str]) -> Iterator[Known]:
    windows = {window.kind: window for window in measure.windows}
    if set(windows) != {"before", "after"}:
        return
    for kind, window in windows.items():
        yield _count(
            f"<indicator>_compared_{kind}",
            total_over(measure, window),
            months(window.first, window.last),
            f"{slug}_compared_{kind}",
            filled,
            measure,
        )
    before, after, change = windows["before"], windows["after"], measure.change
    if change is None and not measure.held_back:
        return  # counted over the months of what it stands beside, and not compared itself
    compared = f"{months(after.first, after.last)}, against {months(before.first, before.last)}"
    yield _known(
        "<indicator>_percent_change",
        change.percent if change else None,
        _in_percent(change.percent) if change else "not stated",
        compared,
        f"{slug}_percent_change",
        filled,
        lower=change.lower if change else None,
        upper=change.upper if change else None,
        interval=CHANCE.format(lower=_in_percent(change.lower), upper=_in_percent(change.upper))
        if change
        else "not stated.",
        suppressed=change is None,
        protection=measure.held_back,
    )
    if change and change.comparison_percent is not None:
        yield _known(
            "<indicator>_comparison_percent_change",
            change.comparison_percent,
            _in_percent(change.comparison_percent),
            compared,
            f"{slug}_comparison_percent_change",
            filled,
        )


def total_over(measure: Measure, window: Window) -> Figure:
    """The total of the months compared: the exact one where it has been let out for just these."""
    exact = (
        each.total
        for each in measure.totals
        if each.total.is_exact and (each.starts_on, each.ends_on) == (window.first, window.last)
    )
    return next(exact, window.total)


def _in_percent(percent: int) -> str:
    if not percent:
        return "no change"
    return f"{abs(percent)} % {'fewer' if percent < 0 else 'more'}"


def strategy_agreed_on(content: Content) -> date | None:
    """The day of the last decision over a priority; None while none is recorded."""
    over_priorities = {each.decision_ref for each in content.priorities if each.decision_ref}
    days = [each.decided_on for each in content.decisions if each.ref in over_priorities]
    return max(days, default=None)


def _as_at(content: Content) -> str:
    return f"at {day(content.as_of)}"


def _things(
    entry: str,
    count: int | None,
    period: str,
    name: str = "",
    filled: Mapping[str, str] | None = None,
) -> Known:
    in_words = "not yet worked out" if count is None else f"{count:,}"
    return _known(entry, count, in_words, period, name, filled)


def _count(
    entry: str,
    figure: Figure,
    period: str,
    name: str = "",
    filled: Mapping[str, str] | None = None,
    measure: Measure | None = None,
) -> Known:
    is_of_things = measure is not None and measure.counts == "things"
    return _known(
        entry,
        figure.shown,
        figure.in_words,
        period,
        name,
        filled,
        suppressed=figure.is_hidden,
        protection="" if is_of_things else _protection(figure),
    )


def _protection(figure: Figure) -> str:
    if figure.is_hidden:
        return HIDDEN
    if not figure.shown:
        return ""
    return EXACT if figure.is_exact else ROUNDED


def _share(entry: str, part: Figure, whole: Figure, period: str) -> Known:
    if part.shown is None or whole.shown is None:
        return _known(entry, None, "a share not shown", period, suppressed=True, protection=HIDDEN)
    if not whole.shown:
        return _known(entry, None, "nothing to share", period)
    share = part.shown / whole.shown
    return _known(entry, round(share, 3), f"{share:.0%}", period)


def _pounds(pounds: int, period: str) -> Known:
    return _known("funding_pounds", pounds, f"£{pounds:,}", period)


def _known(
    entry: str,
    value: float | None,
    in_words: str,
    period: str,
    name: str = "",
    filled: Mapping[str, str] | None = None,
    *,
    lower: float | None = None,
    upper: float | None = None,
    interval: str = COUNTED,
    suppressed: bool = False,
    protection: str = "",
) -> Known:
    meant, filled = CATALOGUE[entry], filled or {}
    return Known(
        name=name or entry,
        entry=entry,
        value=value,
        in_words=in_words,
        definition=_filled(meant.definition, filled),
        worked_out=_filled(meant.worked_out, filled),
        period=period,
        source=_filled(meant.source, filled) or RECORDS,
        lower=lower,
        upper=upper,
        interval=interval,
        suppressed=suppressed,
        protection=protection,
    )


def _filled(text: str, filled: Mapping[str, str]) -> str:
    """Each {placeholder} once; braces in a record's own words stay as they are."""
    for name, words in filled.items():
        text = text.replace(f"{{{name}}}", words)
    return text
