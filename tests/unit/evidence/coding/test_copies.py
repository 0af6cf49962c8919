"""Copies of passages: what leaves, what is kept of it, and how it is called back."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import docx
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.hooks import today_lines
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.commands import Taken, call_back_copy, take_copy
from saidanddone.evidence.coding.commands import copies as taking
from saidanddone.evidence.coding.copy_files import NOT_FOR, CopiedWords, CopyOut, as_file
from saidanddone.evidence.coding.inputs import CopyInput
from saidanddone.evidence.coding.models import Code, CopiedPassage, Excerpt, PassagesGivenOut
from saidanddone.evidence.coding.policies import FEWEST_VOICES
from saidanddone.evidence.coding.queries import Codes, copies_of_passages
from saidanddone.evidence.transcripts.commands import send_back
from saidanddone.evidence.transcripts.inputs import SendBackInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import stop_quotes_by_code
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.passages import Passage
from saidanddone.releases.models import Release, ReleaseQuote
from tests.homes.visit import undone
from tests.people import Cast, make_programme
from tests.unit.evidence.coding.test_passages_under import stopped, too_new, withdrawn
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import a_code, coded, confirmed, words_of_a_table, words_of_kit

pytestmark = pytest.mark.django_db
NOT_PAPERS = [use for use in QUESTIONS if use != "quote_without_name_in_papers"]
FOR = CopyInput(given_to="health scrutiny committee", used_for="paper 4", ending="csv")


def words_of(number: int) -> str:
    return f"Voice {number} says the lamps are out."


def a_voice(people: Cast, code: Code, number: int, **more: Any) -> Transcript:
    said = [Passage(1, "verbatim", False, words_of(number))]
    transcript = confirmed(people, words_of_kit(people, passages=said, **more))
    coded(people, transcript, code, quote=words_of(number))
    return transcript


def voices(people: Cast, code: Code, many: int) -> list[Transcript]:
    return [a_voice(people, code, number) for number in range(many)]


def take(people: Cast, code: Code, name: str = "chidi", details: CopyInput = FOR) -> Taken:
    return take_copy(
        actor=getattr(people, name),
        programme=people.programme,
        under=Codes(code, (code,), code.name),
        details=details,
    )


def words_in(taken: Taken) -> set[str]:
    return {passage.words for passage in taken.out.passages}


def rests(people: Cast, transcript: Transcript) -> None:
    release = Release.objects.filter(programme=people.programme).first()
    release = release or Release.objects.create(
        programme=people.programme, number=1, content={}, drafted_by=people.users["chidi"]
    )
    excerpt = Excerpt.objects.get(transcript=transcript)
    ReleaseQuote.objects.create(release=release, excerpt=excerpt, theme_ref="x", rests=True)


def stops_quotes(people: Cast, transcript: Transcript) -> None:
    contributor = transcript.contribution.contributor
    assert contributor is not None
    stop_quotes_by_code(contributor=contributor)


def stays(people: Cast, transcript: Transcript) -> None:
    """Nothing happens."""


def sent_back(people: Cast, transcript: Transcript) -> None:
    send_back(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=SendBackInput(number=1),
    )


FATES = [withdrawn, stopped, stops_quotes, sent_back, too_new, rests]


def test_only_what_consent_allows_leaves_whatever_happened_to_the_others(people: Cast) -> None:
    code = a_code(people)
    transcripts = voices(people, code, 11)
    a_voice(people, code, 90, uses=NOT_PAPERS)
    coded(people, confirmed(people, words_of_a_table(people)), code)

    @settings(
        max_examples=8,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(st.sampled_from([stays, *FATES]), min_size=0, max_size=5))
    def holds(fates: list[Callable[[Cast, Transcript], None]]) -> None:
        allowed = {
            words_of(number)
            for number in range(11)
            if number >= len(fates) or fates[number] is stays
        }
        with undone():
            for transcript, fate in zip(transcripts, fates, strict=False):
                fate(people, transcript)
            if len(allowed) < FEWEST_VOICES:
                with pytest.raises(Refused):
                    take(people, code)
            else:
                words = words_in(take(people, code))
                assert words <= allowed
                assert len(words) >= FEWEST_VOICES

    holds()


@pytest.mark.parametrize("fate", FATES, ids=lambda fate: fate.__name__)
def test_words_that_may_not_leave_do_not(
    people: Cast, fate: Callable[[Cast, Transcript], None]
) -> None:
    code = a_code(people)
    transcripts = voices(people, code, FEWEST_VOICES)
    assert len(words_in(take(people, code))) == FEWEST_VOICES
    fate(people, transcripts[0])
    with pytest.raises(Refused, match="Fewer than 8"):
        take(people, code)


def test_who_did_not_agree_to_papers_and_a_tables_words_do_not_leave(people: Cast) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES - 1)
    a_voice(people, code, 90, uses=NOT_PAPERS)
    coded(people, confirmed(people, words_of_a_table(people)), code)
    with pytest.raises(Refused):
        take(people, code)


def test_no_name_that_people_are_called_leaves(people: Cast) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES - 1)
    said = [Passage(1, "verbatim", False, "They are scum.")]
    coded(
        people, confirmed(people, words_of_kit(people, passages=said)), code, quote="They are scum."
    )
    with pytest.raises(Refused):
        take(people, code)


def test_about_half_of_many_voices_leave_so_that_one_that_is_missing_tells_nothing(
    people: Cast,
) -> None:
    code = a_code(people)
    voices(people, code, 14)
    copies = [words_in(take(people, code)) for _ in range(5)]
    assert any(len(words) < 14 for words in copies)
    assert len(set(map(frozenset, copies))) > 1


def test_a_community_is_named_where_enough_of_it_speak(people: Cast) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    assert {passage.community for passage in take(people, code).out.passages} == {"Sex workers"}


def test_a_community_of_which_few_speak_is_not_named(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    a_voice(people, code, 90, by=people.bola, community=people.residents)
    monkeypatch.setattr(taking, "_drawn_by_lot", list)
    named = {passage.words: passage.community for passage in take(people, code).out.passages}
    assert named[words_of(0)] == "Sex workers"
    assert named[words_of(90)] == ""


@pytest.mark.parametrize("name", ["amina", "dawn", "grace", "harun", "iris", "sam"])
def test_who_may_not_take_a_copy_takes_none(people: Cast, name: str) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    with pytest.raises(NotYours):
        take(people, code, name)


def test_nothing_of_another_programme_leaves(people: Cast) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    other, *_ = make_programme("elsewhere")
    with pytest.raises(NotYours):
        take_copy(
            actor=people.chidi,
            programme=other,
            under=Codes(code, (code,), code.name),
            details=FOR,
        )


def test_a_copy_is_registered_and_recorded_with_whose_words_it_holds(people: Cast) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    taken = take(people, code)
    copy = PassagesGivenOut.objects.get()
    assert (copy.title, copy.given_to, copy.used_for) == (
        "Lighting",
        "health scrutiny committee",
        "paper 4",
    )
    assert copy.copied.count() == copy.passages == len(taken.out.passages) == FEWEST_VOICES
    entry = Entry.objects.last()
    assert entry is not None
    assert (entry.act, entry.count) == ("evidence.take_copy", FEWEST_VOICES)
    assert entry.subjects.count() == FEWEST_VOICES


def lines_of(people: Cast, name: str) -> list[str]:
    lines = [line for group in today_lines(actor=getattr(people, name)) for line in group]
    return [line.text for line in lines if "copy of passages" in line.text]


@pytest.mark.parametrize(
    "fate", [withdrawn, stopped, stops_quotes, sent_back], ids=lambda fate: fate.__name__
)
def test_a_copy_is_called_back_when_a_person_in_it_takes_words_back(
    people: Cast, fate: Callable[[Cast, Transcript], None]
) -> None:
    code = a_code(people)
    transcripts = voices(people, code, FEWEST_VOICES)
    take(people, code)
    assert lines_of(people, "grace") == []
    fate(people, transcripts[0])
    for name in ("grace", "dawn", "chidi", "bola"):
        assert lines_of(people, name) == [
            "1 copy of passages holds words that may be quoted no more: tell whoever has them to destroy them"
        ]
    for name in ("amina", "harun", "iris", "jo", "sam"):
        assert lines_of(people, name) == []
    [row] = copies_of_passages(people.grace, people.programme)
    assert row.must_be_called_back
    copy = PassagesGivenOut.objects.get()
    call_back_copy(actor=people.grace, programme=people.programme, copy=copy)
    assert lines_of(people, "grace") == []
    [row] = copies_of_passages(people.grace, people.programme)
    assert (row.must_be_called_back, row.called_back_by) == (False, "Grace")


def test_a_copy_without_their_words_is_left_alone(people: Cast) -> None:
    code, other = a_code(people), a_code(people, "Other")
    voices(people, code, FEWEST_VOICES)
    take(people, code)
    withdrawn(people, a_voice(people, other, 90))
    assert lines_of(people, "grace") == []


def test_what_withdrew_is_not_in_the_register(people: Cast) -> None:
    code = a_code(people)
    transcripts = voices(people, code, FEWEST_VOICES)
    take(people, code)
    withdrawn(people, transcripts[0])
    assert CopiedPassage.objects.count() == FEWEST_VOICES - 1


@pytest.mark.parametrize("name", ["amina", "harun", "iris", "jo", "sam"])
def test_who_may_not_keep_copies_says_nothing_of_them(people: Cast, name: str) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    copy = take(people, code).copy
    with pytest.raises(NotYours):
        call_back_copy(actor=getattr(people, name), programme=people.programme, copy=copy)
    with pytest.raises(NotYours):
        copies_of_passages(getattr(people, name), people.programme)


def test_another_programmes_copy_is_not_there(people: Cast) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    copy = take(people, code).copy
    other, *_ = make_programme("elsewhere")
    with pytest.raises(NotYours):
        call_back_copy(actor=people.grace, programme=other, copy=copy)


OUT = CopyOut(
    "Lighting",
    "a committee",
    "a paper",
    date(2026, 12, 3),
    (CopiedWords("=1+1 they said", "Residents"), CopiedWords("Two\u202e words", "")),
)


def test_a_table_runs_nothing_and_carries_what_it_may_not_be_used_for() -> None:
    rows = list(csv.reader(io.StringIO(as_file(OUT, "csv").decode("utf-8-sig"))))
    assert [NOT_FOR] in rows
    assert rows[-2:] == [
        ["Lighting", "Residents", "'=1+1 they said"],
        ["Lighting", "", "Two words"],
    ]


def test_a_word_file_carries_what_it_may_not_be_used_for_and_no_author() -> None:
    file = docx.Document(io.BytesIO(as_file(OUT, "docx")))
    texts = [paragraph.text for paragraph in file.paragraphs]
    assert NOT_FOR in texts
    assert "For a committee. What for: a paper. Taken on 3 December 2026." in texts
    assert texts[-3:] == ["=1+1 they said", "Residents", "Two words"]
    assert file.core_properties.author == ""


@pytest.mark.parametrize("ending", ["csv", "docx"])
def test_an_analyst_takes_a_copy_from_the_page(client: Client, people: Cast, ending: str) -> None:
    code = a_code(people)
    voices(people, code, FEWEST_VOICES)
    as_(client, people, "chidi")
    assert at("copy_of_code", code.ref) in read_page(client, at("passages_of_code", code.ref))
    sent = {"given_to": "a committee", "used_for": "a paper", "ending": ending}
    response = client.post(at("copy_of_code", code.ref), sent)
    copy = PassagesGivenOut.objects.get()
    assert f'filename="passages-{copy.ref}.{ending}"' in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
    assert "a committee" in read_page(client, at("copies"))
    page = read_page(client, at("copy_of_code", code.ref), ending=ending)
    assert "There is a problem" in page
    assert PassagesGivenOut.objects.count() == 1


def test_few_voices_are_refused_on_the_page(client: Client, people: Cast) -> None:
    code = a_code(people)
    voices(people, code, 2)
    as_(client, people, "chidi")
    sent = {"given_to": "a committee", "used_for": "a paper", "ending": "csv"}
    assert "Fewer than 8 people" in read_page(client, at("copy_of_code", code.ref), **sent)
    assert not PassagesGivenOut.objects.exists()


def test_the_data_protection_officer_calls_a_copy_back(client: Client, people: Cast) -> None:
    code = a_code(people)
    transcripts = voices(people, code, FEWEST_VOICES)
    copy = take(people, code).copy
    withdrawn(people, transcripts[0])
    as_(client, people, "grace")
    assert "Must be destroyed." in read_page(client, at("copies"))
    assert at("copies") in read_page(client, "/programmes/harbour/people/")
    assert client.post(at("call_back", copy.ref), {"once": new_token()}).status_code == 302
    assert "Told to destroy it" in read_page(client, at("copies"))


def test_the_codebook_leaves_as_a_table_without_counts(client: Client, people: Cast) -> None:
    code = a_code(people, "=Lighting")
    a_code(people, "Stairs", parent=code)
    a_voice(people, code, 1)
    as_(client, people, "amina")
    rows = list(
        csv.reader(io.StringIO(client.get(at("codebook_table")).content.decode("utf-8-sig")))
    )
    assert rows[0] == [NOT_FOR]
    assert rows[2][:2] == ["'=Lighting", ""]
    assert rows[3][:2] == ["Stairs", "'=Lighting"]
    assert all(len(row) == 6 for row in rows[1:])
