"""Measuring counts what is covered, whoever covered it."""

import pytest

from saidanddone.evidence.transcripts.redaction import Hit, Kind, find_identifiers
from tests.labelled import Half, Passage, parse_marks, read_passages
from tests.labelled.measure import Measured, main, measure


def measured(marked: str, *words: str) -> Measured:
    text, identifiers = parse_marks(marked)
    starts = [(text.index(some), len(some)) for some in words]
    hits = [Hit(start, start + length, Kind.NAME, "test") for start, length in starts]
    return measure([Passage("p", "worker", text, identifiers)], lambda _: hits)


def extents(marked: str, *words: str) -> list[str]:
    return [mark.extent for mark in measured(marked, *words).marks]


def test_several_hits_together_find_an_identifier_and_marks_between_need_no_hit() -> None:
    assert extents("in [[address:flat 2, Larch Road]] now", "flat 2", "Larch", "Road") == ["found"]
    assert extents("in [[address:flat 2, Larch Road]] now", "Larch Road now") == ["partly"]
    assert extents("in [[address:flat 2, Larch Road]] now", "now") == ["missed"]


def test_a_title_may_be_left_before_a_name_and_nothing_else_may() -> None:
    assert extents("saw [[person:Mrs Okoro]] and [[person:Ada]]", "Okoro") == [
        "found but its title",
        "missed",
    ]
    both = measured("saw [[person:Mrs Okoro]] and [[person:Ada]]", "Okoro", "Ada")
    assert (both.recall, both.recall_with_titles) == (1.0, 0.5)
    assert extents("saw [[person:Mrs Okoro]]", "Mrs") == ["partly"]
    assert extents("[[street:Miss Lane]]", "Lane") == ["partly"]


def test_a_hit_is_false_where_nothing_is_marked() -> None:
    one_false = measured("in [[street:Larch Road]] with the lads", "Larch Road with", "lads")
    assert [hit.start for _, hit in one_false.false_hits] == [23]
    assert (one_false.precision, one_false.false_by_1000_words) == (0.5, pytest.approx(1000 / 6))


def test_the_half_for_developing_is_measured_with_the_rules_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["measure", "--rules-alone", "--misses"])
    main()
    printed = capsys.readouterr().out
    assert "recall" in printed
    assert "of 214 identifiers" in printed
    assert find_identifiers("nobody at all") == []


@pytest.mark.parametrize(("half", "least"), [("develop", 0.95), ("trial", 0.9)])
def test_most_of_what_the_rules_were_tried_on_is_still_found(half: Half, least: float) -> None:
    """By the rules alone. What was kept back is run by hand: docs/reference/what-is-found.md."""
    measured_again = measure(read_passages(half), find_identifiers)
    assert measured_again.recall >= least
    assert measured_again.precision >= 0.9
