"""Builds four sentences on how we are doing, the stops of the thread, and the timeline."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Q

from saidanddone.answers import states
from saidanddone.answers.analyses import median_wait
from saidanddone.answers.models import Answer, ExcerptStanding, WaitingTally
from saidanddone.answers.queries import standing_of
from saidanddone.answers.release import (
    ANSWERS,
    AnswerGiven,
    Answers,
    answers_to_publish,
    seen_in,
)
from saidanddone.base import clock
from saidanddone.disclosure.analyses import Split, exact_count, protected, split
from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.months import first_of_month
from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.release import counts_of, named_themes
from saidanddone.listening.models import Engagement
from saidanddone.listening.release import held_occasions
from saidanddone.outcomes.release import MEASURES
from saidanddone.programme.models import Programme
from saidanddone.strategy.queries import actions_shaped_by_lived_experience
from saidanddone.strategy.release import PLAN, Plan
from saidanddone.strategy.states import DONE
from saidanddone.thread.release.shapes import FourLines, Moment, Thread, ThreadStop
from saidanddone.thread.steps import STEPS

DAYS = 5  # a median of days is rounded down to five, so that it gives nobody's day away
OF_PEOPLE = ("said", "marked")  # steps whose count moves with everyone who speaks
PAGES = {  # the public page that each step leads to
    "said": "heard",
    "marked": "heard",
    "themes": "heard",
    "decided": "decided",
    "done": "done",
    "measured": "measures",
    "answered": "answers",
}


def build(draft: Drafting) -> Thread:
    """Six queries, beside those for what it shares with other parts."""
    return Thread(
        lines=_four_lines(draft),
        stops=_stops(draft),
        timeline=_timeline(
            draft.once(held_occasions), draft.part(PLAN), draft.part(ANSWERS).answers
        ),
    )


def _four_lines(draft: Drafting) -> FourLines:
    """Six queries. Figures as they stand once the answers that the release carries are out."""
    programme, seen = draft.programme, draft.once(seen_in)
    shaped, agreed = actions_shaped_by_lived_experience(programme)
    of_all = _what_was_said(draft)
    days, is_enough = of_all.median_days, bool(of_all.things.whole.shown)
    return FourLines(
        things_said=of_all.things.whole,
        things_answered=of_all.things.part,
        contributions_not_yet_read=of_all.unread,
        actions_done=seen.done,
        actions_people_can_see=seen.can_see,
        actions_people_cannot_see=seen.cannot_see,
        actions_people_not_asked=seen.not_asked,
        actions_shaped=shaped,
        actions_agreed=agreed,
        median_days_waiting=days,
        has_fat_theme=of_all.has_fat_theme,
        sentences=(
            _answered(of_all.things.part, of_all.things.whole),
            seen.sentence,
            _shaped(shaped, agreed),
            _waited(days, is_enough=is_enough),
        ),
    )


@dataclass(frozen=True)
class _Said:
    """What the lines say of all that was said, as it leaves."""

    things: Split
    unread: Figure
    median_days: int | None
    has_fat_theme: bool


def _what_was_said(draft: Drafting) -> _Said:
    """Sums over everyone. While few came or went they stand: how far they move tells how much one said.

    What is answered moves with new answers, which tell of no one person.
    """
    standing = standing_with(draft.programme, draft.once(answers_to_publish))
    last = draft.last("thread", Thread)
    now = _Said(
        split(standing.answered, standing.things_said),
        protected(draft.once(counts_of).unread),
        _rounded_days(standing),
        standing_of(draft.programme).has_fat_theme,
    )
    if last is None or not draft.movement.of().are_few:
        return now
    lines = last.lines
    before = Split(lines.things_answered, lines.things_said)
    if not _answers_are_as_before(draft):
        return replace(
            now, things=_within(now.things, before), unread=lines.contributions_not_yet_read
        )
    return _Said(
        before, lines.contributions_not_yet_read, lines.median_days_waiting, lines.has_fat_theme
    )


def _answers_are_as_before(draft: Drafting) -> bool:
    last = draft.last("answers", Answers)
    return last is not None and _standing(last) == _standing(draft.part(ANSWERS))


def _standing(answers: Answers) -> set[tuple[str, bool]]:
    return {(answer.ref, answer.is_reopened) for answer in answers.answers}


def _within(now: Split, before: Split) -> Split:
    """What is answered now, of the whole as it stood; never more than that."""
    if now.part.shown is None or before.whole.shown is None:
        return Split(now.part, before.whole)
    return Split(Figure(min(now.part.shown, before.whole.shown)), before.whole)


def _rounded_days(standing: "StandingThen") -> int | None:
    if standing.median_days is None or not protected(standing.things_said).shown:
        return None
    return int(standing.median_days // DAYS * DAYS)


@dataclass(frozen=True)
class StandingThen:
    things_said: int
    answered: int
    median_days: float | None


def standing_with(programme: Programme, carried: Collection[Answer]) -> StandingThen:
    """Where everything said will stand when this release is signed. Two queries."""
    today = clock.today()
    tallies: Counter[tuple[date, date | None, bool]] = Counter()
    rows = WaitingTally.objects.filter(programme=programme)
    for said_on, told_on, is_open, count in rows.values_list(
        "said_on", "answered_on", "is_open", "things_said"
    ):
        tallies[said_on, told_on, is_open] += count
    for said_on, told_on, count in _about_to_be_answered(programme, carried):
        tallies[said_on, told_on, True] -= count
        tallies[said_on, told_on or max(today, said_on), False] += count
    return StandingThen(
        things_said=tallies.total(),
        answered=sum(count for (*_, is_open), count in tallies.items() if not is_open),
        median_days=median_wait(
            [(said_on, told_on, count) for (said_on, told_on, _), count in tallies.items()], today
        ),
    )


def _about_to_be_answered(
    programme: Programme, carried: Collection[Answer]
) -> list[tuple[date, date | None, int]]:
    """Things said of which every open theme is answered by an answer that is not out yet."""
    fresh = [answer.theme_id for answer in carried if answer.state == states.APPROVED]
    reaches_fresh = Count(
        "excerpt__codings__code__themes",
        filter=Q(
            excerpt__codings__state__in=STANDING,
            excerpt__codings__code__themes__in=fresh,
            excerpt__codings__code__themes__kind__in=Theme.ANSWERABLE,
        ),
        distinct=True,
    )
    soon = (
        ExcerptStanding.objects.filter(programme=programme, is_a_thing_said=True, open_themes__gt=0)
        .annotate(reaches_fresh=reaches_fresh)
        .filter(reaches_fresh=F("open_themes"))
        .values_list("said_on", "answered_on")
    )
    return [(*days, count) for days, count in Counter(soon).items()]


def _answered(part: Figure, whole: Figure) -> str:
    if whole.shown == 0:
        return "Nothing that people said has been worked through yet."
    if whole.shown is None:
        if not part.shown:
            return "Too few things have been said so far to give a number."
        return f"{part.in_words.capitalize()} of the things people said have an answer; few still wait."
    answered = "a few" if part.shown is None else part.in_words
    has = "has" if part.shown == 0 else "have"
    return f"Of {whole.in_words} things people said, {answered} {has} an answer."


def _shaped(shaped: int, agreed: int) -> str:
    if not agreed:
        return "No action has been agreed yet."
    return (
        f"People with lived experience decided or changed {shaped:,} of {agreed:,} "
        f"{'action' if agreed == 1 else 'actions'} before {'it was' if agreed == 1 else 'they were'} "
        "agreed."
    )


def _waited(days: int | None, *, is_enough: bool) -> str:
    if not is_enough:
        return "Too little was said so far to tell how long answers take."
    if days is None:
        return "Half of what was said still waits, so how long half waited cannot be said yet."
    if days < DAYS:
        return f"Half of the things people said were answered within {DAYS} days."
    return f"Half of the things people said waited at least {days:,} days for an answer."


def _stops(draft: Drafting) -> tuple[ThreadStop, ...]:
    """What stands at each step of the thread."""
    counts, plan = draft.once(counts_of), draft.part(PLAN)
    answers = draft.part(ANSWERS).answers
    at_step = {
        "said": protected(counts.contributions),
        "marked": protected(counts.excerpts),
        "themes": exact_count(len(draft.once(named_themes))),
        "decided": exact_count(len(plan.decisions)),
        "done": exact_count(sum(action.state == DONE for action in plan.actions)),
        "measured": exact_count(len(draft.part(MEASURES).measures)),
        "answered": exact_count(sum(not answer.is_reopened for answer in answers)),
    }
    last = draft.last("thread", Thread)
    if last is not None and draft.movement.of().are_few:
        # By their place: an older release has other labels.
        stood = zip(STEPS, last.stops, strict=False)
        at_step |= {step.slug: stop.count for step, stop in stood if step.slug in OF_PEOPLE}
    return tuple(ThreadStop(step.label, at_step[step.slug], PAGES[step.slug]) for step in STEPS)


def _timeline(
    occasions: Iterable[Engagement], plan: Plan, answers: tuple[AnswerGiven, ...]
) -> tuple[Moment, ...]:
    """In the order it happened, so that work done before the strategy stands in its place."""
    moments = _heard(occasions)
    moments += [
        Moment(decision.decided_on, False, "Decided", decision.title, "decided", decision.ref)
        for decision in plan.decisions
    ]
    moments += [
        Moment(action.done_on, False, "Done", action.title, "done", action.ref)
        for action in plan.actions
        if action.done_on and action.state == DONE
    ]
    by_day = defaultdict(list)
    for answer in answers:
        if answer.answered_on:
            by_day[answer.answered_on].append(answer)
    moments += [
        Moment(
            on,
            False,
            "Answered",
            told[0].theme if len(told) == 1 else f"{len(told)} themes answered",
            "answers",
            "",
        )
        for on, told in by_day.items()
    ]
    return tuple(sorted(moments, key=lambda moment: (moment.on, moment.step, moment.text)))


def _heard(occasions: Iterable[Engagement]) -> list[Moment]:
    by_month = defaultdict(list)
    for occasion in occasions:
        by_month[first_of_month(occasion.held_on), occasion.kind].append(occasion)
    moments = []
    for (month, kind), alike in by_month.items():
        first = alike[0]
        if kind in Engagement.ONE_PERSON:
            text = first.kind_plural.capitalize()
        elif len(alike) == 1:
            text = first.title
        else:
            text = f"{len(alike)} {first.kind_plural}"
        moments.append(Moment(month, True, "Heard", text, "heard", ""))
    return moments
