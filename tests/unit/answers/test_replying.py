"""What people say back, by code or aloud; and how an answer opens again."""

from datetime import timedelta

import pytest

from saidanddone.answers import commands, queries, scheduled
from saidanddone.answers.inputs import AloudTallyInput
from saidanddone.answers.models import AloudTally, Answer, PublishedAnswer, Verdict
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening.models import Contributor
from tests.people import Cast, make_programme
from tests.unit.answers import world


@pytest.fixture
def theme(people: Cast) -> world.Theme:
    return world.theme(people)


@pytest.fixture
def contributors(people: Cast, theme: world.Theme) -> list[Contributor]:
    return world.raised(people, theme, by=12)


@pytest.fixture
def answer(people: Cast, theme: world.Theme, contributors: list[Contributor]) -> Answer:
    return world.published(people, theme)


def says(by: Contributor, answer: Answer, verdict: str) -> bool:
    return commands.give_verdict_by_code(
        actor=None, contributor=by, answer_ref=answer.ref, verdict=verdict
    )


def replies(answer: Answer) -> queries.Replies:
    return queries.replies_by_answer([answer])[answer.pk]


def tally(people: Cast, answer: Answer, by: str = "iris", **counts: int) -> AloudTally:
    return commands.type_in_tally(
        actor=getattr(people, by),
        programme=people.programme,
        answer_ref=answer.ref,
        details=AloudTallyInput(
            community_slug=people.residents.slug, told_on=clock.today(), **counts
        ),
    )


def test_a_verdict_is_kept_and_can_be_changed(
    answer: Answer, contributors: list[Contributor]
) -> None:
    says(contributors[0], answer, "seen_no")
    says(contributors[0], answer, "seen_yes")
    says(contributors[0], answer, "meant_yes")
    verdict = Verdict.objects.get()
    assert (verdict.seen, verdict.meant, verdict.is_counted) == (True, True, True)


def test_a_verdict_names_nobody_in_the_audit(
    answer: Answer, contributors: list[Contributor]
) -> None:
    says(contributors[0], answer, "seen_no")
    entry = Entry.objects.get(act="answers.give_verdict_by_code")
    assert entry.actor_ref == ""
    assert contributors[0].ref not in entry.about


def test_someone_who_did_not_raise_it_is_kept_but_not_counted(
    people: Cast, answer: Answer, contributors: list[Contributor]
) -> None:
    other = world.contributor(people)
    assert says(other, answer, "seen_no")
    says(contributors[0], answer, "seen_yes")
    assert Verdict.objects.count() == 2
    assert (replies(answer).replied, replies(answer).seen_no) == (1, 0)


def test_they_count_once_their_words_reach_the_theme(
    people: Cast, theme: world.Theme, answer: Answer
) -> None:
    late = world.contributor(people)
    says(late, answer, "seen_no")
    world.passage(people, late, world.code_of(theme))
    assert replies(answer).seen_no == 1


def test_an_unknown_answer_or_verdict_is_not_kept(
    answer: Answer, contributors: list[Contributor]
) -> None:
    assert not says(contributors[0], answer, "seen_maybe")
    answer.ref = "nowhere"
    assert not says(contributors[0], answer, "seen_no")
    assert not Verdict.objects.exists()


def test_an_answer_that_is_not_published_takes_no_verdict(people: Cast, theme: world.Theme) -> None:
    draft = commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=theme, details=world.done()
    )
    assert not says(world.contributor(people), draft, "seen_no")


def test_three_people_saying_no_reopen_it(
    people: Cast, answer: Answer, contributors: list[Contributor]
) -> None:
    for contributor in contributors[:3]:
        says(contributor, answer, "seen_no")
    assert commands.reopen_by_verdicts(actor=None, programme=people.programme) == [answer]
    answer.refresh_from_db()
    assert answer.state == "reopened"
    assert answer.reopened_on_figures == "3 of the 3 people who replied said they cannot see it"


def test_two_people_do_not(people: Cast, answer: Answer, contributors: list[Contributor]) -> None:
    for contributor in contributors[:2]:
        says(contributor, answer, "seen_no")
    assert commands.reopen_by_verdicts(actor=None, programme=people.programme) == []


def test_three_among_twelve_do_not(
    people: Cast, answer: Answer, contributors: list[Contributor]
) -> None:
    for place, contributor in enumerate(contributors):
        says(contributor, answer, "seen_no" if place < 3 else "seen_yes")
    assert commands.reopen_by_verdicts(actor=None, programme=people.programme) == []
    says(contributors[3], answer, "meant_no")
    assert commands.reopen_by_verdicts(actor=None, programme=people.programme) == [answer]


def test_it_is_not_reopened_before_the_batch(
    answer: Answer, contributors: list[Contributor]
) -> None:
    for contributor in contributors:
        says(contributor, answer, "seen_no")
    answer.refresh_from_db()
    assert answer.state == "published"


