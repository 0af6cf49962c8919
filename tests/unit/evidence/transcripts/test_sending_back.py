"""A name met later is sent back: nobody reads its turn until whoever captured the words settled it."""

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.commands import PassageToCode, code_passages
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.policies import may_be_quoted
from saidanddone.evidence.coding.queries import open_suggestions, open_to_read, waiting_suggestions
from saidanddone.evidence.coding.queries.passages import unsealed_quotes
from saidanddone.evidence.transcripts.commands import (
    hide_and_put_back,
    put_back,
    revise,
    send_back,
)
from saidanddone.evidence.transcripts.inputs import HideInput, ReviseInput, SendBackInput
from saidanddone.evidence.transcripts.models import SentBack, Transcript
from saidanddone.evidence.transcripts.queries import open_to_settle, sent_back_list
from saidanddone.evidence.transcripts.today import today_lines
from saidanddone.thread.queries.passages import passages_open_to
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import (
    KIT,
    STAIRS,
    a_code,
    coded,
    confirmed,
    suggested,
    words_of_kit,
)

pytestmark = pytest.mark.django_db

PAPERS = "quote_without_name_in_papers"
COVER = "Sent back: someone could be known from this. It is being checked."


def a_transcript(people: Cast) -> Transcript:
    return confirmed(people, words_of_kit(people))


def sent_back(people: Cast, transcript: Transcript, number: int = 2, by: str = "chidi") -> SentBack:
    return send_back(
        actor=getattr(people, by),
        programme=people.programme,
        transcript=transcript,
        details=SendBackInput(number=number),
    )


def hidden(people: Cast, transcript: Transcript, by: str = "amina", **what: object) -> Transcript:
    return hide_and_put_back(
        actor=getattr(people, by),
        programme=people.programme,
        transcript=transcript,
        details=HideInput(number=2, **what),
    )


def kept(people: Cast, transcript: Transcript, by: str = "amina") -> None:
    put_back(
        actor=getattr(people, by),
        programme=people.programme,
        transcript=transcript,
        details=SendBackInput(number=2),
    )


def test_its_words_are_shown_to_nobody_while_it_is_open(client: Client, people: Cast) -> None:
    transcript = a_transcript(people)
    coded(people, transcript, a_code(people))
    sent_back(people, transcript)
    for name in ("chidi", "amina"):
        reading = open_to_read(getattr(people, name), people.programme, transcript.ref)
        assert "Roz" not in reading.words
        assert len(reading.words) == transcript.length
        assert reading.marks == ()
        page = read_page(as_(client, people, name), at("read", transcript.ref))
        assert COVER in page
        assert "stairs have been out" not in page
        assert "What would help?" in page
    assert unsealed_quotes(Excerpt.objects.all()) == {}
    assert not passages_open_to(people.chidi, people.programme).exists()


def test_its_passages_are_not_quoted_while_it_is_open(people: Cast) -> None:
    transcript = a_transcript(people)
    coded(people, transcript, a_code(people))
    assert Excerpt.objects.filter(may_be_quoted(PAPERS)).exists()
    sent_back(people, transcript)
    assert not Excerpt.objects.filter(may_be_quoted(PAPERS)).exists()
    kept(people, transcript)
    assert Excerpt.objects.filter(may_be_quoted(PAPERS)).exists()
    assert STAIRS in unsealed_quotes(Excerpt.objects.all()).values()


def test_nothing_of_it_is_marked_suggested_or_found(people: Cast) -> None:
    transcript = a_transcript(people)
    code = a_code(people)
    suggested(people.chidi, people.programme, code, "stairs")
    sent_back(people, transcript)
    assert (
        open_suggestions(
            people.chidi,
            people.programme,
            list(waiting_suggestions(people.chidi, people.programme)),
        )
        == []
    )
    other = a_code(people, "Winter")
    assert suggested(people.chidi, people.programme, other, "winter").passages == 0
    with pytest.raises(Refused, match="was sent back"):
        code_passages(
            actor=people.chidi,
            programme=people.programme,
            passages=[PassageToCode(transcript, 0, transcript.length, (code,))],
        )


def test_words_are_hidden_in_a_new_revision_and_the_turn_is_put_back(people: Cast) -> None:
    transcript = a_transcript(people)
    coded(people, transcript, a_code(people))
    sent_back(people, transcript)
    words = key_ring_for([transcript]).unseal(transcript, "words")
    at_roz = words.index("Roz")
    revised = hidden(people, transcript, by_hand=f"{at_roz}-{at_roz + 2}", also_hide=("bus stop",))
    words = open_to_read(people.chidi, people.programme, revised.ref).words
    assert words.split("\n")[1:] == [
        f"{KIT[1].text.replace('Roz', '[hidden]')}",
        "She also spoke of the [hidden].",
    ]
    assert STAIRS in unsealed_quotes(Excerpt.objects.all()).values()
    assert Transcript.objects.get() == revised


