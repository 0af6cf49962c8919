"""Whom labels are taken for, and that saying otherwise loses no word."""

from hypothesis import given
from hypothesis import strategies as st

from saidanddone.listening.passages import (
    LEFT_OUT,
    UNDECIDED,
    Passage,
    from_json,
    from_typed,
    resolved,
    to_json,
)
from saidanddone.listening.speakers import (
    ANSWERS,
    ASKS,
    BEFORE,
    MARGINS,
    OUT,
    ROLES,
    WORDS,
    are_to_be_checked,
    assigned,
    is_undecided,
    speakers_met,
    undecided_where_several_answer,
)

TALK = "Tuesday\nInterviewer: What helps?\nRobin: Lights.\nI told them: no.\nRobin: Yes."


def spoken(text: str, margins: tuple[int, ...] = ()) -> list[Passage]:
    return undecided_where_several_answer(from_typed(text, "verbatim", margins))


def kept(passages: list[Passage]) -> list[tuple[int, str]]:
    return [(passage.speaker, passage.text) for passage in resolved(passages)]


def test_each_name_is_shown_with_how_often_and_what_comes_behind() -> None:
    met = {speaker.key: speaker for speaker in speakers_met(spoken(TALK))}
    assert list(met) == [BEFORE, "interviewer", "robin", "i told them"]
    assert (met["robin"].name, met["robin"].times) == ("Robin", 2)
    assert met["robin"].samples == ("Lights.", "Yes.")
    assert [met[key].role for key in met] == [ASKS, ASKS, "", WORDS]


def test_a_name_that_nobody_knows_is_undecided_and_counts_nowhere() -> None:
    passages = spoken("Interviewer: What helps?\nRobin: Lights.")
    assert is_undecided(passages)
    assert kept(passages) == [(0, "What helps?"), (0, "Lights.")]


def test_whoever_knows_says_who_it_is() -> None:
    passages = assigned(spoken(TALK), {"robin": ANSWERS, BEFORE: OUT}, is_one_person=True)
    assert not is_undecided(passages)
    assert kept(passages) == [
        (0, "What helps?"),
        (1, "Lights.\nI told them: no."),
        (1, "Yes."),
    ]


def test_what_was_said_can_be_said_otherwise_again() -> None:
    passages = spoken(TALK)
    roles = {speaker.key: speaker.role or ANSWERS for speaker in speakers_met(passages)}
    first = assigned(passages, roles, is_one_person=True)
    other = assigned(first, dict.fromkeys(roles, OUT), is_one_person=True)
    assert kept(other) == []
    assert assigned(other, roles, is_one_person=True) == first


def test_several_who_answer_in_one_persons_words_are_asked_about() -> None:
    """A friend who was there agreed to nothing by her word."""
    passages = spoken("Q: Why?\nPerson 1: Lights.\nPerson 2: A warden.")
    assert [speaker.role for speaker in speakers_met(passages)] == [ASKS, "", ""]
    passages = assigned(passages, {"person 1": ANSWERS, "person 2": OUT}, is_one_person=True)
    assert kept(passages) == [(0, "Why?"), (1, "Lights.")]


def test_round_a_table_each_name_is_someone() -> None:
    passages = from_typed("Robin: Lights.\nDan: A warden.\nRobin: Yes.", "noted")
    passages = assigned(passages, {"robin": ANSWERS, "dan": ANSWERS}, is_one_person=False)
    assert [speaker for speaker, _ in kept(passages)] == [1, 2, 1]


def test_lines_at_the_edges_of_pages_are_left_out_until_someone_keeps_them() -> None:
    text = "Person: It is dark\nInterview 7\nPage 1\nbehind the shops."
    passages = spoken(text, (1, 2))
    assert kept(passages) == [(1, "It is dark\nbehind the shops.")]
    assert are_to_be_checked(passages)
    passages = assigned(passages, {MARGINS: WORDS}, is_one_person=True)
    assert kept(passages) == [(1, "It is dark\nInterview 7\nPage 1\nbehind the shops.")]


def test_words_under_the_header_of_the_first_page_are_the_persons() -> None:
    text = "Interview 7\n- 1 -\nIt is dark.\nInterview 7\nAnd wet.\n\nVery."
    passages = spoken(text, (0, 1, 3))
    assert kept(passages) == [(1, "It is dark.\nAnd wet."), (1, "Very.")]


def test_a_title_under_the_header_of_the_first_page_is_asked_about_as_a_title() -> None:
    passages = spoken("Interview 7\nThe stairs\nPerson: It is dark.", (0,))
    assert [(met.key, met.role) for met in speakers_met(passages)] == [
        (BEFORE, ASKS),
        ("person", ANSWERS),
        (MARGINS, OUT),
    ]


def test_a_page_breaks_no_passage_without_labels_and_a_blank_line_does() -> None:
    passages = spoken(
        "It is dark\nPage 1\nbehind the shops.\n\nAnd cold.\nPage 2\n\nThat is all.", (1, 5)
    )
    assert kept(passages) == [
        (1, "It is dark\nbehind the shops."),
        (1, "And cold."),
        (1, "That is all."),
    ]


def test_words_behind_someone_left_out_go_on_over_a_page() -> None:
    passages = spoken("Person: Yes.\nDan: I think\nPage 1\nnot.\nDan: No.", (2,))
    passages = assigned(passages, {"dan": OUT}, is_one_person=True)
    assert kept(passages) == [(1, "Yes.")]


def test_times_of_subtitles_are_no_words() -> None:
    text = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\n<v Robin>Lights.</v>\n\nInterviewer: Why?"
    passages = assigned(spoken(text), {"robin": ANSWERS}, is_one_person=True)
    assert kept(passages) == [(1, "Lights."), (0, "Why?")]


