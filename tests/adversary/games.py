"""The two games: how often the adversary is right with all copies, and with the copy before alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.adversary.classifier import Row, Scores, train
from tests.adversary.evidence import Candidate
from tests.adversary.trials import Trial

FOLDS = 5
Success = Callable[[Scores, NDArray[np.bool_]], float]


@dataclass(frozen=True)
class Played:
    """A trial of one world with what may be named in it."""

    world: int
    trial: Trial
    candidates: list[Candidate]

    @property
    def hers(self) -> NDArray[np.bool_]:
        return np.array([candidate.is_hers for candidate in self.candidates])

    @property
    def is_open(self) -> bool:
        """Whether there is something to tell: one that is hers and one that is not."""
        return bool(self.hers.any() and not self.hers.all())


@dataclass(frozen=True)
class Successes:
    """For each trial, how likely each way is right; lists run over the same trials."""

    played: list[Played]
    by: dict[str, NDArray[np.float64]]


def names_one(scores: Scores, hers: NDArray[np.bool_]) -> float:
    """How likely the one with the highest score is hers; equal ones by lot."""
    return float(hers[np.isclose(scores, scores.max())].mean())


def right_of_two(scores: Scores, hers: NDArray[np.bool_]) -> float:
    """How likely one of hers scores above one that is not, both drawn by lot; equal ones are half right."""
    above = scores[hers][:, None] - scores[~hers][None, :]
    return float(np.mean(np.where(np.isclose(above, 0), 0.5, above > 0)))


@dataclass(frozen=True)
class Game:
    """What is asked of the adversary, and when it is right."""

    name: str
    success: Success


GAME_Q = Game("Game Q: names one quote as hers", names_one)
GAME_T = Game("Game T: names one theme as hers", names_one)
GAME_T_OF_TWO = Game("Game T: right of two themes, one of them hers", right_of_two)
GUESSES, ATTACKS = ("rule, before", "logit, before"), ("rule", "logit")


def play(played: Sequence[Played], game: Game) -> Successes:
    """Both ways of guessing and both of attacking. The classifier never saw the world it is asked of."""
    open_trials = [one for one in played if one.is_open]
    known = _cross_fitted(open_trials, _known)
    scores = {
        GUESSES[0]: [_column(one, _guess) for one in open_trials],
        GUESSES[1]: known,
        ATTACKS[0]: [_column(one, _points) for one in open_trials],
        ATTACKS[1]: _cross_fitted(open_trials, _seen, known),
    }
    by = {
        way: np.array(
            [game.success(of, one.hers) for of, one in zip(rows, open_trials, strict=True)]
        )
        for way, rows in scores.items()
    }
    return Successes(open_trials, by)


def _guess(candidate: Candidate) -> float:
    return candidate.guess


def _points(candidate: Candidate) -> float:
    return candidate.points + 0.01 * candidate.guess


def _column(one: Played, score: Callable[[Candidate], float]) -> Scores:
    return np.array([score(candidate) for candidate in one.candidates])


def _known(candidate: Candidate) -> Row:
    return {"rule": candidate.guess} | candidate.known


def _seen(candidate: Candidate) -> Row:
    return {"rule": candidate.points} | candidate.seen


def _cross_fitted(
    played: Sequence[Played],
    row_of: Callable[[Candidate], Row],
    already: Sequence[Scores] | None = None,
) -> list[Scores]:
    """Scores of each trial by a classifier trained on the trials of other worlds."""
    rows = [[row_of(candidate) for candidate in one.candidates] for one in played]
    start = already or [np.zeros(len(of_trial)) for of_trial in rows]
    scores = list(start)
    for fold in range(FOLDS):
        others = [number for number, one in enumerate(played) if one.world % FOLDS != fold]
        if not others:
            continue
        classifier = train(
            [list(zip(rows[number], played[number].hers, strict=True)) for number in others],
            [start[number] for number in others],
        )
        for number, one in enumerate(played):
            if one.world % FOLDS == fold:
                scores[number] = start[number] + classifier.score(rows[number])
    return scores
