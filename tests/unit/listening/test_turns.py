"""Tables of speaker turns become interviews, or a sentence that names the row or column."""

import csv
import gzip
import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from saidanddone.base.tables import TableRefused
from saidanddone.listening.inputs import TurnColumns
from saidanddone.listening.turns import (
    InterviewTurns,
    Turn,
    column_names,
    people_named,
    read_turns,
)

COLUMNS = TurnColumns(
    community="Group",
    interview="Interview",
    speaker="Speaker",
    text="Text",
    interviewer="Role",
    interviewer_values=["asks"],
)
HEADER = ["Group", "Interview", "Speaker", "Text", "Role"]
SPOKEN = "Marigold"  # stands for a person's words: no refusal may repeat it


def table(*rows: list[str], header: list[str] = HEADER, delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue().encode()


ASKED = ["Residents", "Talk 1", "Interviewer", "How is it here?", "asks"]
ANSWERED = ["Residents", "Talk 1", "Interviewee", "Dark.", "answers"]


def refusal(content: bytes, columns: TurnColumns = COLUMNS) -> str:
    with pytest.raises(TableRefused) as caught:
        read_turns(content, columns)
    assert SPOKEN not in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    return caught.value.sentence


def test_rows_become_interviews_in_the_order_of_their_first_rows() -> None:
    other = ["Workers", "Talk 1", "Interviewee", "Quiet.", "answers"]
    interviews = read_turns(table(ASKED, other, ANSWERED), COLUMNS)
    assert interviews == [
        InterviewTurns(
            "Residents",
            "Talk 1",
            (Turn("Interviewer", True, "How is it here?"), Turn("Interviewee", False, "Dark.")),
            interviewees=1,
        ),
        InterviewTurns("Workers", "Talk 1", (Turn("Interviewee", False, "Quiet."),), 1),
    ]


def test_spaces_around_labels_and_the_case_of_the_role_do_not_matter() -> None:
    untidy = [" Residents ", "Talk  1\u00a0", " Interviewee ", " Dark.\u00a0", " ANSWERS "]
    asked = ["Residents", "Talk 1 ", "Interviewer", "How?", " Asks "]
    (interview,) = read_turns(table(asked, untidy), COLUMNS)
    assert (interview.community, interview.label) == ("Residents", "Talk 1")
    assert interview.turns[1] == Turn("Interviewee", False, "Dark.")
    assert interview.turns[0].is_interviewer


def test_a_turn_with_no_text_is_kept_and_an_empty_row_is_passed_over() -> None:
    silent = [*ANSWERED[:3], "", "answers"]
    content = table(ASKED, silent, ["", "", "", "", ""], [], ANSWERED)
    (interview,) = read_turns(content, COLUMNS)
    assert [turn.text for turn in interview.turns] == ["How is it here?", "", "Dark."]


def test_text_may_hold_commas_quotation_marks_and_line_breaks() -> None:
    words = 'Well, "lights",\r\nthey say.'
    (interview,) = read_turns(table(ASKED, [*ANSWERED[:3], words, "answers"]), COLUMNS)
    assert interview.turns[1].text == 'Well, "lights",\nthey say.'


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_tables_are_read_as_different_programs_save_them(
    delimiter: str, encoding: str, packed: bool
) -> None:
    content = table(ASKED, ANSWERED, delimiter=delimiter).decode().encode(encoding)
    content = gzip.compress(content) if packed else content
    assert column_names(content) == HEADER
    assert len(read_turns(content, COLUMNS)[0].turns) == 2


SURVEY = TurnColumns(
    community="Your street?",
    interview="Response ID",
    speaker="",
    text="What first?",
    other_texts=["Q3 Other"],
    interviewer="",
    interviewer_values=[],
)


def test_the_rows_of_names_that_qualtrics_writes_are_no_people() -> None:
    content = table(
        ["Response ID", "Your street?", "What first?", "Other", "Other"],
        [
            '{"ImportId":"_recordId"}',
            *(f'{{"ImportId":"QID{number}_TEXT"}}' for number in range(4)),
        ],
        ["R_1", "Mill Row", "A gate.", "", "And a bell."],
        header=["ResponseId", "Q1", "Q2", "Q2_6_TEXT", "Q3"],
    )
    assert column_names(content) == [
        "Response ID", "Your street?", "What first?", "Q2_6_TEXT Other", "Q3 Other",
    ]  # fmt: skip
    (reply,) = read_turns(content, SURVEY)
    assert (reply.community, reply.label) == ("Mill Row", "R_1")
    assert [turn.text for turn in reply.turns] == [
        "What first?", "A gate.", "Q3 Other", "And a bell.",
    ]  # fmt: skip


def test_a_row_is_a_reply_where_only_one_box_looks_like_a_name_of_a_survey_program() -> None:
    content = table(
        ["1", "Mill Row", "A gate.", ""],
        ["2", "Mill Row", '{"ImportId":"QID1"}', ""],
        header=["Response ID", "Your street?", "What first?", "Q3 Other"],
    )
    assert len(read_turns(content, SURVEY)) == 2


# ---- How many people answer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "people"),
    [
        (["Interviewee"], 1),
        (["Interviewee", "Interviewee ", " interviewee.", "INTERVIEWEE:"], 1),
        (["Interviewee 1", "Interviewee 1 ", "Interviewee  1"], 1),
        (["Interviewee 1", "Interviewee"], 1),
        (["Interviewee 1", "Interviewee 2", "Interviewee"], 2),
        (["Participant", "Participant 2"], 2),
        (["Participant", "Participant B"], 2),
        (["Participant A", "Participant"], 1),
        (["Participant", "Participant 2", "Participant 3"], 3),
        (["Participant 01", "Participant 1"], 1),
        (["Участник", "участник 2"], 2),
        (["Interviewee 1 & Interviewee 2"], 2),
        (["Interviewee 1 and/or Interviewee 2", "Interviewee 1"], 2),
        (["Interviewee 1 or Interviewee 2 or Interviewee 3"], 3),
        (["Interviewee 1 and 2"], 2),
        (["Interviewee 1/2", "Interviewee 3"], 3),
        (["P1", "P2", "P10"], 3),
        (["Participant A", "Participant B"], 2),
        (["Ada", "Bea"], 2),
        (["Ada and Bea"], 2),
        (["Sandra", "Andor"], 2),
        ([""], 0),
        (["", "Ada"], 1),
        ([], 0),
    ],
)
def test_people_are_counted_by_what_speaker_labels_name(labels: list[str], people: int) -> None:
    assert people_named(labels) == people


