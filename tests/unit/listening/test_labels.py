"""Names in front of words, as the transcripts of many programs write them."""

import pytest

from saidanddone.listening.labels import find_labels, guess_of, is_phrase, name_in


def names(text: str) -> list[str]:
    return [label.name if label else "" for label in find_labels(text.split("\n"))]


@pytest.mark.parametrize(
    "line",
    [
        "Moderator: Who should pay?",
        "moderator : Who should pay?",
        "**Moderator:** Who should pay?",
        "[00:01] Moderator: Who should pay?",
        "00:01:02 - Moderator: Who should pay?",
        "Moderator\uff1a Who should pay?",  # as it is typed in Chinese
        "<v Moderator>Who should pay?",
        "Moderator  0:01",
    ],
)
def test_a_name_is_met_in_whatever_marks_it_stands(line: str) -> None:
    [label] = find_labels([line])
    assert label is not None
    assert label.key == "moderator"
    assert line[label.end :] == ("Who should pay?" if "pay" in line else "")
    assert name_in(line[: label.end]).casefold() == "moderator"


def test_names_that_come_again_are_labels() -> None:
    assert names("Robin: Yes.\nDan: No.\nRobin: Well.") == ["Robin", "Dan", "Robin"]


def test_a_colon_in_a_talk_without_labels_is_none() -> None:
    assert names("Price: ten pounds.\nI told them: no.") == ["", ""]


def test_a_long_sentence_a_time_and_an_address_are_no_labels() -> None:
    lines = "Q: When?\nand then she said to all of us: no\nat 10:30\nhttps://example.org"
    assert names(lines) == ["Q", "", "", ""]


def test_a_description_belongs_to_the_name() -> None:
    lines = "Resident 1 (female, 40s): Dark.\nResident 2 (male): Cold.\nQ: Why?"
    assert names(lines) == ["Resident 1 (female, 40s)", "Resident 2 (male)", "Q"]


def test_a_table_of_two_columns_has_its_names_on_lines_of_their_own() -> None:
    assert names("Interviewer\nWhat helps?\nParticipant\nLights.") == [
        "Interviewer",
        "",
        "Participant",
        "",
    ]


def test_names_alone_on_lines_are_met_where_they_come_again_and_again() -> None:
    lines = "Dan\nI think so\n\nSue\nReally?\n\nDan\nOf course\n\nSue\nI see\nDan\nSo\nSue\nGood"
    assert [name for name in names(lines) if name] == ["Dan", "Sue"] * 3


def test_one_usual_word_alone_on_a_line_is_what_was_said() -> None:
    assert names("Which person was it?\nResident\nI do not know.") == ["", "", ""]


def test_marks_of_other_programs_are_met() -> None:
    assert names("[id1] hello\n[id2] yes [laughs]\n[laughs] ok\n[id1] bye") == [
        "[id1]",
        "[id2]",
        "",
        "[id1]",
    ]


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("INT", ("asks", 0)),
        ("Peer researcher 2", ("asks", 2)),
        ("P1", ("answers", 1)),
        ("Respondent", ("answers", 0)),
        ("Robin", ("", 0)),
        ("Resident A", ("", 0)),
    ],
)
def test_a_usual_word_says_who_asks_and_who_answers(name: str, guess: tuple[str, int]) -> None:
    assert guess_of(name) == guess


def test_several_words_without_a_speaker_are_a_phrase() -> None:
    assert is_phrase("I told them")
    assert not is_phrase("Resident A")
    assert not is_phrase("Robin")
