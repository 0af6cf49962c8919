"""Which words no page repeats."""

import pytest

from saidanddone.releases.policies import demeans


@pytest.mark.parametrize(
    "words", ["Filth, all of it.", "They are SCUM!", "“dirty” was the word", "a nuisance"]
)
def test_words_that_call_people_names_are_known_in_any_case_and_beside_any_mark(words: str) -> None:
    assert demeans(words)


@pytest.mark.parametrize("words", ["The litter is dirtying the path", "A slagheap", ""])
def test_a_part_of_another_word_is_no_such_word(words: str) -> None:
    assert not demeans(words)
