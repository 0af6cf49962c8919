"""The figures of who took part, what was heard, what was done and what was answered."""

from collections.abc import Iterator

from saidanddone.answers.models import Answer
from saidanddone.releases.content import Content, Figure, KnownFigure
from saidanddone.releases.figures.catalogue import as_name
from saidanddone.releases.figures.known import Of, counted_as, known, share, things
from saidanddone.releases.months import period
from saidanddone.ui.templatetags.ui import count_of, gov_date


def counted(content: Content) -> Iterator[KnownFigure]:
    now = f"at {gov_date(content.as_of)}"
    yield from _who_took_part(content, now)
    yield from _what_was_heard(content, now)
    yield from _what_was_done(content, now)
    yield from _what_was_answered(content, now)


def _who_took_part(content: Content, now: str) -> Iterator[KnownFigure]:
    for community in content.listened.communities:
        of = Of(as_name(community.slug), {"community": community.name})
        for number, part in enumerate(community.exact_first):
            yield counted_as(
                "<community>_took_part_later" if number else "<community>_took_part",
                part.people,
                period(part.starts_on, part.ends_on),
                of,
                number=number,
            )
        yield counted_as("<community>_spoke_for_themselves", community.spoke, now, of)
    yield things("peers_on_panel", content.listened.panel_size, now)
    for each in content.listened.occasions:
        if each.events is not None:
            when = period(each.starts_on, each.ends_on)
            of = Of(as_name(each.kind), {"kind": each.kind_words})
            yield things("<kind>_occasions", each.events, when, of)


def _what_was_heard(content: Content, now: str) -> Iterator[KnownFigure]:
    lines = content.lines
    placed: list[str] = [theme.placed for theme in content.heard.themes]
    yield things("themes_told", len(placed), now)
    # Without a comparison nothing is known to be common or apart: no figure, and not a nought.
    is_compared = any(each != "not_compared" for each in placed)
    for name, place in (("themes_in_common", "both"), ("themes_diverging", "more_in")):
        yield things(name, placed.count(place) if is_compared else None, now)
    yield things("tensions_named", len(content.heard.tensions), now)
    yield counted_as("things_said", lines.things_said, now)
    yield counted_as("things_answered", lines.things_answered, now)
    yield share("answered_share", lines.things_answered, lines.things_said, now)
    yield counted_as("contributions_not_yet_read", lines.contributions_not_yet_read, now)


def _what_was_done(content: Content, now: str) -> Iterator[KnownFigure]:
    lines = content.lines
    shaped = [each.shaped for each in content.decisions]
    states = [each.state for each in content.actions]
    agreed_on = content.strategy_agreed_on
    yield things("decisions_made", len(shaped), now)
    for by in ("decided", "changed"):
        yield things(f"decisions_{by}_by_lived_experience", shaped.count(by), now)
    yield things("actions_in_plan", len(states), now)
    if agreed_on is not None:
        done = [each.done_on for each in content.actions if each.state == "done" and each.done_on]
        before = sum(each < agreed_on for each in done)
        yield things("actions_done_before_strategy", before, f"up to {gov_date(agreed_on)}")
    yield things("actions_done", states.count("done"), now)
    yield things("actions_under_way", states.count("agreed") + states.count("started"), now)
    yield things("actions_overdue", sum(each.is_overdue for each in content.actions), now)
    for state in ("not_possible", "stopped"):
        yield things(f"actions_{state}", states.count(state), now)
    unasked = sum(each.nobody_asked_for for each in content.actions)
    yield things("actions_nobody_asked_for", unasked, now)
    yield things("actions_shaped", lines.actions_shaped, now)
    yield things("actions_agreed", lines.actions_agreed, now)
    yield share("shaped_share", Figure(lines.actions_shaped), Figure(lines.actions_agreed), now)
    pounds = sum(each.pounds for each in content.funding)
    yield known("funding_pounds", pounds, f"£{pounds:,}", now)


def _what_was_answered(content: Content, now: str) -> Iterator[KnownFigure]:
    lines = content.lines
    yield things("actions_people_can_see", lines.actions_people_can_see, now)
    yield things("actions_people_cannot_see", lines.actions_people_cannot_see, now)
    yield things("actions_people_not_asked", lines.actions_people_not_asked, now)
    can_see, done = Figure(lines.actions_people_can_see), Figure(lines.actions_done)
    yield share("seen_share", can_see, done, now)
    standing = [each.says for each in content.answers if not each.is_reopened]
    for says in Answer.SAYS:
        yield things(f"answers_{says}", standing.count(says), now)
    reopened = sum(each.is_reopened for each in content.answers)
    yield things("answers_reopened", reopened, now)
    yield things("themes_waiting", len(content.waiting), now)
    waited = lines.median_days_waiting
    yield known(
        "median_days_waiting",
        waited,
        "not known while half still wait" if waited is None else count_of(waited, "day"),
        now,
        suppressed=waited is None and lines.things_said.is_hidden,
    )
