"""Rates with their intervals, over all trials and for each kind of trial, and what each statement tells."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.adversary.games import ATTACKS, GUESSES, Played, Successes

REPLICATES = 4000
MOST = 0.05  # that the later copies may add to guessing
SEED = 20

KINDS: tuple[Callable[[Played], str], ...] = (
    lambda played: played.trial.act,
    lambda played: played.trial.when,
    lambda played: f"{played.trial.act}, {played.trial.when}",
    lambda played: played.trial.others,
    lambda played: "compared anew" if played.trial.compares else "not compared anew",
    lambda played: (
        "replies with her card"
        if played.trial.presses
        else ("reads behind her card" if played.trial.has_card else "no card")
    ),
)


@dataclass(frozen=True)
class Line:
    """One row: rates from 0 to 1; `gain` is the best attack less the best guess, with its 95 % limits.

    Trials of one world are not independent, so worlds are drawn again, not trials (Efron and Tibshirani
    1993, An introduction to the bootstrap, ch. 8); an attack and a guess are of the same trial.
    """

    kind: str
    trials: int
    worlds: int
    guess: float
    rule: float
    logit: float
    gain: float
    lower: float
    upper: float


def lines(successes: Successes) -> Iterator[Line]:
    """All trials, then each kind of trial. `guess` is the better of both ways over all trials."""
    best_guess = max(GUESSES, key=lambda way: float(successes.by[way].mean()))
    yield _line("all", successes, best_guess, np.ones(len(successes.played), dtype=bool))
    for kind_of in KINDS:
        kinds = np.array([kind_of(played) for played in successes.played])
        for kind in sorted(set(kinds)):
            yield _line(str(kind), successes, best_guess, kinds == kind)


def _line(kind: str, successes: Successes, guess: str, chosen: NDArray[np.bool_]) -> Line:
    by = {way: rates[chosen] for way, rates in successes.by.items()}
    attack = max(ATTACKS, key=lambda way: float(by[way].mean()))
    worlds = np.array([played.world for played in successes.played])[chosen]
    gains = by[attack] - by[guess]
    lower, upper = interval(gains, worlds)
    return Line(
        kind=kind,
        trials=len(gains),
        worlds=len(set(worlds)),
        guess=float(by[guess].mean()),
        rule=float(by[ATTACKS[0]].mean()),
        logit=float(by[ATTACKS[1]].mean()),
        gain=float(gains.mean()),
        lower=lower,
        upper=upper,
    )


def interval(gains: NDArray[np.float64], worlds: NDArray[np.int64]) -> tuple[float, float]:
    """The 95 % limits of the mean gain, by drawing whole worlds again with replacement."""
    rng = np.random.default_rng(SEED)
    _, of_world = np.unique(worlds, return_inverse=True)
    sums, counts = np.bincount(of_world, gains), np.bincount(of_world)
    drawn = rng.integers(0, len(sums), size=(REPLICATES, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    lower, upper = np.quantile(means, (0.025, 0.975))
    return float(lower), float(upper)


@dataclass(frozen=True)
class Told:
    """A kind of statement: of those candidates about which it changed, the share that was hers.

    `otherwise` is that share among all candidates of the same trials.
    """

    statement: str
    trials: int
    pointed_at: int
    hers: float
    otherwise: float


def told_by_statements(played: Sequence[Played], at_least: int = 1) -> list[Told]:
    """Each kind of statement that changed in a trial, those that tell most first."""
    rows: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for one in played:
        share = float(one.hers.mean())
        whats = {what for candidate in one.candidates for what in candidate.changed}
        for what in whats:
            pointed = [
                candidate.is_hers for candidate in one.candidates if what in candidate.changed
            ]
            rows[what].append((len(pointed), sum(pointed), share))
    told = []
    for what, trials in rows.items():
        pointed, hers = sum(row[0] for row in trials), sum(row[1] for row in trials)
        otherwise = sum(row[0] * row[2] for row in trials) / pointed
        told.append(Told(what, len(trials), pointed, hers / pointed, otherwise))
    return sorted(
        (row for row in told if row.pointed_at >= at_least),
        key=lambda row: -(row.hers - row.otherwise) * row.pointed_at,
    )