def test_several_who_answer_speak_as_a_table_and_interviewers_do_not_count() -> None:
    second = [*ASKED[:2], "Interviewer 2", "And?", "asks"]
    alone = read_turns(table(ASKED, second, ANSWERED), COLUMNS)
    assert [(i.interviewees, i.voice) for i in alone] == [(1, "person")]
    guest = [*ANSWERED[:2], "Neighbour", "Very.", "answers"]
    together = read_turns(table(ASKED, ANSWERED, guest), COLUMNS)
    assert [(i.interviewees, i.voice) for i in together] == [(2, "table")]


def test_several_interviewers_can_be_named() -> None:
    asked = [["Residents", "Talk 1", "A", "How?", f"Interviewer {n}"] for n in (1, 2)]
    columns = replace(COLUMNS, interviewer_values=["interviewer 1", " Interviewer  2 "])
    (interview,) = read_turns(table(*asked, ANSWERED), columns)
    assert [turn.is_interviewer for turn in interview.turns] == [True, True, False]
    assert interview.voice == "person"


def test_a_group_in_two_cases_is_one_group_as_it_is_first_written() -> None:
    again = ["residents", *ANSWERED[1:]]
    (interview,) = read_turns(table(ASKED, again), COLUMNS)
    assert (interview.community, len(interview.turns)) == ("Residents", 2)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["Residents.", *ANSWERED[1:]], "differ only by a dash, a full stop"),
        (["Residents", "TALK 1", *ANSWERED[2:]], "differ only by capital letters"),
    ],
)
def test_labels_that_hardly_differ_are_asked_about(row: list[str], sentence: str) -> None:
    assert refusal(table(ASKED, row)).startswith(f"Rows 2 and 3 {sentence}")


def test_a_community_needs_a_name_that_can_be_read_aloud() -> None:
    sentence = refusal(table(ASKED, ["👩‍👩‍👧", *ANSWERED[1:]]))
    assert sentence.startswith("Row 3 has no letter or number in the column “Group”. Write")


# ---- Refusals -----------------------------------------------------------------------------------


def test_a_heading_may_hold_marks_that_part_columns_elsewhere() -> None:
    heading = "Where you live, work, or pass by"
    content = table(ASKED, ANSWERED, header=[heading, *HEADER[1:]], delimiter=";")
    columns = replace(COLUMNS, community=heading)
    assert column_names(content)[0] == heading
    assert len(read_turns(content, columns)[0].turns) == 2


def test_a_heading_of_two_lines_is_known_by_one() -> None:
    content = table(ASKED, ANSWERED, header=["Where\nyou  live", *HEADER[1:]])
    assert column_names(content)[0] == "Where you live"
    columns = replace(COLUMNS, community="Where you live")
    assert len(read_turns(content, columns)[0].turns) == 2