def test_it_stays_where_people_read_it_with_its_mark_in_words_not_counts(
    people: Cast, answer: Answer, contributors: list[Contributor]
) -> None:
    for place, contributor in enumerate(contributors):
        says(contributor, answer, "seen_no" if place < 5 else "seen_yes")
    commands.reopen_by_verdicts(actor=None, programme=people.programme)
    mark = PublishedAnswer.objects.get(answer=answer).parts["mark"]
    assert mark == "Some of the people who replied said they cannot see it."
    answer.refresh_from_db()
    assert answer.reopened_on_figures == "5 of the 12 people who replied said they cannot see it"


def test_a_reopened_answer_leaves_its_things_said_open(
    people: Cast, answer: Answer, contributors: list[Contributor]
) -> None:
    assert queries.standing_of(people.programme).answered == 12
    tally(people, answer, seen_no=3)
    commands.reopen_by_verdicts(actor=None, programme=people.programme)
    assert queries.standing_of(people.programme).answered == 0


def test_the_answer_after_it_has_the_next_number(
    people: Cast, theme: world.Theme, answer: Answer
) -> None:
    tally(people, answer, seen_no=3)
    commands.reopen_by_verdicts(actor=None, programme=people.programme)
    assert world.published(people, theme, world.done("Six lights were mended.")).number == 2
    assert queries.standing_of(people.programme).answered == 12


def test_the_panel_reopens_with_its_reason(people: Cast, answer: Answer) -> None:
    reopened = commands.reopen_by_panel(
        actor=people.amina,
        programme=people.programme,
        answer_ref=answer.ref,
        because="The stairs are still dark.",
    )
    assert reopened.state == "reopened"
    mark = PublishedAnswer.objects.get().parts["mark"]
    assert mark == "The advisory panel reopened this: The stairs are still dark."


def test_the_panel_says_why(people: Cast, answer: Answer) -> None:
    with pytest.raises(Refused, match="Say why"):
        commands.reopen_by_panel(
            actor=people.amina, programme=people.programme, answer_ref=answer.ref, because=" "
        )


@pytest.mark.parametrize("name", ["bola", "dawn", "iris", "farah", "harun", "sam"])
def test_only_the_panel_reopens(people: Cast, answer: Answer, name: str) -> None:
    with pytest.raises(NotYours):
        commands.reopen_by_panel(
            actor=getattr(people, name),
            programme=people.programme,
            answer_ref=answer.ref,
            because="No.",
        )


def test_a_hub_worker_types_in_what_was_said_aloud(people: Cast, answer: Answer) -> None:
    tally(people, answer, seen_yes=4, seen_no=1, meant_yes=3)
    assert replies(answer) == queries.Replies(
        replied=5, said_no=1, meant_yes=3, meant_no=0, seen_yes=4, seen_no=1
    )


def test_an_empty_tally_is_refused(people: Cast, answer: Answer) -> None:
    with pytest.raises(Refused, match="how many people"):
        tally(people, answer)


def test_a_tally_is_not_dated_ahead(people: Cast, answer: Answer) -> None:
    with pytest.raises(Refused, match="cannot be in the future"):
        commands.type_in_tally(
            actor=people.iris,
            programme=people.programme,
            answer_ref=answer.ref,
            details=AloudTallyInput(
                community_slug=people.residents.slug,
                told_on=clock.today() + timedelta(days=1),
                seen_yes=1,
            ),
        )


def test_a_tally_is_of_a_community_of_the_programme(people: Cast, answer: Answer) -> None:
    _, _, elsewhere = make_programme("elsewhere")
    elsewhere.slug = "shopkeepers"
    elsewhere.save()
    with pytest.raises(Refused, match="Choose who was listening"):
        commands.type_in_tally(
            actor=people.iris,
            programme=people.programme,
            answer_ref=answer.ref,
            details=AloudTallyInput(
                community_slug=elsewhere.slug, told_on=clock.today(), seen_yes=1
            ),
        )


def test_a_hub_worker_finds_published_answers_only(people: Cast, theme: world.Theme) -> None:
    draft = commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=theme, details=world.done()
    )
    with pytest.raises(NotYours):
        tally(people, draft, seen_yes=1)


@pytest.mark.parametrize("name", ["chidi", "ed", "farah", "harun", "sam", "grace"])
def test_nobody_else_types_in_a_tally(people: Cast, answer: Answer, name: str) -> None:
    with pytest.raises(NotYours):
        tally(people, answer, by=name, seen_yes=1)


def test_the_batch_runs_once_a_week(people: Cast, answer: Answer) -> None:
    tally(people, answer, seen_no=3)
    today = clock.today()
    assert scheduled.reopen_weekly(today) == [
        "harbour: 1 answer was reopened by what people said back."
    ]
    world.published(people, answer.theme, world.done("Six lights were mended."))
    tally(people, Answer.objects.get(number=2), seen_no=3)
    assert scheduled.reopen_weekly(today + timedelta(days=6)) == []
    assert len(scheduled.reopen_weekly(today + timedelta(days=7))) == 1


def test_a_withdrawal_takes_the_verdict_with_it(
    people: Cast, answer: Answer, contributors: list[Contributor]
) -> None:
    from saidanddone.listening import commands as listening

    says(contributors[0], answer, "seen_no")
    listening.withdraw_now(
        actor=people.bola, programme=people.programme, contributor=contributors[0]
    )
    assert not Verdict.objects.exists()
