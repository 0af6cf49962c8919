"""Words by which no passage that we show outside calls people. A first filter; whoever quotes looks again."""

from typing import Final

from saidanddone.base.folding import folded_words

DEMEANING: Final = frozenset(
    {"nuisance", "nuisances", "filth", "filthy", "scum", "vermin", "rats", "trash", "dirty"}
    | {"whore", "whores", "slag", "slags", "slut", "sluts", "hooker", "hookers", "junkie"}
    | {"junkies", "prozzie", "prozzies", "skank", "skanks", "crackhead", "crackheads"}
)


def demeans(words: str) -> bool:
    """Whether a passage calls people names that nothing of ours repeats."""
    letters = "".join(letter if letter.isalpha() else " " for letter in folded_words(words))
    return not DEMEANING.isdisjoint(letters.split())
