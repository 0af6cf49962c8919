"""Where things said stand: the rows equal the plain query after any sequence of events."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.answers import commands
from saidanddone.answers.models import (
    Answer,
    ExcerptStanding,
    PublishedAnswer,
    ThemeStanding,
    Verdict,
    WaitingTally,
)
from saidanddone.base import clock, hooks
from saidanddone.base.errors import Refused
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.listening import commands as listening
from saidanddone.listening.models import Contribution, Contributor
from tests.people import Cast
from tests.unit.answers import world

WAITING = {"concern", "ask"}


def in_use(excerpt: Excerpt) -> bool:
    contribution = excerpt.transcript.contribution
    speaker = contribution.contributor
    if contribution.is_stopped:
        return False
    if speaker is None:
        return True
    last = speaker.consents.filter(use="use_in_themes").order_by("-pk").first()
    return speaker.state == "active" and last is not None and last.act == "given"


def plain_standing(excerpt: Excerpt) -> tuple[bool, int, date, date | None]:
    """Slow and plain: one passage, read from the records themselves."""
    said_on = excerpt.transcript.contribution.engagement.held_on
    codings = excerpt.codings.filter(state="accepted").select_related("code")
    kinds: dict[int, str] = {}
    has_loose_code = False
    for coding in codings:
        themes = list(coding.code.themes.all())
        has_loose_code |= not themes
        kinds.update({theme.pk: theme.kind for theme in themes})
    reached = {pk for pk, kind in kinds.items() if kind in WAITING}
    is_said = bool(reached) or has_loose_code
    if not is_said:
        return False, 0, said_on, None
    if not reached:
        return True, 1, said_on, None
    spells = {pk: plain_spells(pk) for pk in reached}
    still_open = sum(all(until is not None for _, until in spells[pk]) for pk in reached)
    days = {max(start, said_on) for spell in spells.values() for start, _ in spell}
    together = [
        day
        for day in sorted(days)
        if all(
            any(start <= day and (until is None or until > day) for start, until in spells[pk])
            for pk in reached
        )
    ]
    return True, still_open, said_on, (together or [None])[0]


def plain_spells(theme_id: int) -> list[tuple[date, date | None]]:
    """From when until when answers to this theme stood."""
    spells = []
    for answer in Answer.objects.filter(theme=theme_id).exclude(published_at=None):
        end = answer.reopened_at or answer.replaced_at
        assert answer.published_at is not None
        spells.append((answer.published_at.date(), end.date() if end else None))
    return spells


def plain_counted(verdict: Verdict) -> bool:
    return any(
        in_use(coding.excerpt)
        for coding in Coding.objects.filter(
            state="accepted",
            code__themes=verdict.answer.theme_id,
            excerpt__transcript__contribution__contributor=verdict.contributor_id,
        )
    )


def assert_rows_are_true(people: Cast) -> None:
    plain = {
        excerpt.pk: plain_standing(excerpt) for excerpt in Excerpt.objects.all() if in_use(excerpt)
    }
    rows = {
        standing.excerpt_id: (
            standing.is_a_thing_said,
            standing.open_themes,
            standing.said_on,
            standing.answered_on,
        )
        for standing in ExcerptStanding.objects.all()
    }
    assert rows == plain
    by_day = Counter(
        (said_on, answered_on, still_open > 0)
        for is_said, still_open, said_on, answered_on in plain.values()
        if is_said
    )
    tallied: Counter[tuple[date, date | None, bool]] = Counter()
    for row in WaitingTally.objects.all():
        tallied[row.said_on, row.answered_on, row.is_open] += row.things_said
    assert tallied == by_day
    first: dict[int, date] = {}
    for theme in Theme.objects.filter(kind__in=WAITING):
        codings = Coding.objects.filter(state="accepted", code__themes=theme)
        days = [plain[coding.excerpt_id][2] for coding in codings if coding.excerpt_id in plain]
        if days:
            first[theme.pk] = min(days)
    assert dict(ThemeStanding.objects.values_list("theme_id", "first_said_on")) == first
    for verdict in Verdict.objects.all():
        assert verdict.is_counted == plain_counted(verdict)


class Story:
    """A few people, four themes and a loose code; each step does one thing that may happen."""

    def __init__(self, people: Cast, seed: int) -> None:
        self.people = people
        self.chance = random.Random(seed)  # noqa: S311
        self.day = datetime(2026, 6, 1, 9, tzinfo=UTC)
        people.programme.fewest_people_for_public_theme = 0
        people.programme.save()
        kinds = ("concern", "ask", "strength", "concern")
        self.themes = [world.theme(people, f"theme-{n}", kind) for n, kind in enumerate(kinds)]
        self.codes = [world.code_of(theme) for theme in self.themes]
        self.codes.append(world.Code.objects.create(programme=people.programme, name="loose"))
        self.who = [world.contributor(people) for _ in range(4)]

    def step(self, name: str) -> None:
        self.day += timedelta(days=self.chance.randint(0, 9))
        with clock.as_if(self.day):
            getattr(self, name)()

    def one_of(self, model: type) -> object | None:
        return self.chance.choice([*model.objects.order_by("pk"), None])

    def someone(self) -> Contributor | None:
        return self.chance.choice([*Contributor.objects.filter(state="active"), None])

    def says(self) -> None:
        by = self.someone()
        if by is not None:
            codes = self.chance.sample(self.codes, self.chance.randint(0, 3))
            ago = timedelta(days=self.chance.randint(0, 20))
            world.passage(self.people, by, *codes, held_on=(self.day - ago).date())

    def codes_more(self) -> None:
        excerpt = self.one_of(Excerpt)
        if excerpt is not None:
            code = self.chance.choice(self.codes)
            state = self.chance.choice(["accepted", "suggested", "rejected"])
            excerpt.codings.filter(code=code).delete()
            world.code_it(self.people, excerpt, code, state)
            world.changed(self.people, excerpt)

    def uncodes(self) -> None:
        coding = self.one_of(Coding)
        if coding is not None:
            coding.delete()
            world.changed(self.people, coding.excerpt)

    def unmarks(self) -> None:
        excerpt = self.one_of(Excerpt)
        if excerpt is not None:
            gone = excerpt.pk
            excerpt.delete()
            hooks.after_codings_changed(programme_id=self.people.programme.pk, excerpt_ids=[gone])

    def gathers(self) -> None:
        theme = self.chance.choice(self.themes)
        code = self.chance.choice(self.codes)
        (theme.codes.remove if theme.codes.contains(code) else theme.codes.add)(code)
        hooks.after_codings_changed(programme_id=self.people.programme.pk, excerpt_ids=None)

    def renames_kind(self) -> None:
        theme = self.chance.choice(self.themes)
        theme.kind = self.chance.choice(["concern", "ask", "strength", "experience"])
        theme.save()
        ids = list(Coding.objects.filter(code__themes=theme).values_list("excerpt_id", flat=True))
        hooks.after_codings_changed(programme_id=self.people.programme.pk, excerpt_ids=ids)

    def publishes(self) -> None:
        theme = self.chance.choice(self.themes)
        try:
            world.published(self.people, theme)
        except Refused:
            pytest.fail("an answer could not be published")

    def reopens(self) -> None:
        standing = Answer.objects.filter(state="published", replaced_at=None).first()
        if standing is not None:
            commands.reopen_by_panel(
                actor=self.people.amina,
                programme=self.people.programme,
                answer_ref=standing.ref,
                because="Nobody can see it.",
            )

    def replies(self) -> None:
        by, told = self.someone(), PublishedAnswer.objects.order_by("?").first()
        if by is not None and told is not None:
            verdict = self.chance.choice(["seen_yes", "seen_no", "meant_no"])
            commands.give_verdict_by_code(
                actor=None, contributor=by, answer_ref=told.answer.ref, verdict=verdict
            )

    def withdraws(self) -> None:
        by = self.someone()
        if by is not None and self.chance.random() < 0.4:
            listening.withdraw_now(
                actor=self.people.bola, programme=self.people.programme, contributor=by
            )

    def stops(self) -> None:
        by = self.someone()
        if by is not None and self.chance.random() < 0.4:
            listening.ask_to_withdraw_by_code(actor=None, contributor=by)

    def thinks_again(self) -> None:
        stopped = Contributor.objects.filter(state="withdrawing").first()
        if stopped is not None and stopped.withdrawal_due_at > clock.now():
            listening.undo_withdrawal(
                actor=self.people.bola, programme=self.people.programme, contributor=stopped
            )


STEPS = [name for name, act in vars(Story).items() if callable(act)]
STEPS = [name for name in STEPS if name not in ("__init__", "step", "one_of", "someone")]


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 2**32),
    steps=st.lists(st.sampled_from(STEPS), min_size=4, max_size=25),
)
def test_rows_equal_the_plain_query_after_any_sequence(
    people: Cast, seed: int, steps: list[str]
) -> None:
    from django.db import transaction

    with transaction.atomic():
        story = Story(people, seed)
        for name in ["says", "says", "publishes", *steps]:
            story.step(name)
        assert_rows_are_true(people)
        commands.recount_standings(actor=people.dawn, programme=people.programme)
        assert_rows_are_true(people)
        transaction.set_rollback(True)


def test_contributions_are_used(people: Cast) -> None:
    """The story's words are in use to begin with, so that the property is about something."""
    made = world.passage(people, world.contributor(people), world.code_of(world.theme(people)))
    assert Contribution.objects.count() == 1
    assert ExcerptStanding.objects.get(excerpt=made).open_themes == 1
