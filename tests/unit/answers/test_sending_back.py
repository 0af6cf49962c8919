"""Whoever could approve an answer sends it back with a comment, and its author finds it on Today."""

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.access.models import Membership, User
from saidanddone.access.queries import actor_of, today_of
from saidanddone.answers import commands
from saidanddone.answers.models import Answer, AnswerSentBack
from saidanddone.audit.models import Entry
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.evidence.themes.models import Theme
from tests.people import IN_FORCE, Cast
from tests.unit.answers import world
from tests.unit.evidence.voices import a_code, coded, confirmed, words_of_kit

PLEASE = "Say when the last lights are fitted."


@pytest.fixture
def theme(people: Cast) -> world.Theme:
    return world.theme(people)


@pytest.fixture
def answer(people: Cast, theme: world.Theme) -> Answer:
    return commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=theme, details=world.done()
    )


def send_back(people: Cast, name: str, answer: Answer, **changes: object) -> AnswerSentBack:
    given = {"version": answer.version, "comment": PLEASE} | changes
    return commands.send_back_answer(
        actor=getattr(people, name),
        programme=people.programme,
        answer_ref=answer.ref,
        **given,  # type: ignore[arg-type]
    )


def waiting_for(people: Cast, name: str) -> list[str]:
    return [line.text for line in today_of(getattr(people, name))]


def page_of(people: Cast, client: Client, name: str, page: str, answer: Answer) -> str:
    client.force_login(people.users[name])
    return client.get(reverse(f"answers:{page}", args=["harbour", answer.ref])).content.decode()


def test_its_author_finds_the_comment_on_today_and_nobody_else_does(
    people: Cast, answer: Answer, client: Client
) -> None:
    send_back(people, "dawn", answer)
    line = "Dawn sent back your answer to “About lights”: read why, and change it"
    assert line in waiting_for(people, "bola")
    for name in ("amina", "chidi", "dawn", "ed", "grace", "iris"):
        assert line not in waiting_for(people, name)
    assert PLEASE in page_of(people, client, "bola", "edit", answer)
    assert Entry.objects.get(act="answers.send_back").actor_ref == people.dawn.ref


def test_it_waits_for_its_author_and_not_for_approval_until_its_words_change(
    people: Cast, answer: Answer
) -> None:
    assert "1 answer to approve" in waiting_for(people, "dawn")
    send_back(people, "dawn", answer)
    assert "1 answer to approve" not in waiting_for(people, "dawn")
    commands.edit_answer(
        actor=people.bola,
        programme=people.programme,
        answer_ref=answer.ref,
        version=1,
        details=world.done("Six lights were mended on 14 June."),
    )
    assert "1 answer to approve" in waiting_for(people, "dawn")
    assert not any("sent back" in line for line in waiting_for(people, "bola"))


@pytest.mark.parametrize("name", ["amina", "bola", "chidi", "ed", "farah", "grace", "harun", "sam"])
def test_whoever_may_not_approve_sends_nothing_back(
    people: Cast, answer: Answer, name: str
) -> None:
    with pytest.raises(NotYours):
        send_back(people, name, answer)
    assert not AnswerSentBack.objects.exists()


def test_nobody_sends_back_what_they_wrote_or_changed_last(people: Cast, answer: Answer) -> None:
    commands.edit_answer(
        actor=people.dawn,
        programme=people.programme,
        answer_ref=answer.ref,
        version=1,
        details=world.done("Six lights were mended on 14 June."),
    )
    answer.refresh_from_db()
    with pytest.raises(Refused, match="someone else must approve it"):
        send_back(people, "dawn", answer)
    assert not AnswerSentBack.objects.exists()


def test_an_approved_answer_is_not_sent_back(people: Cast, answer: Answer) -> None:
    commands.approve_answer(
        actor=people.dawn, programme=people.programme, answer_ref=answer.ref, version=1
    )
    answer.refresh_from_db()
    with pytest.raises(Refused):
        send_back(people, "dawn", answer)


def test_what_changed_since_it_was_read_is_not_sent_back(people: Cast, answer: Answer) -> None:
    with pytest.raises(EditedMeanwhile):
        send_back(people, "dawn", answer, version=answer.version - 1)


def test_a_sending_back_says_why(people: Cast, answer: Answer) -> None:
    with pytest.raises(Refused, match="Say what should be changed"):
        send_back(people, "dawn", answer, comment="  ")


def another_lead(people: Cast) -> User:
    user = User.objects.create_user(
        email="dele@harbour.example", name="Dele", agency=people.agencies["council"]
    )
    Membership.objects.create(
        user=user, scope=people.programme.scope, role="strategy_lead", until=IN_FORCE
    )
    return user


def test_the_author_is_told_who_can_approve_and_it_is_never_they(
    people: Cast, answer: Answer, client: Client
) -> None:
    assert "Dawn can approve it." in page_of(people, client, "bola", "answer", answer)
    user = another_lead(people)
    assert "Dawn and Dele can approve it." in page_of(people, client, "bola", "answer", answer)
    theirs = commands.draft_answer(
        actor=actor_of(user),
        programme=people.programme,
        theme=world.theme(people, "bins"),
        details=world.done(),
    )
    assert "Dawn can approve it." in page_of(people, client, "bola", "answer", theirs)


def test_whoever_may_enforce_is_not_named_as_someone_who_can_approve(
    people: Cast, answer: Answer, client: Client
) -> None:
    """R1, by agency."""
    user = another_lead(people)
    User.objects.filter(pk=user.pk).update(agency=people.agencies["homes"])
    assert "Dawn can approve it." in page_of(people, client, "bola", "answer", answer)


def test_the_approver_has_words_decision_and_plan_beside_the_draft_and_the_reading_is_recorded(
    people: Cast, client: Client
) -> None:
    excerpt = coded(people, confirmed(people, words_of_kit(people)), a_code(people))
    theme = Theme.objects.create(
        programme=people.programme, slug="stairs", statement="Light the stairs", kind="ask"
    )
    theme.codes.add(excerpt.codings.get().code)
    answer = commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=theme, details=world.done()
    )
    page = page_of(people, client, "dawn", "approve", answer)
    assert "What people said" in page
    assert page.count("sd-quote") == 1
    assert "What was decided, and the plan" in page
    assert Entry.objects.get(act="thread.read_passages").subjects.count() == 1
    type(excerpt).objects.update(is_quotable=False)
    page = page_of(people, client, "dawn", "approve", answer)
    assert "sd-quote" not in page
    assert "No passage here may be quoted to you." in page
