"""The four lines that can be held against us, the thread, what waits, and the order things happened in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from saidanddone.answers import states
from saidanddone.answers.analyses import median_wait
from saidanddone.answers.models import Answer, ExcerptStanding, WaitingTally
from saidanddone.answers.queries import Seen, standing_of, waiting_longest
from saidanddone.base import clock
from saidanddone.evidence.coding.states import STANDING
from saidanddone.listening.models import Engagement
from saidanddone.programme.models import Programme
from saidanddone.releases.analyses import protected, split, things
from saidanddone.releases.content import (
    ActionLine,
    AnswerGiven,
    DecisionMade,
    Figure,
    FourLines,
    Measure,
    Moment,
    ThreadStop,
    Waiting,
)
from saidanddone.releases.drafting.counts import Counts
from saidanddone.releases.drafting.listened import MANY
from saidanddone.releases.drafting.named import NamedThemes
from saidanddone.releases.months import first_of_month
from saidanddone.strategy.queries import actions_shaped_by_lived_experience

DAYS = 5  # a median of days is told to the last five, so that no one's day stands in it
EVERY = 10_000  # themes: more than any programme has


def four_lines(
    programme: Programme, counts: Counts, seen: Seen, carried: Collection[Answer]
) -> FourLines:
    """Seven queries. Figures as they stand once the answers that the release carries are out."""
    standing = standing_with(programme, carried)
    shaped, agreed = actions_shaped_by_lived_experience(programme)
    counted = split(standing.answered, standing.things_said)
    median = standing.median_days
    is_enough = bool(protected(standing.things_said).shown)
    days = int(median // DAYS * DAYS) if median is not None and is_enough else None
    not_asked = seen.done - seen.can_see - seen.cannot_see
    return FourLines(
        things_said=counted.whole,
        things_answered=counted.part,
        contributions_not_yet_read=protected(counts.unread),
        actions_done=seen.done,
        actions_people_can_see=seen.can_see,
        actions_people_cannot_see=seen.cannot_see,
        actions_people_not_asked=not_asked,
        actions_shaped=shaped,
        actions_agreed=agreed,
        median_days_waiting=days,
        has_fat_theme=standing_of(programme).has_fat_theme,
        sentences=(
            _answered(counted.part, counted.whole),
            seen.sentence,
            _shaped(shaped, agreed),
            _waited(days, is_enough=is_enough),
        ),
    )


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
    fresh = [each.theme_id for each in carried if each.state == states.APPROVED]
    reaches_fresh = Count(
        "excerpt__codings__code__themes",
        filter=Q(
            excerpt__codings__state__in=STANDING,
            excerpt__codings__code__themes__in=fresh,
            excerpt__codings__code__themes__kind__in=("concern", "ask"),
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
        return "Too little was said so far to tell how long people waited to be told."
    if days is None:
        return "Half of what was said still waits, so how long half waited cannot be said yet."
    if days < DAYS:
        return f"Half were told within {DAYS} days."
    return f"Half waited at least {days:,} days to be told."


def thread(
    counts: Counts,
    named: NamedThemes,
    decisions: tuple[DecisionMade, ...],
    actions: tuple[ActionLine, ...],
    measured: tuple[Measure, ...],
    answers: tuple[AnswerGiven, ...],
) -> tuple[ThreadStop, ...]:
    return (
        ThreadStop("Said", protected(counts.contributions), "heard"),
        ThreadStop("Marked", protected(counts.excerpts), "heard"),
        ThreadStop("Themes", things(len(named)), "heard"),
        ThreadStop("Decided", things(len(decisions)), "decided"),
        ThreadStop("Done", things(sum(each.state == "done" for each in actions)), "done"),
        ThreadStop("Measured", things(len(measured)), "measures"),
        ThreadStop("Answered", things(sum(not each.is_reopened for each in answers)), "answers"),
    )


def waiting(
    programme: Programme, named: NamedThemes, answers: tuple[AnswerGiven, ...]
) -> tuple[Waiting, ...]:
    """Concerns and asks that no answer of this release stands for. One query."""
    answered = {each.theme_slug for each in answers if not each.is_reopened}
    by_slug = {each.theme.slug: each for each in named.by_id.values()}
    return tuple(
        Waiting(
            each.theme_slug,
            by_slug[each.theme_slug].words,
            None if by_slug[each.theme_slug].is_reworded else first_of_month(each.since),
            each.was_reopened,
        )
        for each in waiting_longest(programme, EVERY)
        if each.theme_slug in by_slug and each.theme_slug not in answered
    )


def timeline(
    occasions: Iterable[Engagement],
    decisions: tuple[DecisionMade, ...],
    actions: tuple[ActionLine, ...],
    answers: tuple[AnswerGiven, ...],
) -> tuple[Moment, ...]:
    """In the order it happened, so that work done before the strategy stands in its place."""
    moments = _heard(occasions)
    moments += [
        Moment(each.decided_on, False, "Decided", each.title, "decided", each.ref)
        for each in decisions
    ]
    moments += [
        Moment(each.done_on, False, "Done", each.title, "done", each.ref)
        for each in actions
        if each.done_on and each.state == "done"
    ]
    told = defaultdict(list)
    for answer in answers:
        if answer.answered_on:
            told[answer.answered_on].append(answer)
    moments += [
        Moment(
            on,
            False,
            "Answered",
            some[0].theme if len(some) == 1 else f"{len(some)} themes answered",
            "answers",
            "",
        )
        for on, some in told.items()
    ]
    return tuple(sorted(moments, key=lambda moment: (moment.on, moment.step, moment.text)))


def _heard(occasions: Iterable[Engagement]) -> list[Moment]:
    by_month = defaultdict(list)
    for each in occasions:
        by_month[first_of_month(each.held_on), each.kind].append(each)
    found = []
    for (month, kind), held in by_month.items():
        words = held[0].get_kind_display()
        if kind in Engagement.ONE_PERSON:
            text = MANY.get(kind, f"{words}s").capitalize()
        elif len(held) == 1:
            text = held[0].title
        else:
            text = f"{len(held)} {MANY.get(kind, f'{words}s')}"
        found.append(Moment(month, True, "Heard", text, "heard", ""))
    return found
