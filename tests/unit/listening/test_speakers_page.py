"""The page that asks who speaks, for whoever holds the words and nobody else."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.transcripts import commands as transcripts
from saidanddone.evidence.transcripts.models import Turn
from saidanddone.listening import commands, queries
from saidanddone.listening.inputs import ContributionInput, SpeakersInput
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import from_typed
from tests.people import Cast
from tests.unit.evidence.pages import previewed, shown_on
from tests.unit.listening.occasions import conversation, interview, kit
from tests.unit.listening.test_pages import signed_in, to

TALK = "Interviewer: What helps?\nRobin: Lights.\nRobin: A warden."


def word_document(text: str) -> SimpleUploadedFile:
    document, content = Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(content)
    return SimpleUploadedFile("talk.docx", content.getvalue())


def added(people: Cast, text: str = TALK) -> tuple[Client, Contribution, str]:
    """Amina adds what Kit said as a document; the page she is led to."""
    contributor, _ = kit(people)
    client = signed_in(people, "amina")
    response = client.post(
        to(people, "person_words", interview(people).ref, contributor.ref),
        {"once": new_token(), "manner": "verbatim", "document": word_document(text)},
    )
    return client, Contribution.objects.get(), response["Location"]


def test_whoever_adds_a_document_is_asked_who_speaks_in_it(people: Cast) -> None:
    client, contribution, led_to = added(people)
    assert led_to == to(people, "speakers", contribution.ref)
    page = client.get(led_to).content.decode()
    assert "“Robin”" in page
    assert "2 times: “Lights.” “A warden.”" in page


def test_what_she_answers_is_what_is_confirmed(people: Cast) -> None:
    client, _, led_to = added(people)
    answers = {"once": new_token(), "speaker_1": "asks", "speaker_2": "answers"}
    confirm_url = client.post(led_to, answers)["Location"]
    page = client.get(confirm_url).content.decode()
    assert "Change who speaks" in page
    assert '<b dir="auto">Robin</b> answers.' in page
    sent = {"once": new_token(), "also_hide": "", "shown": shown_on(page)}
    client.post(confirm_url, previewed(client.post(confirm_url, sent).content.decode()))
    assert list(Turn.objects.order_by("number").values_list("speaker", flat=True)) == [0, 1, 1]


def test_nothing_is_confirmed_before_it_is_said_who_speaks(people: Cast) -> None:
    client, contribution, led_to = added(people)
    confirm_url = reverse("evidence:confirm", args=[people.programme.slug, contribution.ref])
    assert client.get(confirm_url)["Location"] == led_to
    with pytest.raises(Refused, match="Say first who speaks"):
        transcripts.confirm(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            accepted=[],
        )


def test_a_name_left_open_is_asked_for_again(people: Cast) -> None:
    client, contribution, led_to = added(people)
    page = client.post(led_to, {"once": new_token(), "speaker_1": "asks"}).content.decode()
    assert "Say who “Robin” is" in page
    with pytest.raises(Refused, match="Say of every name who it is"):
        say(people, contribution, interviewer="asks")


def say(people: Cast, contribution: Contribution, who: str = "amina", **roles: str) -> None:
    commands.say_who_speaks(
        actor=getattr(people, who),
        programme=people.programme,
        contribution=contribution,
        details=SpeakersInput(roles=roles),
    )


def test_someone_who_was_asked_has_to_say_something(people: Cast) -> None:
    _, contribution, _ = added(people)
    with pytest.raises(Refused, match="Nobody who was asked says anything"):
        say(people, contribution, interviewer="asks", robin="asks")
    assert (
        queries.speakers_page(people.amina, people.programme, contribution.ref).speakers[1].role
        == ""
    )


def test_only_names_that_stand_there_are_given(people: Cast) -> None:
    _, contribution, _ = added(people)
    for wrong in ({"dan": "answers"}, {"robin": "police"}):
        with pytest.raises(Refused, match="not in these words"):
            say(people, contribution, **wrong)


@pytest.mark.parametrize("who", ["bola", "chidi", "grace", "harun", "sam"])
def test_nobody_else_reads_the_names_or_says_who_they_are(people: Cast, who: str) -> None:
    _, contribution, led_to = added(people)
    assert signed_in(people, who).get(led_to).status_code == 404
    with pytest.raises(NotYours):
        say(people, contribution, who, robin="answers", interviewer="asks")


def test_words_that_are_confirmed_or_taken_back_are_not_given_to_anyone_else(people: Cast) -> None:
    client, contribution, led_to = added(people)
    commands.withdraw_now(
        actor=people.amina, programme=people.programme, contributor=contribution.contributor
    )
    assert client.get(led_to).status_code == 404


def test_who_speaks_is_not_said_for_someone_who_asked_to_take_it_back(people: Cast) -> None:
    client, contribution, led_to = added(people)
    commands.ask_to_withdraw_by_code(contributor=contribution.contributor)
    assert client.get(led_to).status_code == 404
    with pytest.raises(NotYours):
        say(people, contribution, interviewer="asks", robin="answers")


def test_reading_and_changing_are_written_down_with_the_person(people: Cast) -> None:
    client, contribution, led_to = added(people)
    client.get(led_to)
    say(people, contribution, interviewer="asks", robin="answers")
    acts = ["listening.read_raw_words", "listening.say_who_speaks"]
    entries = Entry.objects.filter(act__in=acts).order_by("pk")
    assert [entry.act for entry in entries] == acts
    assert all(entry.subjects.count() == 1 for entry in entries)


def test_typed_words_with_usual_names_are_not_asked_about(people: Cast) -> None:
    contributor, _ = kit(people)
    engagement = interview(people)
    typed = {"once": new_token(), "manner": "verbatim", "words": "Q: What helps?\nA: Lights."}
    response = signed_in(people, "amina").post(
        to(people, "person_words", engagement.ref, contributor.ref), typed
    )
    assert response["Location"] == to(people, "occasion", engagement.ref)


def test_a_document_without_names_says_whose_words_it_is_taken_for(people: Cast) -> None:
    client, _, led_to = added(people, "It is dark behind the shops.")
    page = client.get(led_to).content.decode()
    assert "All of them count as what this person said" in " ".join(page.split())
    assert client.post(led_to, {"once": new_token()}).status_code == 302


def test_what_was_not_read_is_named(people: Cast) -> None:
    contributor, _ = kit(people)
    contribution = commands.capture(
        actor=people.amina,
        programme=people.programme,
        engagement=interview(people),
        contributor=contributor,
        details=ContributionInput(
            voice="person",
            source="file",
            passages=tuple(from_typed(TALK, "verbatim")),
            not_read="comments (2)",
        ),
    )
    page = signed_in(people, "amina").get(to(people, "speakers", contribution.ref))
    assert "Not read from the document: <bdi>comments (2)</bdi>" in page.content.decode()


def test_round_a_table_several_answer(people: Cast) -> None:
    client, typed = signed_in(people, "bola"), "Robin: Lights.\nDan: A warden.\nRobin: Yes."
    led_to = client.post(
        to(people, "group_words", conversation(people).ref, "table"),
        {"once": new_token(), "people": "7", "manner": "noted", "words": typed},
    )["Location"]
    client.post(led_to, {"once": new_token(), "speaker_1": "answers", "speaker_2": "answers"})
    [contribution] = Contribution.objects.all()
    spoken = queries.raw_passages(people.bola, contribution)
    assert [passage.speaker for passage in spoken] == [1, 2, 1]
