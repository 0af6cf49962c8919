from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.listening.passages import Passage, from_json, from_typed, to_json, too_much

passages = st.lists(
    st.builds(
        Passage,
        speaker=st.integers(0, 9),
        manner=st.sampled_from(["verbatim", "noted", "remembered"]),
        is_unprompted=st.booleans(),
        text=st.text(),
    )
)


# The first text that is drawn loads the table of characters, which takes a second.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(passages)
def test_passages_come_back_as_they_were_sealed(spoken: list[Passage]) -> None:
    assert from_json(to_json(spoken)) == spoken


def test_destroyed_words_are_no_passages() -> None:
    assert from_json("") == []


def test_blank_lines_part_one_persons_passages() -> None:
    spoken = from_typed("First thing.\r\nStill first.\r\n \r\n\r\nSecond thing.\n", "noted")
    assert spoken == [
        Passage(1, "noted", False, "First thing.\nStill first."),
        Passage(1, "noted", False, "Second thing."),
    ]


def test_labels_say_who_speaks() -> None:
    spoken = from_typed(
        "Interviewer: How are the stairs?\nPerson 1: Dark.\n\nVery dark.\nPerson 2: Cold.",
        "verbatim",
    )
    assert [(p.speaker, p.text) for p in spoken] == [
        (0, "How are the stairs?"),
        (1, "Dark.\n\nVery dark."),
        (2, "Cold."),
    ]


def test_short_labels_do_too() -> None:
    spoken = from_typed("Q: What would help?\nA: A light.\nQ2: More?\na: No.", "verbatim")
    assert [p.speaker for p in spoken] == [0, 1, 0, 1]


def test_words_before_the_first_label_are_nobodys_to_quote() -> None:
    assert from_typed("Tuesday, in the library\nPerson: Hello.", "verbatim")[0].speaker == 0


def test_a_label_may_have_spaces_in_it() -> None:
    spoken = from_typed("  Person  2  (not asked)  : Yes.\n A : No.\nPerson 12:Why?", "verbatim")
    assert [(p.speaker, p.is_unprompted, p.text) for p in spoken] == [
        (2, True, "Yes."),
        (1, False, "No."),
        (12, False, "Why?"),
    ]


def test_what_is_more_than_a_day_of_talk_is_told() -> None:
    words = Passage(1, "verbatim", False, "a" * 500_000)
    assert too_much([words, words]) == ""
    assert too_much([words, words, Passage(1, "verbatim", False, "a")]) == (
        "longer than 1,000,000 characters"
    )
    turn = Passage(1, "verbatim", False, "a")
    assert too_much([turn] * 10_000) == ""
    assert too_much([turn] * 10_001) == "longer than 10,000 passages"


def test_what_nobody_asked_is_marked() -> None:
    spoken = from_typed("Q: Anything else?\nPerson (unprompted): Fix the gate.", "verbatim")
    assert [p.is_unprompted for p in spoken] == [False, True]


def test_a_colon_in_a_sentence_is_no_label() -> None:
    spoken = from_typed("I told them one thing: fix it.\n\nA light: that is all.", "verbatim")
    assert [p.speaker for p in spoken] == [1, 1]


@given(st.text(alphabet=st.characters(blacklist_characters=":"), max_size=300))
def test_without_labels_no_word_is_lost(text: str) -> None:
    spoken = from_typed(text, "verbatim")
    assert " ".join(p.text for p in spoken).split() == text.split()
