"""Every passage under a code or a theme on one page, in its turn."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding import queries
from saidanddone.evidence.coding.in_turns import BESIDE, MOST, turns_around
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.coding.queries import Codes, PassageShown
from saidanddone.evidence.transcripts.commands import cover_turn, revise, send_back
from saidanddone.evidence.transcripts.inputs import CoverInput, ReviseInput, SendBackInput
from saidanddone.evidence.transcripts.models import Transcript, Turn
from saidanddone.listening.commands import ask_to_withdraw_by_code, withdraw_now
from saidanddone.listening.models import Engagement
from tests.people import Cast, make_programme
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    suggested,
    words_of_a_table,
    words_of_kit,
)

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], Any]


def opened(people: Cast, code: Code, name: str = "chidi") -> list[PassageShown]:
    actor = getattr(people, name)
    listed = queries.passages_under(actor, people.programme, Codes(code, (code,), code.name))
    return queries.open_passages(actor, people.programme, listed, Codes(code, (code,), code.name))


def marked_words(passage: PassageShown) -> str:
    return "".join(piece.text for turn in passage.turns for piece in turn.pieces if piece.is_marked)


def test_a_passage_stands_in_its_turn_with_who_where_and_when(people: Cast) -> None:
    code = a_code(people)
    transcript = confirmed(people, words_of_kit(people))
    excerpt = coded(people, transcript, code)
    [passage] = opened(people, code)
    assert marked_words(passage) == STAIRS
    [turn] = passage.turns
    assert turn.number == 2
    assert "".join(piece.text for piece in turn.pieces).startswith("Honestly? ")
    assert (passage.ref, passage.transcript) == (excerpt.ref, transcript.ref)
    listed = passage.listed
    assert listed.community[1] == "Sex workers"
    assert (listed.kind, listed.held_on.day) == ("peer interview", 12)
    assert [name for _, name in listed.coders] == ["Chidi"]
    assert listed.number == transcript.contribution.number


def test_a_passage_over_two_turns_stands_in_both(people: Cast) -> None:
    code = a_code(people)
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, code, quote="ask for Roz.\nShe also spoke")
    [passage] = opened(people, code)
    assert [turn.number for turn in passage.turns] == [2, 3]
    assert marked_words(passage) == "ask for Roz.She also spoke"


def test_a_passage_is_listed_once_under_all_its_codes(people: Cast) -> None:
    codes = [a_code(people), a_code(people, "Stairs")]
    coded(people, confirmed(people, words_of_kit(people)), *codes)
    [listed] = queries.passages_under(
        people.chidi, people.programme, Codes(codes[0], tuple(codes), "both")
    )
    assert listed.codes == ("Lighting", "Stairs")


def withdrawn(people: Cast, transcript: Transcript) -> None:
    contributor = transcript.contribution.contributor
    assert contributor is not None
    withdraw_now(actor=people.amina, programme=people.programme, contributor=contributor)


def stopped(people: Cast, transcript: Transcript) -> None:
    contributor = transcript.contribution.contributor
    assert contributor is not None
    ask_to_withdraw_by_code(contributor=contributor)


def sent_back(people: Cast, transcript: Transcript) -> None:
    send_back(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=SendBackInput(number=2),
    )


def corrected(people: Cast, transcript: Transcript) -> None:
    revise(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=ReviseInput(replacements={"mend them": "fix them"}),
    )


def too_new(people: Cast, transcript: Transcript) -> None:
    Engagement.objects.filter(pk=transcript.contribution.engagement_id).update(
        held_on=clock.today()
    )


def rejected(people: Cast, transcript: Transcript) -> None:
    Coding.objects.filter(excerpt__transcript=transcript).update(state="rejected")


@pytest.mark.parametrize(
    "taken", [withdrawn, stopped, sent_back, corrected, too_new, rejected], ids=lambda f: f.__name__
)
def test_words_that_nobody_may_read_any_more_are_not_shown(
    people: Cast, taken: Callable[[Cast, Transcript], None]
) -> None:
    code = a_code(people)
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, code)
    listed = queries.passages_under(people.chidi, people.programme, Codes(code, (code,), code.name))
    assert len(listed) == 1
    taken(people, transcript)
    assert opened(people, code) == []
    # Nor is what was listed a moment before.
    assert (
        queries.open_passages(
            people.chidi, people.programme, listed, Codes(code, (code,), code.name)
        )
        == []
    )


def test_what_is_only_suggested_is_not_shown(people: Cast) -> None:
    code = a_code(people)
    confirmed(people, words_of_kit(people))
    suggested(people.chidi, people.programme, code, "stairs")
    assert opened(people, code) == []


def test_a_peer_reads_passages_of_words_they_captured_only(people: Cast) -> None:
    code = a_code(people)
    coded(people, confirmed(people, words_of_kit(people)), code)
    coded(people, confirmed(people, words_of_a_table(people)), code)
    assert len(opened(people, code)) == 2
    assert [passage.listed.community[1] for passage in opened(people, code, "amina")] == [
        "Sex workers"
    ]


@pytest.mark.parametrize("name", ["dawn", "grace", "harun", "iris", "sam"])
def test_who_reads_no_transcript_reads_no_passage(people: Cast, name: str) -> None:
    code = a_code(people)
    coded(people, confirmed(people, words_of_kit(people)), code)
    with pytest.raises(NotYours):
        opened(people, code, name)


def test_another_programmes_passages_are_not_here(people: Cast) -> None:
    code = a_code(people)
    coded(people, confirmed(people, words_of_kit(people)), code)
    other, *_ = make_programme("elsewhere")
    with pytest.raises(NotYours):
        queries.passages_under(people.chidi, other, Codes(code, (code,), code.name))


def test_a_page_of_passages_is_one_reading_of_everyone_on_it(people: Cast) -> None:
    code = a_code(people)
    for words in ("The lights on the stairs", "nobody ever comes"):
        coded(people, confirmed(people, words_of_kit(people)), code, quote=words)
    coded(people, confirmed(people, words_of_a_table(people)), code)
    before = Entry.objects.count()
    opened(people, code)
    entry = Entry.objects.last()
    assert entry is not None
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.count) == ("evidence.read_passages", 3)
    assert entry.about.endswith(code.ref)
    assert entry.subjects.count() == 2  # the table's words are nobody's alone


def test_distressing_words_are_covered(people: Cast) -> None:
    code = a_code(people)
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, code)
    cover_turn(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=CoverInput(number=2, is_sensitive=True),
    )
    [passage] = opened(people, code)
    assert passage.is_sensitive


@pytest.mark.parametrize("name", ["chidi", "amina", "bola"])
def test_the_codes_and_themes_pages_lead_to_their_passages(
    client: Client, people: Cast, name: str
) -> None:
    code = a_code(people)
    theme = a_theme(people, code)
    transcript = confirmed(people, words_of_kit(people))
    excerpt = coded(people, transcript, code)
    as_(client, people, name)
    for address in (at("passages_of_code", code.ref), at("passages_of_theme", theme.slug)):
        if name == "bola":  # who did not capture this, and reads every transcript
            assert f"Transcript {transcript.contribution.number}, turn 2" in read_page(
                client, address
            )
        page = read_page(client, address)
        assert f'<mark class="sd-passage">{STAIRS}</mark>' in page
        assert f"{at('read', transcript.ref)}#passage-{excerpt.ref}" in page
    assert at("passages_of_theme", theme.slug) in read_page(client, at("themes"))


def test_passages_are_narrowed_by_community_occasion_and_who_marked_them(
    client: Client, people: Cast
) -> None:
    code = a_code(people)
    coded(people, confirmed(people, words_of_kit(people)), code)
    coded(people, confirmed(people, words_of_a_table(people)), code)
    as_(client, people, "chidi")
    address = at("passages_of_code", code.ref)
    page = read_page(client, f"{address}?community={people.residents.ref}")
    assert "1 of 2 passages shown" in page
    assert "community conversation on" in page
    assert "peer interview on" not in page
    page = read_page(client, f"{address}?community=made-up")
    assert "2 passages." in page


def test_a_page_asks_as_much_for_many_passages_as_for_one(
    client: Client, people: Cast, django_assert_max_num_queries: AtMost
) -> None:
    code = a_code(people)
    for _ in range(4):
        coded(people, confirmed(people, words_of_kit(people)), code)
    as_(client, people, "chidi")
    with django_assert_max_num_queries(18):
        read_page(client, at("passages_of_code", code.ref))


def turn_of(words: str) -> Turn:
    return Turn(number=1, start=0, end=len(words), speaker=1)


def test_a_long_turn_is_cut_at_words_around_what_is_marked() -> None:
    words = "one two " * 200 + "MARKED" + " three four" * 200
    start = words.index("MARKED")
    [turn] = turns_around(words, [turn_of(words)], [(start, start + 6)])
    cut, before, marked, after, end = turn.pieces
    assert (cut.text, end.text) == ("…", "…")
    assert marked.text == "MARKED"
    assert marked.is_marked
    assert before.text.split()[0] in ("one", "two")
    assert len(before.text) <= BESIDE
    assert after.text.split()[-1] in ("three", "four")
    assert len(after.text) <= BESIDE


def test_a_very_long_passage_is_shown_without_its_middle() -> None:
    words = "word " * 2000
    [turn] = turns_around(words, [turn_of(words)], [(0, len(words))])
    assert sum(len(piece.text) for piece in turn.pieces) <= MOST + 10


def test_excerpts_on_one_page_are_those_of_the_code(people: Cast) -> None:
    code, other = a_code(people), a_code(people, "Stairs")
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, other)
    coded(people, transcript, code, quote="the bus stop")
    assert [marked_words(passage) for passage in opened(people, code)] == ["the bus stop"]
    assert Excerpt.objects.count() == 2