def test_a_correction_meanwhile_does_not_put_it_back(people: Cast) -> None:
    transcript = a_transcript(people)
    sent_back(people, transcript)
    revised = revise(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=ReviseInput(replacements={"bus": "tram"}),
    )
    reading = open_to_read(people.chidi, people.programme, revised.ref)
    assert reading.sent_back == {2}
    assert "Roz" not in reading.words


def test_only_whoever_captured_the_words_settles_it(people: Cast) -> None:
    transcript = a_transcript(people)
    sent_back(people, transcript)
    for name in ("chidi", "bola", "dawn", "harun"):
        with pytest.raises((NotYours, Refused)):
            kept(people, transcript, by=name)
        with pytest.raises((NotYours, Refused)):
            hidden(people, transcript, by=name, also_hide=("Roz",))
        with pytest.raises(NotYours):
            open_to_settle(getattr(people, name), people.programme, transcript.ref, 2)
    assert SentBack.objects.get().state == "open"


def test_only_whoever_may_read_a_transcript_sends_it_back(people: Cast) -> None:
    transcript = a_transcript(people)
    for name in ("ed", "farah", "harun", "sam"):
        with pytest.raises(NotYours):
            sent_back(people, transcript, by=name)
    with pytest.raises(NotYours):
        sent_back(people, transcript, number=9)
    assert not SentBack.objects.exists()


def test_it_is_sent_back_once_and_settled_once(people: Cast) -> None:
    transcript = a_transcript(people)
    assert sent_back(people, transcript) == sent_back(people, transcript, by="amina")
    with pytest.raises(Refused, match="Choose or write"):
        hidden(people, transcript)
    with pytest.raises(Refused, match="not in this turn"):
        hidden(people, transcript, by_hand="0-4")
    kept(people, transcript)
    with pytest.raises(Refused, match="put back already"):
        kept(people, transcript)
    with pytest.raises(NotYours):
        put_back(
            actor=people.amina,
            programme=people.programme,
            transcript=transcript,
            details=SendBackInput(number=1),
        )


def test_whoever_captured_the_words_sees_it_today_and_the_sender_sees_it_settled(
    client: Client, people: Cast
) -> None:
    transcript = a_transcript(people)
    sent_back(people, transcript)
    [line] = [line for line in today_lines(people.amina) if "sent back" in line.text]
    assert line.text == "1 turn sent back to you: someone could be known from it"
    assert line.address == at("sent_back")
    assert not [line for line in today_lines(people.chidi) if "sent back" in line.text]
    page = read_page(as_(client, people, "amina"), at("sent_back"))
    settle = reverse("evidence:settle_turn", args=["harbour", transcript.ref, 2])
    assert settle in page
    page = read_page(client, settle)
    assert "ask for Roz." in page
    both = {"once": new_token(), "nothing": "on", "by_hand": "17-25"}
    assert "press the first button" in read_page(client, settle, **both)
    sent = {"once": new_token(), "nothing": "on"}
    assert client.post(settle, sent).url == at("sent_back")
    assert not [line for line in today_lines(people.amina) if "sent back" in line.text]
    rows = sent_back_list(people.chidi, people.programme)
    assert [(row.number, row.state) for row in rows.sent] == [(2, "nobody can be known from it")]
    assert rows.to_settle == ()
    assert "nobody can be known from it" in read_page(as_(client, people, "chidi"), at("sent_back"))


def test_a_reader_sends_a_turn_back_from_where_they_read_it(client: Client, people: Cast) -> None:
    transcript = a_transcript(people)
    as_(client, people, "chidi")
    address = reverse("evidence:send_back", args=["harbour", transcript.ref, 2])
    assert address in read_page(client, at("read", transcript.ref))
    assert "stairs" not in read_page(client, address)
    done = client.post(address, {"once": new_token()}, follow=True).content.decode()
    assert "Turn 2 is sent back. Nobody reads it until it is checked." in done
    assert COVER in done
    [subject] = Entry.objects.get(act="evidence.send_back").subjects.all()
    assert key_ring_for([transcript]).opens_alias(transcript.key_ref, bytes(subject.alias))