def test_a_table_from_a_spreadsheet_is_read_like_any_other() -> None:
    book = Workbook()
    for row in (HEADER, ASKED, [*ANSWERED[:3], "Dark.\nVery dark.", "answers"]):
        book.active.append(row)
    book.save(content := io.BytesIO())
    (interview,) = read_turns(content.getvalue(), COLUMNS)
    assert interview.turns[1] == Turn("Interviewee", False, "Dark.\nVery dark.")


def test_a_missing_column_is_named() -> None:
    content = table(["a", "b", "c", SPOKEN], header=["Group", "Interview", "Speaker", "Text"])
    assert "no column “Role”" in refusal(content)


def test_two_columns_of_one_name_are_refused_by_their_places() -> None:
    content = table(header=["a", SPOKEN, "b", f" {SPOKEN} "])
    assert "Columns 2 and 4 have the same name" in refusal(content)
    assert column_names(table(header=["", "a", ""])) == ["", "a", ""]


@pytest.mark.parametrize(
    ("row", "fields"), [([*ANSWERED, SPOKEN], "6 columns"), (ANSWERED[:4], "4 columns")]
)
def test_a_row_with_too_many_or_too_few_fields_is_named(row: list[str], fields: str) -> None:
    sentence = refusal(table(ASKED, ["a", "b", "c", "two\nlines", "asks"], row))
    assert "Row 4" in sentence
    assert fields in sentence


@pytest.mark.parametrize(("column", "name"), [(0, "Group"), (1, "Interview")])
def test_a_row_without_a_group_or_an_interview_is_named(column: int, name: str) -> None:
    row = [*ANSWERED]
    row[column] = " \u00a0"
    sentence = refusal(table(ASKED, row))
    assert "Row 3" in sentence
    assert f"“{name}”" in sentence


def test_letters_that_windows_always_reads_alike_are_read() -> None:
    words = "It\u2019s \u201ctoo dark\u201d at the caf\u00e9"
    content = table(ASKED, [*ANSWERED[:3], words, "answers"]).decode().encode("cp1252")
    assert read_turns(content, COLUMNS)[0].turns[1].text == words


@pytest.mark.parametrize("bad", [b"caf\xe8", b"\xff\xfe", b"\xc3", b"\xe2\x82"])
def test_broken_letters_are_named_by_row_and_never_guessed(bad: bytes) -> None:
    content = table(ASKED, [*ANSWERED[:3], f"{SPOKEN}\nBREAK", "answers"], ANSWERED)
    sentence = refusal(content.replace(b"BREAK", bad))
    assert "Row 3 holds letters that cannot be made out" in sentence
    assert "UTF-8" in sentence


def test_broken_letters_in_the_header_or_after_an_open_quotation_mark_are_named() -> None:
    assert "Row 1 " in refusal(table(ASKED).replace(b"Group", b"Gr\xf8up"))
    assert "Row 3 " in refusal(table(ASKED) + b'"' + b"x" * 200_000 + b"\xe8")


def test_a_table_that_holds_something_other_than_text_is_named_by_row() -> None:
    assert "Row 2 holds something other" in refusal(table([SPOKEN, "\x00", "", "", ""]))


def test_an_open_quotation_mark_is_named_by_row() -> None:
    content = table(ASKED) + b'Residents,Talk 1,Ada,"' + SPOKEN.encode() + b",answers\r\na,b\r\n"
    assert "Row 3 cannot be read: a quotation mark" in refusal(content)
    stray = table(ASKED) + b'Residents,Talk 1,"Ada"s,' + SPOKEN.encode() + b",answers\r\n"
    assert "Row 3 cannot be read: a quotation mark" in refusal(stray)


def test_a_table_without_rows_or_without_anything_is_refused() -> None:
    assert "no rows" in refusal(table())
    assert "no rows" in refusal(table(["", "", "", "", ""]))
    for nothing in (b"", b"\r\n", b" , \r\n,\r\n"):
        assert "The file is empty: it holds no row" in refusal(nothing)
        with pytest.raises(TableRefused):
            column_names(nothing)


def test_a_table_where_only_one_side_speaks_is_refused() -> None:
    assert "Every row of this table is an interviewer's" in refusal(table(ASKED))
    assert "from someone who was interviewed" in refusal(table(ANSWERED))


def test_a_packed_table_that_is_a_bomb_or_damaged_is_refused() -> None:
    bomb = gzip.compress(b"a,b\n" + b"\0" * 70_000_000)
    assert len(bomb) < 100_000
    assert "unpacks to more than 64 MB" in refusal(bomb)
    packed = gzip.compress(table(ASKED, ANSWERED))
    assert "damaged" in refusal(packed[:-12])
    assert "damaged" in refusal(packed[:12] + b"\xff" * 20)
    assert "not a table" in refusal(gzip.compress(packed))


