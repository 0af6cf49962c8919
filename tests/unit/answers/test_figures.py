"""The figures that show where we fall short."""

from datetime import UTC, date, datetime, timedelta

import pytest

from saidanddone.answers import commands, queries
from saidanddone.answers.inputs import AloudTallyInput
from saidanddone.answers.models import Answer
from saidanddone.base import clock
from saidanddone.evidence.themes.summaries import recount_all
from saidanddone.programme.models import Community
from saidanddone.strategy.models import Action, ActionTheme
from tests.people import Cast
from tests.unit.answers import world


def on(day: date) -> object:
    return clock.as_if(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def test_nothing_said_has_no_share(people: Cast) -> None:
    standing = queries.standing_of(people.programme)
    assert (standing.things_said, standing.answered_share) == (0, None)
    assert standing.median_days_waiting is None
    assert standing.oldest_unanswered_days is None
    assert standing.largest_theme_share is None


def test_a_strength_is_kept_and_not_counted(people: Cast) -> None:
    world.raised(people, world.theme(people, "care", "strength"))
    assert queries.standing_of(people.programme).things_said == 0


def test_what_no_theme_gathers_yet_waits(people: Cast) -> None:
    loose = world.Code.objects.create(programme=people.programme, name="loose")
    world.passage(people, world.contributor(people), loose)
    standing = queries.standing_of(people.programme)
    assert (standing.things_said, standing.answered) == (1, 0)


def test_a_suggestion_is_not_a_thing_said(people: Cast) -> None:
    theme = world.theme(people)
    excerpt = world.passage(people, world.contributor(people))
    world.code_it(people, excerpt, world.code_of(theme), "suggested")
    world.changed(people, excerpt)
    assert queries.standing_of(people.programme).things_said == 0


def test_it_is_answered_when_every_concern_it_reaches_is(people: Cast) -> None:
    lights, bins = world.theme(people, "lights"), world.theme(people, "bins", "ask")
    world.raised(people, lights)
    world.raised(people, bins)
    world.passage(people, world.contributor(people), world.code_of(lights), world.code_of(bins))
    world.published(people, lights)
    assert queries.standing_of(people.programme).answered == 5
    world.published(people, bins)
    standing = queries.standing_of(people.programme)
    assert (standing.answered, standing.answered_share) == (11, 1.0)
    assert standing.sentence == "Of 11 things people said, 11 have an answer."


def test_age_runs_from_the_day_it_was_said(people: Cast) -> None:
    theme = world.theme(people)
    world.passage(people, world.contributor(people), world.code_of(theme), held_on=world.JUNE)
    with on(world.JUNE + timedelta(days=41)):
        assert queries.standing_of(people.programme).oldest_unanswered_days == 41
        waiting = queries.waiting_longest(people.programme)
    assert [(theme.statement, theme.days) for theme in waiting] == [("About lights", 41)]


def test_half_waited_this_long_and_those_still_waiting_are_kept(people: Cast) -> None:
    lights, bins = world.theme(people, "lights"), world.theme(people, "bins")
    world.raised(people, lights, by=7)
    world.raised(people, bins, by=5)
    with on(world.JUNE + timedelta(days=94)):
        world.published(people, lights)
        assert queries.standing_of(people.programme).median_days_waiting == 94


def test_no_figure_while_half_still_wait(people: Cast) -> None:
    lights, bins = world.theme(people, "lights"), world.theme(people, "bins")
    world.raised(people, lights)
    world.raised(people, bins)
    world.published(people, lights)
    assert queries.standing_of(people.programme).median_days_waiting is None


def test_reopening_does_not_change_when_it_was_first_answered(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    with on(world.JUNE + timedelta(days=10)):
        answer = world.published(people, theme)
    with on(world.JUNE + timedelta(days=20)):
        commands.reopen_by_panel(
            actor=people.amina,
            programme=people.programme,
            answer_ref=answer.ref,
            because="The stairs are still dark.",
        )
        standing = queries.standing_of(people.programme)
    assert (standing.median_days_waiting, standing.answered) == (10, 0)


def test_one_fat_theme_is_flagged(people: Cast) -> None:
    world.raised(people, world.theme(people, "everything"), by=9)
    world.raised(people, world.theme(people, "bins"), by=1)
    standing = queries.standing_of(people.programme)
    assert standing.largest_theme_share == 0.9
    assert standing.has_fat_theme


def test_standings_read_summary_rows_only(
    people: Cast, django_assert_max_num_queries: object
) -> None:
    world.raised(people, world.theme(people))
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        queries.standing_of(people.programme)


def test_a_theme_with_a_standing_answer_does_not_wait(people: Cast) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    answer = world.published(people, theme)
    assert queries.waiting_longest(people.programme) == []
    commands.reopen_by_panel(
        actor=people.amina, programme=people.programme, answer_ref=answer.ref, because="Still dark."
    )
    assert [theme.was_reopened for theme in queries.waiting_longest(people.programme)] == [True]


# Can people see it?


def action(people: Cast, *themes: world.Theme, **more: object) -> Action:
    made = Action.objects.create(
        programme=people.programme,
        title="Mend the lights",
        owner_agency=people.agencies["council"],
        state="done",
        **more,
    )
    for theme in themes:
        ActionTheme.objects.create(action=made, theme=theme)
    return made


@pytest.fixture
def answered(people: Cast) -> tuple[world.Theme, Answer]:
    """A theme that residents and sex workers raised, with a published answer."""
    theme = world.theme(people)
    world.raised(people, theme, by=5)
    world.raised(people, theme, by=5, community=people.sex_workers)
    return theme, world.published(people, theme)


def aloud(
    people: Cast, answer: Answer, yes: int, no: int, community: Community | None = None
) -> None:
    commands.type_in_tally(
        actor=people.iris,
        programme=people.programme,
        answer_ref=answer.ref,
        details=AloudTallyInput(
            community_slug=(community or people.residents).slug,
            told_on=clock.today(),
            seen_yes=yes,
            seen_no=no,
        ),
    )


def test_silence_never_counts_for_us(people: Cast, answered: tuple[world.Theme, Answer]) -> None:
    action(people, answered[0])
    seen = queries.seen_of(people.programme)
    assert (seen.done, seen.can_see, seen.not_asked) == (1, 0, 1)


def test_every_community_that_raised_it_must_see_it(
    people: Cast, answered: tuple[world.Theme, Answer]
) -> None:
    theme, answer = answered
    action(people, theme)
    aloud(people, answer, 5, 0)
    assert queries.seen_of(people.programme).not_asked == 1
    aloud(people, answer, 4, 1, people.sex_workers)
    assert queries.seen_of(people.programme).can_see == 1


def test_a_majority_in_one_community_cannot_hide_another(
    people: Cast, answered: tuple[world.Theme, Answer]
) -> None:
    theme, answer = answered
    done = action(people, theme)
    aloud(people, answer, 50, 0)
    aloud(people, answer, 2, 3, people.sex_workers)
    seen = queries.seen_of(people.programme)
    assert seen.actions("cannot_see") == {done.pk}


def test_four_are_too_few(people: Cast, answered: tuple[world.Theme, Answer]) -> None:
    theme, answer = answered
    action(people, theme)
    aloud(people, answer, 4, 0)
    aloud(people, answer, 4, 0, people.sex_workers)
    seen = queries.seen_of(people.programme)
    assert (seen.can_see, seen.not_asked) == (0, 1)


def test_an_action_that_serves_no_answered_theme_is_not_seen(people: Cast) -> None:
    action(people)
    action(people, world.theme(people))
    assert queries.seen_of(people.programme).not_asked == 2


def test_the_panels_decision_counts_as_seen(people: Cast) -> None:
    action(people, panel_says_seen=True)
    assert queries.seen_of(people.programme).can_see == 1


def test_the_line_adds_up(people: Cast, answered: tuple[world.Theme, Answer]) -> None:
    action(people, answered[0])
    action(people, panel_says_seen=True)
    assert queries.seen_of(people.programme).sentence == (
        "Of 2 things we call done, people say they can see 1 and cannot see 0. "
        "Nobody, or too few, have been asked about 1 yet."
    )


def test_nothing_done_is_no_sum() -> None:
    assert queries.Seen({}).sentence == "We call nothing done yet."


def test_a_reopened_answer_still_says_what_people_cannot_see(
    people: Cast, answered: tuple[world.Theme, Answer]
) -> None:
    theme, answer = answered
    action(people, theme)
    aloud(people, answer, 0, 6)
    commands.reopen_by_verdicts(actor=None, programme=people.programme)
    assert queries.seen_of(people.programme).cannot_see == 1


def test_seeing_takes_few_queries(
    people: Cast,
    answered: tuple[world.Theme, Answer],
    django_assert_max_num_queries: object,
) -> None:
    for _ in range(10):
        action(people, answered[0])
    recount_all(people.programme)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        queries.seen_of(people.programme)
