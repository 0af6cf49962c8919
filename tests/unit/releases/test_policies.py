"""Which words no page repeats."""

import pytest

from saidanddone.disclosure.demeaning import demeans


@pytest.mark.parametrize(
    "words", ["Filth, all of it.", "They are SCUM!", "“dirty” was the word", "a nuisance"]
)
def test_words_that_call_people_names_are_known_in_any_case_and_beside_any_mark(words: str) -> None:
    assert demeans(words)


@pytest.mark.parametrize("words", ["The litter is dirtying the path", "A slagheap", ""])
def test_a_part_of_another_word_is_no_such_word(words: str) -> None:
    assert not demeans(words)


@pytest.mark.parametrize(
    "words",
    [
        "nothing but FILTH.",
        "\ufb01lth",
        "f\u00adilth",
        "f\u200dilth",
        "ｆｉｌｔｈ",  # noqa: RUF001
        "fílth",
        "dirty-minded",
    ],
)
def test_a_name_that_no_page_repeats_is_seen_however_it_is_spelled(words: str) -> None:
    assert demeans(f"They are {words} here")
