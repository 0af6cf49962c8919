"""Sentences with figures in them: where the notes stand and how they are numbered."""

import pytest

from saidanddone.publishing.case_study.document import NoteRef, Runs, Words
from saidanddone.publishing.case_study.pen import Pen
from saidanddone.publishing.content import KnownFigure


def known(name: str, value: float | None, in_words: str = "") -> KnownFigure:
    return KnownFigure(
        name=name,
        stage="Who took part",
        value=value,
        in_words=in_words or str(value),
        definition=f"What {name} counts",
        worked_out="counted",
        period="June 2026",
        source="a list",
        lower=None,
        upper=None,
        interval="Counted: no interval.",
        suppressed=value is None,
        protection="",
    )


@pytest.fixture
def pen() -> Pen:
    figures = [
        known("residents", 55, "about 55"),
        known("hubs", 1),
        known("events", 0),
        known("harmed", None, "too few to show"),
    ]
    return Pen({each.name: each for each in figures})


def flat(runs: Runs) -> str:
    return "".join(f"[{run.number}]" if isinstance(run, NoteRef) else run.text for run in runs)


def test_a_note_stands_after_the_next_stop(pen: Pen) -> None:
    said = pen.runs("In June [residents|resident|residents] took part, and [hubs] hub opened.")

    assert flat(said) == "In June about 55 residents took part,[1] and 1 hub opened.[2]"


def test_a_note_without_a_stop_stands_at_the_end(pen: Pen) -> None:
    assert flat(pen.runs("[hubs] hub")) == "1 hub[1]"


def test_a_figure_cited_twice_keeps_its_number_and_both_places_are_known(pen: Pen) -> None:
    pen.runs("[hubs] hub. [residents] came.")
    again = pen.runs("Still [hubs].")

    assert [run for run in again if isinstance(run, NoteRef)] == [NoteRef(1, 2)]
    assert [(note.number, note.figure, note.cited) for note in pen.notes()] == [
        (1, "hubs", 2),
        (2, "residents", 1),
    ]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("One: [hubs|hub|hubs]", "One: 1 hub[1]"),
        ("There were [events|event|events]", "There were no events[1]"),
        ("We know of [harmed|person|people]", "We know of some people[1]"),
        ("[harmed|person|people] told", "Some people told[1]"),
    ],
)
def test_a_count_agrees_with_its_noun_and_never_tells_a_hidden_number(
    pen: Pen, template: str, said: str
) -> None:
    assert flat(pen.runs(template)) == said


def test_words_from_records_are_never_read_as_a_template(pen: Pen) -> None:
    said = pen.runs("{*head} {said}", head="[hubs]", said="{residents} **loud** [events]")

    assert flat(said) == "[hubs] {residents} **loud** [events]"
    assert said[0] == Words("[hubs]", is_strong=True)
    assert pen.notes() == ()


def test_a_figure_that_is_not_there_is_a_mistake_of_ours(pen: Pen) -> None:
    with pytest.raises(KeyError):
        pen.runs("[nothing_like_it]")


def test_a_note_says_definition_period_interval_and_source(pen: Pen) -> None:
    pen.runs("[residents]")

    assert pen.notes()[0].text == (
        "What residents counts. June 2026. Counted: no interval. Source: a list."
    )
