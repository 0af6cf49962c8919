"""Someone who keeps copies of everything public learns no more of whose words were whose than chance tells.

`python -m tests.adversary` plays the whole of it; here are few trials, which only a gross leak fails. With
40 trials in 10 worlds the limits are some 15 points wide either way: what is held here is that the lower
limit of what the later copies add is not above the 5 points that may be.
"""

from typing import Any

import numpy as np
import pytest

from saidanddone.base import clock
from tests.adversary.copies import take
from tests.adversary.evidence import gather
from tests.adversary.figures import MOST, lines
from tests.adversary.games import GAME_Q, GAME_T_OF_TWO, Game, Played, play
from tests.adversary.listening import at
from tests.adversary.quotes import quotes_in
from tests.adversary.run import played
from tests.adversary.trials import LIVE, NOBODY, STOPS, Trial, quoted_in
from tests.adversary.trials import play as play_trial
from tests.adversary.visiting import public_patterns, visit
from tests.adversary.worlds import NOW, build

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WORLDS, TRIALS, SEED = 10, 40, 7
NEEDS_A_LINK = {
    "token",
    "rest",
}  # parts of addresses that nobody finds: links sent to one person, nothing


@pytest.fixture(scope="module")
def games(django_db_setup: None, django_db_blocker: Any) -> tuple[list[Played], list[Played]]:
    """The trials, played once for quotes and for themes."""
    with django_db_blocker.unblock():
        return played(WORLDS, TRIALS, SEED)


def least_gained(trials: list[Played], game: Game) -> float:
    """The lower 95 % limit of what the later copies add, from 0 to 1."""
    return next(iter(lines(play(trials, game)))).lower


def test_copies_point_at_no_quote(games: tuple[list[Played], list[Played]]) -> None:
    assert least_gained(games[0], GAME_Q) <= MOST


def test_copies_tell_no_theme_of_hers_from_another(
    games: tuple[list[Played], list[Played]],
) -> None:
    assert least_gained(games[1], GAME_T_OF_TWO) <= MOST


def test_a_stop_takes_down_nothing_that_is_hers_alone() -> None:
    """Six people of one world stop being quoted, each alone: what goes that day must not be hers by itself."""
    rng = np.random.default_rng(SEED)
    world = build(rng)
    with clock.as_if(at(NOW)):
        before = take(world)
    quoted = quoted_in(world)
    who = [voice for voice in world.voices if voice.contributor.pk in quoted][:6]
    gains = []
    for voice in who:
        trial = Trial(voice, STOPS, LIVE, NOBODY, compares=False, has_card=False, presses=False)
        candidates = quotes_in(gather(world, trial, play_trial(world, trial, before, rng)))
        gone = [one.is_hers for one in candidates if "still shown" not in one.changed]
        gains.append(np.mean(gone) - np.mean([one.is_hers for one in candidates]) if gone else 0.0)
    assert len(who) == 6
    assert np.mean(gains) <= MOST


def test_every_public_address_is_visited() -> None:
    world = build(np.random.default_rng(SEED))
    with clock.as_if(at(NOW)):
        kinds = {document.kind.partition(" ")[0] for document in visit(world.slug).values()}
    expected = {name for name, parts in public_patterns() if not NEEDS_A_LINK.intersection(parts)}
    assert expected <= kinds
