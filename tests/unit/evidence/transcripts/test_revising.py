import pytest

from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.coding.commands import code_passage, remove_coding
from saidanddone.evidence.coding.inputs import PassageInput, RemoveCodingInput
from saidanddone.evidence.coding.queries import open_to_read
from saidanddone.evidence.transcripts.commands import revise
from saidanddone.evidence.transcripts.inputs import ReviseInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.passages import Passage
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.voices import STAIRS, a_code, coded, confirmed, words_of_kit

pytestmark = pytest.mark.django_db


def test_marked_passages_go_to_the_same_words_of_the_new_version(people: Cast) -> None:
    old = confirmed(people, words_of_kit(people))
    excerpt = coded(people, old, a_code(people))
    revised = revise(
        actor=people.amina,
        programme=people.programme,
        transcript=old,
        details=ReviseInput(replacements={"what would help": "tell me"}),
    )
    excerpt.refresh_from_db()
    words = key_ring_for([excerpt]).unseal(revised, "words")
    assert words.startswith("tell me?\n")
    assert words[excerpt.start : excerpt.end] == STAIRS
    assert key_ring_for([excerpt]).unseal(excerpt, "before") == "tell me?\nHonestly? "
    assert excerpt.transcript == revised
    assert list(Transcript.objects.values_list("revision", flat=True)) == [2]


def test_words_are_changed_however_they_are_spelled_and_the_rest_is_kept(people: Cast) -> None:
    words = "😀 André’s and Andre's, Andre\u0301’s and Andrea’s \ufb02at"  # noqa: RUF001
    passages = [Passage(1, "verbatim", False, words)]
    revised = revise(
        actor=people.amina,
        programme=people.programme,
        transcript=confirmed(people, words_of_kit(people, passages=passages)),
        details=ReviseInput(replacements={"andre's": "[name]"}),
    )
    left = key_ring_for([revised]).unseal(revised, "words")
    assert left == "😀 [name] and [name], [name] and Andrea’s \ufb02at"  # noqa: RUF001


def test_of_two_copies_of_a_quote_the_nearest_is_taken(people: Cast) -> None:
    passages = [
        Passage(1, "verbatim", False, text) for text in ("dark", "so", "dark", "Roz", "dark")
    ]
    old = confirmed(people, words_of_kit(people, passages=passages))
    excerpt = code_passage(
        actor=people.chidi,
        programme=people.programme,
        transcript=old,
        details=PassageInput(start=17, end=21, code_refs=[a_code(people).ref]),
    )
    revise(
        actor=people.amina,
        programme=people.programme,
        transcript=old,
        details=ReviseInput(replacements={"Roz": "[name]"}),
    )
    excerpt.refresh_from_db()
    assert (excerpt.start, excerpt.end) == (20, 24)


def test_a_passage_whose_words_changed_is_left_behind_and_let_go(people: Cast) -> None:
    old = confirmed(people, words_of_kit(people))
    code = a_code(people)
    excerpt = coded(people, old, code, quote="ask for Roz")
    revised = revise(
        actor=people.amina,
        programme=people.programme,
        transcript=old,
        details=ReviseInput(replacements={"Roz": "[name]"}),
    )
    excerpt.refresh_from_db()
    assert excerpt.transcript == old
    reading = open_to_read(people.amina, people.programme, revised.ref)
    assert [passage.quote for passage in reading.left_behind] == ["ask for Roz"]
    assert reading.marks == ()
    remove_coding(
        actor=people.amina,
        programme=people.programme,
        excerpt=excerpt,
        details=RemoveCodingInput(code_ref=code.ref),
    )
    assert list(Transcript.objects.all()) == [revised]


def test_only_whoever_captured_the_words_corrects_them(people: Cast) -> None:
    old = confirmed(people, words_of_kit(people))
    for actor in (people.chidi, people.bola, people.harun):
        with pytest.raises(NotYours):
            revise(
                actor=actor,
                programme=people.programme,
                transcript=old,
                details=ReviseInput(replacements={"Roz": "[name]"}),
            )


def test_words_that_are_nowhere_are_refused(people: Cast) -> None:
    old = confirmed(people, words_of_kit(people))
    with pytest.raises(Refused, match="not in the transcript"):
        revise(
            actor=people.amina,
            programme=people.programme,
            transcript=old,
            details=ReviseInput(replacements={"Rozalind": "[name]"}),
        )
