"""Names in front of words, as the transcripts of many programs write them."""

import pytest

from saidanddone.listening.labels import find_labels, guess_of, is_phrase, keys_of, name_in


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
        "Moderator (00:01): Who should pay?",  # Rev
        "Moderator: [00:00:01] Who should pay?",  # Sonix
        "Moderator [00:00:01] Who should pay?",  # Trint
        "[00:00:01.12] - Moderator",  # Happy Scribe
        "03/05/2026, 18:03 - Moderator: Who should pay?",  # WhatsApp
        "[5/3/26, 6:03:12 PM] Moderator: Who should pay?",
        "Moderator (2026-05-03 18:03): Who should pay?",  # Signal
        "<Moderator> Who should pay?",
        "> Moderator: Who should pay?",
        "\u2022 Moderator: Who should pay?",
        "12. Moderator: Who should pay?",
        "07  Moderator: Who should pay?",  # numbered lines
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
    ("lines", "expected"),
    [
        ("[Jo]: Dark.\n[Sue]: Cold.\n[Jo]: Yes.", ["[Jo]", "[Sue]", "[Jo]"]),
        ("[Interviewer] Why?\n(Participant) Cold.", ["[Interviewer]", "(Participant)"]),
        ("+44 7700 900123: Dark.\n+44 7700 900123: Cold.", ["+44 7700 900123"] * 2),
        ("#1: Dark.\n#2: Cold.\n#1: Yes.", ["#1", "#2", "#1"]),
        ("Q: Why?\n???: Dark.", ["Q", "???"]),
        ("I\tWhy?\nP1\tDark.\nJo\tYes.", ["I", "P1", ""]),
        ("Jo\tWhy?\nSue\tDark.\n" * 3, ["Jo", "Sue"] * 3 + [""]),
        ("Interviewer \u2013 Why?\nParticipant - Dark.", ["Interviewer", "Participant"]),
        ("INTERVIEWER. Why?\nDR. HILL. Dark.\nRESPONDENT. Yes.", ["INTERVIEWER", "", "RESPONDENT"]),
        ("Q1. Why?\nA1. Dark.", ["Q1", "A1"]),
        ("Q) Why?\nA) Dark.", ["Q", "A"]),
    ],
)
def test_names_stand_before_other_marks_too(lines: str, expected: list[str]) -> None:
    assert names(lines) == expected
    for line, label in zip(lines.split("\n"), find_labels(lines.split("\n")), strict=True):
        assert label is None or name_in(line[: label.end]) == label.name


@pytest.mark.parametrize(
    "text",
    [
        "I - I think so.\nPerson - well, one - said so.",
        "A. the bins\nB. the stairs\nP. Hill said so.",
        "Bins\tTuesday\nPaper\tFriday",
        "<Media omitted>\nWe went [00:01] home.\nat 10:30 - Home",
    ],
)
def test_marks_within_what_was_said_are_none(text: str) -> None:
    assert not any(names(text))


def test_a_name_stands_alone_under_the_time_or_over_it() -> None:
    """A table of times, speakers and words comes out so."""
    lines = ["0:01", "Dan (guest)", "Yes.", "0:02", "Sue", "No.", "0:03", "Sue", "Never."]
    times = {0, 3, 6}
    spoken = ["" if at in times else line for at, line in enumerate(lines)]
    labels = find_labels(spoken, times=times)
    assert [label.name for label in labels if label] == ["Dan (guest)", "Sue", "Sue"]
    labels = find_labels(["Dan", "", "Sue", "", "Sue", "", "So we go"], times={1, 3, 5})
    assert [label.name for label in labels if label] == ["Dan", "Sue", "Sue"]


def test_names_beside_times_are_met_where_there_are_other_labels_too() -> None:
    lines = ["", "Dan", "Yes.", "", "Sue", "No.", "", "Sue", "Never.", "Note 1: In May."]
    labels = find_labels(lines, times={0, 3, 6})
    assert [label.name for label in labels if label] == ["Dan", "Sue", "Sue", "Note 1"]


def test_names_under_their_words_are_no_labels_of_the_words_under_them() -> None:
    """A table of times, words and speakers: each name would be taken for the next row's."""
    rows = [
        "Why?",
        "Interviewer",
        "",
        "Dark.",
        "Dan",
        "",
        "Since when?",
        "Interviewer",
        "",
        "May.",
        "Dan",
    ]
    assert not any(find_labels(["", *rows], times={0, 3, 6, 9}))
    assert not any(find_labels(["", *rows, "", "Note 1: In May.", "Sue"], times={0, 3, 6, 9})[:12])


def test_short_answers_under_times_are_no_names() -> None:
    assert not any(find_labels(["", "Yes", "", "Once", "", "Well"], times={0, 2, 4}))


def test_numbered_questions_and_their_answers_are_two_voices() -> None:
    assert keys_of(["Q1", "A1", "Q2", "A2"]) == ["q", "a"] * 2
    assert (
        keys_of(["Question 1", "Answer 1", "Question 2", "Answer 2"]) == ["question", "answer"] * 2
    )


def test_numbered_people_who_answer_one_question_are_several() -> None:
    assert keys_of(["Q1", "A1", "A2", "Q2", "A1"]) == ["q", "a1", "a2", "q", "a1"]


def test_the_notes_of_a_document_are_one() -> None:
    assert keys_of(["Note 1", "Note 12", "Notes"]) == ["note", "note", "notes"]


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("INT", ("asks", 0)),
        ("Peer researcher 2", ("asks", 2)),
        ("P1", ("answers", 1)),
        ("Respondent", ("answers", 0)),
        ("Robin", ("", 0)),
        ("Resident A", ("", 0)),
        ("Facilitator (JS)", ("asks", 0)),
        ("P2 (F, 34)", ("answers", 2)),
        ("SPEAKER_01", ("someone", 1)),  # the program that parts voices knows no side
        ("Speaker 0", ("someone", 100)),  # and not the voice of speaker 1
        ("Note 1", ("someone", 1)),
    ],
)
def test_a_usual_word_says_who_asks_and_who_answers(name: str, guess: tuple[str, int]) -> None:
    assert guess_of(name) == guess


def test_several_words_without_a_speaker_are_a_phrase() -> None:
    assert is_phrase("I told them")
    assert not is_phrase("Resident A")
    assert not is_phrase("Robin")
    assert not is_phrase("Pat Finch")
    assert not is_phrase("Ms Finch, Flat 3")
