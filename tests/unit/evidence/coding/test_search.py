"""Looking for words through confirmed transcripts."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.coding.queries import WordsMet, look_for
from saidanddone.evidence.coding.queries import search as searching
from saidanddone.evidence.transcripts.commands import cover_turn
from saidanddone.evidence.transcripts.inputs import CoverInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.passages import Passage
from saidanddone.vault.sealing import KeyRing
from tests.people import Cast, make_programme
from tests.unit.evidence.coding.test_passages_under import sent_back, stopped, too_new, withdrawn
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import confirmed, words_of_a_table, words_of_kit

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], Any]


def look(people: Cast, words: str, name: str = "chidi", **more: Any) -> WordsMet:
    return look_for(getattr(people, name), people.programme, words, **more)


def marked(met: WordsMet) -> list[str]:
    return [piece.text for row in met.turns for piece in row.turn.pieces if piece.is_marked]


@pytest.mark.parametrize("sought", ["the lights", "THE  LIGHTS", "thé lights"])
def test_words_are_met_whole_and_however_they_are_spelled(people: Cast, sought: str) -> None:
    transcript = confirmed(people, words_of_kit(people))
    met = look(people, sought)
    assert marked(met) == ["The lights"]
    [row] = met.turns
    assert (row.transcript, row.turn.number) == (transcript.ref, 2)
    assert (row.number, row.community) == (transcript.contribution.number, "Sex workers")
    assert "on the stairs" in row.turn.pieces[-1].text
    assert look(people, "light").turns == ()


def test_a_turn_is_shown_once_with_every_place(people: Cast) -> None:
    said = Passage(1, "verbatim", False, "Lamps and more lamps. No lamps!")
    confirmed(people, words_of_kit(people, passages=[said]))
    met = look(people, "lamps")
    assert len(met.turns) == 1
    assert marked(met) == ["Lamps", "lamps", "lamps"]


def test_words_over_two_turns_are_nobodys(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    assert look(people, "help honestly").turns == ()


@pytest.mark.parametrize(
    "taken", [withdrawn, stopped, sent_back, too_new], ids=lambda f: f.__name__
)
def test_words_that_nobody_may_read_any_more_are_not_met(
    people: Cast, taken: Callable[[Cast, Transcript], None]
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    assert len(look(people, "stairs").turns) == 1
    taken(people, transcript)
    assert look(people, "stairs").turns == ()


def test_what_goes_between_looking_and_showing_is_not_shown(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    through = searching._look_through

    def and_stop(*args: Any) -> Any:
        looked = through(*args)
        stopped(people, transcript)
        return looked

    monkeypatch.setattr(searching, "_look_through", and_stop)
    assert look(people, "stairs").turns == ()


def test_a_peer_looks_through_words_they_captured(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    confirmed(people, words_of_a_table(people))
    assert len(look(people, "stairs").turns) == 2
    met = look(people, "stairs", "amina")
    assert [row.community for row in met.turns] == ["Sex workers"]
    assert met.transcripts == 1


@pytest.mark.parametrize("name", ["dawn", "grace", "harun", "iris", "sam"])
def test_who_reads_no_transcript_looks_through_none(people: Cast, name: str) -> None:
    confirmed(people, words_of_kit(people))
    with pytest.raises(NotYours):
        look(people, "stairs", name)


def test_another_programme_is_not_looked_through(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    other, *_ = make_programme("elsewhere")
    with pytest.raises(NotYours):
        look_for(people.chidi, other, "stairs")


def test_one_community_can_be_looked_through(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    confirmed(people, words_of_a_table(people))
    met = look(people, "stairs", community_ref=people.residents.ref)
    assert [row.community for row in met.turns] == ["Residents"]


def test_a_search_is_recorded_with_those_whose_words_are_shown(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    confirmed(people, words_of_kit(people, passages=[Passage(1, "verbatim", False, "No.")]))
    look(people, "stairs")
    entry = Entry.objects.last()
    assert entry is not None
    assert (entry.act, entry.count, entry.subjects.count()) == ("evidence.search_transcripts", 1, 1)
    look(people, "zebra")
    entry = Entry.objects.last()
    assert entry is not None
    assert (entry.act, entry.subjects.count()) == ("evidence.search_transcripts", 0)


def test_what_is_looked_for_is_kept_nowhere(client: Client, people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    as_(client, people, "chidi")
    with CaptureQueriesContext(connection) as asked:
        page = read_page(client, at("search"), words="roz")
    assert '<mark class="sd-passage">Roz</mark>' in page
    assert not any("roz" in query["sql"].lower() for query in asked)
    assert "roz" not in str(dict(client.session)).lower()
    assert client.post(at("search"), {"words": "roz"})["Cache-Control"] == "no-store"


@pytest.mark.parametrize("words", ["", "a", " . "])
def test_too_few_letters_are_refused(people: Cast, words: str) -> None:
    with pytest.raises(Refused):
        look(people, words)


def test_the_page_says_that_nothing_was_met(client: Client, people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    page = read_page(as_(client, people, "chidi"), at("search"), words="zebra")
    assert "The words stand nowhere" in page
    assert "1 transcript was looked through" in page
    assert "at least two letters" in read_page(client, at("search"), words="z")


def test_after_its_time_no_more_is_opened_and_the_page_says_so(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        confirmed(people, words_of_kit(people))
    monkeypatch.setattr(searching, "AT_ONCE", 1)
    monkeypatch.setattr(KeyRing, "unseal", lambda *_: "")
    met = look(people, "stairs", seconds=-1)
    assert (met.looked_through, met.transcripts, met.stopped_early) == (0, 3, True)


def test_no_more_turns_are_shown_than_anyone_reads(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_SHOWN", 2)
    for _ in range(3):
        confirmed(people, words_of_kit(people))
    met = look(people, "stairs")
    assert (len(met.turns), met.has_more, met.stopped_early) == (2, True, False)


def test_distressing_turns_are_covered(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    cover_turn(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=CoverInput(number=2, is_sensitive=True),
    )
    page = read_page(as_(client, people, "chidi"), at("search"), words="stairs")
    assert "A passage marked as distressing to read" in page


def test_a_search_asks_as_much_for_many_as_for_one(
    client: Client, people: Cast, django_assert_max_num_queries: AtMost
) -> None:
    for _ in range(4):
        confirmed(people, words_of_kit(people))
    as_(client, people, "chidi")
    with django_assert_max_num_queries(19):
        read_page(client, at("search"), words="stairs")