def test_a_damaged_spreadsheet_or_a_file_too_large_is_refused() -> None:
    assert "spreadsheet is damaged" in refusal(b"PK\x03\x04" + SPOKEN.encode())
    assert "larger than 20 MB" in refusal(b"a" * 20_000_001)


def test_a_table_that_is_more_than_a_study_is_refused() -> None:
    many = [["Residents", f"Talk {n}", "Person", "Dark.", "answers"] for n in range(251)]
    assert "more than 250 conversations" in refusal(table(ASKED, *many))
    assert len(read_turns(table([*ASKED[:1], "Talk 1", *ASKED[2:]], *many[:250]), COLUMNS)) == 250
    long = ["Residents", "Talk 1", "Person", "a" * 100_000, "answers"]
    assert "more than 10,000,000 characters of speech" in refusal(table(ASKED, *[long] * 101))
    names = [*HEADER, *(f"a column nobody needs {n}" for n in range(990))]
    assert "more than 20,000 characters" in refusal(table([*ASKED, *[""] * 990], header=names))


@pytest.mark.parametrize("place", [0, 1, 2])
def test_words_in_the_place_of_a_name_are_refused_by_row_and_column(place: int) -> None:
    row = list(ANSWERED)
    row[place] = f"{SPOKEN} " * 40
    sentence = refusal(table(ASKED, row))
    assert sentence.startswith(
        f"Row 3 has more than 250 characters in the column “{HEADER[place]}”."
    )


def test_the_real_table_gives_every_turn(shared_data: Path) -> None:
    content = (shared_data / "qda" / "two_groups_58_interviews.csv.gz").read_bytes()
    assert column_names(content)[:4] == ["", "Set", "Interview", "Page"]
    columns = replace(
        COLUMNS, community="Set", interviewer="speaker_type", interviewer_values=["ER"]
    )
    interviews = read_turns(content, columns)
    assert len(interviews) == 58
    assert sum(len(interview.turns) for interview in interviews) == 9815
    assert {interview.community for interview in interviews} == {"21-22 Combined", "April 22"}
    assert sum(t.is_interviewer for i in interviews for t in i.turns) == 3722
    tables = {(i.community, i.label): i.interviewees for i in interviews if i.voice == "table"}
    assert tables == {
        ("21-22 Combined", "INTERVIEW 1"): 2,
        **{("April 22", f"Interview {n}"): 2 for n in (5, 6, 20, 33)},
        ("April 22", "Interview 8"): 3,
        ("April 22", "Interview 30"): 3,
    }
    # One interview's rows are all given to interviewers; it is kept as it is.
    assert [i.label for i in interviews if i.interviewees == 0] == ["INTERVIEW 8"]


REPLIES = TurnColumns(
    community="Area", interview="Response ID", text="What would help?", other_texts=["What else?"]
)
QUESTIONS = ["Response ID", "Area", "What would help?", "What else?"]


def test_replies_to_a_survey_come_in_one_row_a_person() -> None:
    content = table(
        ["R1", "Residents", "Better lights", "A warden"],
        ["R2", "Residents", "", "Benches"],
        ["R3", "Workers", "", " "],
        header=QUESTIONS,
    )
    first, second = read_turns(content, REPLIES)
    assert first.turns == (
        Turn("", True, "What would help?"),
        Turn("R1", False, "Better lights"),
        Turn("", True, "What else?"),
        Turn("R1", False, "A warden"),
    )
    assert (first.label, first.voice) == ("R1", "person")
    assert [turn.text for turn in second.turns] == ["What else?", "Benches"]


def test_a_survey_without_replies_is_refused() -> None:
    blank = table(["R1", "Residents", "", " "], header=QUESTIONS)
    assert "No row of this table has a reply" in refusal(blank, REPLIES)


def test_a_question_is_asked_once_of_several_replies() -> None:
    columns = replace(REPLIES, other_texts=())
    content = table(
        ["D1", "Residents", "Monday", ""], ["D1", "Residents", "Tuesday", ""], header=QUESTIONS
    )
    (diary,) = read_turns(content, columns)
    assert [turn.text for turn in diary.turns] == ["What would help?", "Monday", "Tuesday"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"interviewer_values": ()}, "Enter what stands in that column"),
        ({"interviewer": ""}, "nobody asks then"),
        ({"speaker": ""}, "Choose the column that names the speaker"),
        ({"other_texts": ("Group",)}, "Choose one column of words"),
        ({"interviewer": "", "interviewer_values": (), "other_texts": ("Text",)}, "once"),
    ],
)
def test_who_asks_is_said_whole_or_not_at_all(changed: dict[str, object], sentence: str) -> None:
    assert sentence in refusal(table(ASKED, ANSWERED), replace(COLUMNS, **changed))


def test_a_table_in_which_nobody_asks_is_led_to_say_so() -> None:
    assert "If nobody is asking" in refusal(table(ANSWERED))
