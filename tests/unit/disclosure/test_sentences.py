"""Sentences with figures in them: where the notes stand and how they are numbered."""

import pytest

from saidanddone.disclosure.document import NoteRef, Runs, Words
from saidanddone.disclosure.figures import KnownFigure
from saidanddone.disclosure.sentences import FigureSentences


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
        interval="Counted, or worked out from counts: no margin of error (interval) is given.",
        suppressed=value is None,
        protection="",
    )


@pytest.fixture
def sentences() -> FigureSentences:
    figures = [
        known("residents", 55, "about 55"),
        known("hubs", 1),
        known("events", 0),
        known("harmed", None, "too few to show"),
    ]
    return FigureSentences({each.name: each for each in figures})


def flat(runs: Runs) -> str:
    return "".join(f"[{run.number}]" if isinstance(run, NoteRef) else run.text for run in runs)


def test_a_note_stands_after_the_next_stop(sentences: FigureSentences) -> None:
    said = sentences.runs(
        "In June [residents|resident|residents] took part, and [hubs] hub opened."
    )

    assert flat(said) == "In June about 55 residents took part,[1] and 1 hub opened.[2]"


def test_a_note_without_a_stop_stands_at_the_end(sentences: FigureSentences) -> None:
    assert flat(sentences.runs("[hubs] hub")) == "1 hub[1]"


def test_a_figure_cited_twice_keeps_its_number_and_both_places_are_known(
    sentences: FigureSentences,
) -> None:
    sentences.runs("[hubs] hub. [residents] came.")
    again = sentences.runs("Still [hubs].")

    assert [run for run in again if isinstance(run, NoteRef)] == [NoteRef(1, 2)]
    assert [(note.number, note.figure, note.cited) for note in sentences.notes()] == [
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
    sentences: FigureSentences, template: str, said: str
) -> None:
    assert flat(sentences.runs(template)) == said


def test_words_from_records_are_never_read_as_a_template(sentences: FigureSentences) -> None:
    said = sentences.runs("{*head} {said}", head="[hubs]", said="{residents} **loud** [events]")

    assert flat(said) == "[hubs] {residents} **loud** [events]"
    assert said[0] == Words("[hubs]", is_strong=True)
    assert sentences.notes() == ()


def test_a_figure_that_is_not_there_is_a_mistake_of_ours(sentences: FigureSentences) -> None:
    with pytest.raises(KeyError):
        sentences.runs("[nothing_like_it]")


def test_a_note_says_definition_period_interval_and_source(sentences: FigureSentences) -> None:
    sentences.runs("[residents]")

    assert sentences.notes()[0].text == (
        "What residents counts. June 2026. Counted, or worked out from counts: no margin of error (interval) is given. Source: a list."
    )
