"""Plays trials in many worlds, one world at a time; each leaves nothing behind."""

from collections.abc import Callable, Iterator

import numpy as np

from saidanddone.base import clock
from tests.adversary.copies import take
from tests.adversary.evidence import Evidence, gather
from tests.adversary.games import Played
from tests.adversary.listening import at
from tests.adversary.quotes import quotes_in
from tests.adversary.themes import themes_in
from tests.adversary.trials import draw, play
from tests.adversary.worlds import NOW, build
from tests.homes.visit import undone


def evidence_of(
    worlds: int, trials: int, seed: int, tell: Callable[[str], None] = lambda line: None
) -> Iterator[tuple[int, Evidence]]:
    """The number of a world and the copies of one trial in it, as the adversary reads them.

    Trials are shared out among the worlds. A world is the same whatever is asked for beside it.
    """
    for number in range(worlds):
        of_world = trials // worlds + (number < trials % worlds)
        with undone():
            world = build(np.random.default_rng((seed, number)))
            with clock.as_if(at(NOW)):
                before = take(world)
            for trial_number in range(of_world):
                rng = np.random.default_rng((seed, number, trial_number))
                trial = draw(world, rng)
                yield number, gather(world, trial, play(world, trial, before, rng))
        tell(f"world {number + 1} of {worlds}: {len(world.voices)} people, {of_world} trials")


def played(
    worlds: int, trials: int, seed: int, tell: Callable[[str], None] = lambda line: None
) -> tuple[list[Played], list[Played]]:
    """The trials as played for quotes and as played for themes: the same trials."""
    quotes, themes = [], []
    for number, evidence in evidence_of(worlds, trials, seed, tell):
        quotes.append(Played(number, evidence.trial, quotes_in(evidence)))
        themes.append(Played(number, evidence.trial, themes_in(evidence)))
    return quotes, themes