def test_words_without_labels_or_margins_ask_nothing() -> None:
    passages = spoken("It is dark.\n\nA light: that is all.")
    assert speakers_met(passages) == []
    assert not are_to_be_checked(passages)


def test_labels_come_back_as_they_were_sealed() -> None:
    passages = spoken(TALK)
    assert from_json(to_json(passages)) == passages


def test_a_footnote_is_nobodys_words_until_someone_says_whose() -> None:
    """Also where the document has no other label: what stands before it is still the person's."""
    passages = spoken(
        "It is dark[note 1].\n\nAnd wet[note 2].\n\nNote 1: Which year?\nNote 2: See 4."
    )
    assert [(met.name, met.times, met.role) for met in speakers_met(passages)] == [
        ("", 2, ANSWERS),
        ("Note 1, Note 2", 2, ""),
    ]
    passages = assigned(passages, {"note": OUT}, is_one_person=True)
    assert kept(passages) == [(1, "It is dark[note 1]."), (1, "And wet[note 2].")]


def test_answers_numbered_as_their_questions_are_one_persons() -> None:
    passages = spoken("".join(f"Q{n}: Why?\nA{n}: Dark.\n" for n in range(1, 6)))
    assert [(met.name, met.role) for met in speakers_met(passages)] == [
        ("Q1, Q2, Q3 \u2026", ASKS),
        ("A1, A2, A3 \u2026", ANSWERS),
    ]
    assert not are_to_be_checked(passages)


def test_voices_that_a_program_numbered_from_nought_are_each_asked_about() -> None:
    passages = from_typed("Speaker 0: Why?\nSpeaker 1: Dark.", "noted")
    assert [met.role for met in speakers_met(passages)] == ["", ""]


def test_somebody_with_two_names_who_speaks_once_is_not_taken_for_words() -> None:
    passages = spoken("Person: Yes.\nPat Finch: No.\nPerson: I told them: never.")
    assert [(met.name, met.role) for met in speakers_met(passages)] == [
        ("Person", ANSWERS),
        ("Pat Finch", ""),
    ]


def test_a_table_with_times_gives_each_row_to_its_speaker() -> None:
    rows = [("0:01", "Facilitator (JS)", "Why?"), ("59:09", "SPEAKER_00", "Bins.")]
    rows += [("1:00:05", "SPEAKER_01", "And the door."), ("1:00:21", "Facilitator (JS)", "Who?")]
    passages = spoken("\n".join("\n".join(row) for row in rows))
    assert [(met.name, met.times, met.role) for met in speakers_met(passages)] == [
        ("Facilitator (JS)", 2, ASKS),
        ("SPEAKER_00", 1, ""),
        ("SPEAKER_01", 1, ""),
        ("", 4, OUT),  # the times
    ]
    assert kept(passages) == [(0, "Why?"), (0, "Bins."), (0, "And the door."), (0, "Who?")]


def test_spans_of_time_are_no_words() -> None:
    text = (
        "0:00.0 - 0:08.5\nDan\nDark.\n0:08.5 - 0:12.0\nDan\nVery.\n0:12.0 \u2013 0:14.1\nDan\nYes."
    )
    passages = assigned(spoken(text), {"dan": ANSWERS}, is_one_person=True)
    assert kept(passages) == [(1, "Dark."), (1, "Very."), (1, "Yes.")]


def test_times_that_somebody_said_are_words() -> None:
    passages = spoken("Person: These times:\n10:30\n9:15\n11:00")
    assert kept(passages) == [(1, "These times:\n10:30\n9:15\n11:00")]


def test_names_of_cues_and_notes_of_subtitles_are_no_words() -> None:
    text = (
        "WEBVTT\n\nNOTE language:en\n\n4f3a/22-0\n00:00:01.000 --> 00:00:04.000\n<v Robin>Dark.</v>\n"
        "\n4f3a/23-0\n00:00:05.000 --> 00:00:09.000\n<v Robin>Very.</v>"
    )
    passages = assigned(spoken(text), {"robin": ANSWERS}, is_one_person=True)
    assert kept(passages) == [(1, "Dark."), (1, "Very.")]


LINES = st.lists(
    st.sampled_from(
        ["Interviewer: ", "Robin: ", "**Dan:** ", "I told them: ", "", "[0:01] Q: ", "Person 2: "]
    ).flatmap(lambda label: st.sampled_from([f"{label}{word}" for word in ("", "dark", "a b")])),
    min_size=1,
    max_size=12,
)


@given(LINES, st.data())
def test_whoever_is_said_to_speak_no_word_is_lost_or_made(
    lines: list[str], said: st.DataObject
) -> None:
    """Words that are kept are words of the text; those not left out are all kept."""
    passages = spoken("\n".join(lines))
    roles = {
        speaker.key: said.draw(st.sampled_from(ROLES[:3])) for speaker in speakers_met(passages)
    }
    words = "\n".join(lines)
    changed = assigned(passages, roles, is_one_person=True)
    assert not is_undecided(changed)
    texts = [passage.text for passage in passages if passage.text.strip()]
    text_kept = "\n".join(passage.text for passage in resolved(changed))
    assert all(text in text_kept for text in texts)
    assert all(word in words for word in text_kept.split())
    again = assigned(changed, dict.fromkeys(roles, OUT), is_one_person=True)
    labelled = [passage for passage in again if passage.label]
    assert all(passage.speaker == LEFT_OUT for passage in labelled)
    assert all(passage.speaker != UNDECIDED for passage in again)
