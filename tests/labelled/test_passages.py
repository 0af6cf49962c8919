"""The labelled passages are whole and balanced. What fails names a passage, never its words."""

import re
from collections import Counter
from pathlib import Path

import pytest

import saidanddone
from tests.labelled import KINDS, SPEAKERS, Half, Identifier, Passage, parse_marks, read_passages

HALVES: dict[Half, list[Passage]] = {
    "develop": read_passages("develop"),
    "trial": read_passages("trial"),
    "measure": read_passages("measure"),
    "measure-2": read_passages("measure-2"),
}
PASSAGES = [passage for passages in HALVES.values() for passage in passages]
GUIDE = Path(saidanddone.__file__).parents[2] / "docs" / "reference" / "labelling.md"


def kinds_of(half: Half) -> Counter[str]:
    return Counter(
        identifier.kind for passage in HALVES[half] for identifier in passage.identifiers
    )


def is_word(text: str) -> bool:
    return bool(text) and text.isalnum()


def lies_on_word_borders(text: str, identifier: Identifier) -> bool:
    start, end = identifier.start, identifier.end
    marked = text[start:end]
    breaks_first = is_word(text[start - 1 : start]) and is_word(marked[:1])
    breaks_last = is_word(text[end : end + 1]) and is_word(marked[-1:])
    return marked == marked.strip() != "" and not breaks_first and not breaks_last


def test_a_mark_becomes_a_span_in_code_points() -> None:
    text, identifiers = parse_marks("𝄞 with [[person:Олена]], of [[street:Larch Road]].")
    assert text == "𝄞 with Олена, of Larch Road."
    assert identifiers == (Identifier(7, 12, "person"), Identifier(17, 27, "street"))


def test_a_span_inside_a_word_would_be_refused() -> None:
    assert not lies_on_word_borders("Shanice's", Identifier(0, 5, "person"))
    assert lies_on_word_borders("Shanice's", Identifier(0, 7, "person"))


def test_no_mark_is_left_in_the_text() -> None:
    assert [passage.id for passage in PASSAGES if re.search(r"\[\[|\]\]|^=", passage.text)] == []


def test_every_span_lies_on_word_borders() -> None:
    broken = [
        passage.id
        for passage in PASSAGES
        for identifier in passage.identifiers
        if not lies_on_word_borders(passage.text, identifier)
    ]
    assert broken == []


def test_no_span_begins_with_an_article() -> None:
    broken = [
        passage.id
        for passage in PASSAGES
        for identifier in passage.identifiers
        if passage.text[identifier.start : identifier.end].lower().startswith("the ")
    ]
    assert broken == []


def test_every_passage_is_its_own_and_of_a_length_to_read() -> None:
    assert len({passage.id for passage in PASSAGES}) == len(PASSAGES) >= 60
    assert [p.id for p in PASSAGES if not 40 <= len(p.text.split()) <= 150] == []
    assert {passage.speaker for passage in PASSAGES} == SPEAKERS


def test_both_halves_hold_every_kind_about_equally() -> None:
    develop, measure = kinds_of("develop"), kinds_of("measure")
    assert develop.keys() == measure.keys() == KINDS
    assert {kind for kind in KINDS if abs(develop[kind] - measure[kind]) > 3} == set()
    assert {kind for kind in KINDS if develop[kind] + measure[kind] < 12} == set()


def test_the_trial_holds_every_kind_and_many_near_misses() -> None:
    trial = kinds_of("trial")
    assert trial.keys() == KINDS
    assert {kind for kind in KINDS if trial[kind] < 6} == set()
    assert trial.total() >= 260
    assert sum(not passage.identifiers for passage in HALVES["trial"]) >= 12


def test_the_second_half_for_measuring_holds_every_kind() -> None:
    second = kinds_of("measure-2")
    assert second.keys() == KINDS
    assert {kind for kind in KINDS if second[kind] < 5} == set()
    assert second.total() >= 200


@pytest.mark.parametrize("half", HALVES)
def test_some_passages_hold_no_identifier(half: Half) -> None:
    assert sum(not passage.identifiers for passage in HALVES[half]) >= 6


def test_the_guide_tells_every_kind() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(KINDS)
