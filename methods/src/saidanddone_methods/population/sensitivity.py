"""Sensitivity analysis: the estimate under other models that an analyst could choose."""

from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from saidanddone_methods.errors import TooThin
from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import Interval
from saidanddone_methods.population.closed import model_with_occasions
from saidanddone_methods.population.design import FlagArray, FloatArray
from saidanddone_methods.population.existence import are_identifiable
from saidanddone_methods.population.fitting import Models, fit, with_pairs
from saidanddone_methods.population.heterogeneity import darroch_model
from saidanddone_methods.population.histories import OverlapCounts, Pair
from saidanddone_methods.population.overlap import THRESHOLD, estimate_overlap, fit_overlap
from saidanddone_methods.population.stepwise import select

THRESHOLDS: Final = (0.001, 0.01, 0.02, 0.05, 0.1)
MOST_PAIRS_TO_LIST = 10  # 1,024 models; with 15 pairs it would be 32,768
BEST = 3
# Two good models can differ in many pairs, and a search finds only those near its start.
STARTS_BY_LOT = 10
SHARE_BY_LOT = 0.3  # of the pairs in each
MOST_FITTED = 200_000  # counts over all models, about a second; then no further start is tried
WITHOUT: Final = "without list"
DIFFERING: Final = (
    "people differ: at least",
    "people differ: Poisson",
    "people differ: Darroch",
)
Included = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """The estimate of another model. `population` is None where no estimate exists.

    `model` names it in words; `observed` is the number of people on the lists that it uses.
    """

    model: str
    population: Interval | None
    pairs: tuple[Pair, ...]
    observed: int


@reads_frames(counts=pass_instead("OverlapCounts.of(lists, histories)"))
def sensitivity_set(counts: OverlapCounts, *, confidence: float = 0.95) -> tuple[Variant, ...]:
    """Lists alone, stepwise at each of THRESHOLDS, best by BIC, people who differ, without each list.

    The Bayesian information criterion (Schwarz, 1978) has the number of people seen as its sample
    size, and a parameter for each list and pair, finite or not. Up to MOST_PAIRS_TO_LIST pairs
    (five lists) every set of pairs is fitted. With more, a search adds or drops one pair at a time
    while that lowers the criterion. It starts from the lists alone, from the stepwise selection,
    and from STARTS_BY_LOT random sets of pairs (with a fixed seed); it may miss the best model.
    Without a list, the pairs are selected again on the others, and people on that list only are
    unseen. With two lists, no estimate exists without one of them. People who differ are the models
    Mth of `heterogeneity`, with the pairs that are chosen at THRESHOLD.
    """
    stepwise = {
        threshold: _stepwise(f"stepwise at p {threshold:g}", counts, threshold, confidence)
        for threshold in THRESHOLDS
    }
    variants = [_with("lists alone", counts, (), confidence), *stepwise.values()]
    variants += _best_by_criterion(counts, confidence)
    variants += _people_differing(counts, stepwise[THRESHOLD].pairs, confidence)
    return (*variants, *_each_dropped(counts, confidence))


def _each_dropped(counts: OverlapCounts, confidence: float) -> list[Variant]:
    if len(counts.lists) == 2:  # one list gives no estimate
        on_other = reversed((counts.counts @ counts.design.present).astype(int).tolist())
        return [
            Variant(f"{WITHOUT} {name}", None, (), observed)
            for name, observed in zip(counts.lists, on_other, strict=True)
        ]
    return [
        _stepwise(f"{WITHOUT} {name}", counts.without(place), THRESHOLD, confidence)
        for place, name in enumerate(counts.lists)
    ]


def _people_differing(
    counts: OverlapCounts, chosen: tuple[Pair, ...], confidence: float
) -> list[Variant]:
    pairs, darroch = darroch_model(counts, chosen, confidence)
    chao = model_with_occasions(counts, pairs, "Chao", confidence)
    poisson = model_with_occasions(counts, pairs, "Poisson", confidence)
    return [
        Variant(name, model.population, pairs, counts.observed)
        for name, model in zip(DIFFERING, (chao, poisson, darroch), strict=True)
    ]


def bayesian_criterion(counts: OverlapCounts, models: Models, pairs: FlagArray) -> FloatArray:
    """The BIC of each fitted model, shape (models,), up to a constant of the table.

    `pairs` is models x pairs: those in each model, whether or not anyone is on both.
    """
    expected = models.expected(counts.design)
    seen = counts.counts > 0
    with np.errstate(divide="ignore"):
        logs = np.log(expected[:, seen])
    fitted = (counts.counts[seen] * logs).sum(axis=1) - expected.sum(axis=1)
    parameters = 1 + len(counts.lists) + pairs.sum(axis=1)
    criterion: FloatArray = -2 * fitted + parameters * np.log(counts.observed)
    return criterion


def _stepwise(model: str, counts: OverlapCounts, threshold: float, confidence: float) -> Variant:
    try:
        estimate = estimate_overlap(counts, threshold=threshold, confidence=confidence)
    except TooThin:
        return Variant(model, None, (), counts.observed)
    return Variant(model, estimate.population, estimate.pairs, counts.observed)


def _with(model: str, counts: OverlapCounts, pairs: tuple[Pair, ...], confidence: float) -> Variant:
    try:
        estimate = fit_overlap(counts, pairs, confidence=confidence)
    except TooThin:
        return Variant(model, None, pairs, counts.observed)
    return Variant(model, estimate.population, pairs, counts.observed)


def _best_by_criterion(counts: OverlapCounts, confidence: float) -> list[Variant]:
    number = len(counts.design.pairs)
    if number <= MOST_PAIRS_TO_LIST:
        known = _criteria(counts, np.array(list(product((False, True), repeat=number))))
    else:
        known = _search(counts)
    best = sorted(known, key=lambda included: known[included])[:BEST]
    return [
        _with(f"BIC, number {place}", counts, _named(counts, included), confidence)
        for place, included in enumerate(best, 1)
    ]


def _named(counts: OverlapCounts, included: Included) -> tuple[Pair, ...]:
    return tuple(counts.named(pair) for pair, is_in in enumerate(included) if is_in)


def _criteria(counts: OverlapCounts, included: FlagArray) -> dict[Included, float]:
    """The criterion of each of `included` (models x pairs) whose fit converges."""
    models = with_pairs(counts.design, counts.counts, included)
    is_identifiable = are_identifiable(counts.design, models)
    models, included = models.take(is_identifiable), included[is_identifiable]
    settled = fit(counts.design, np.tile(counts.counts, (len(included), 1)), models)
    models, included = models.take(settled), included[settled]
    criteria = bayesian_criterion(counts, models, included)
    return {tuple(map(bool, row)): float(c) for row, c in zip(included, criteria, strict=True)}


def _search(counts: OverlapCounts) -> dict[Included, float]:
    """The criterion of every model visited by descents from several sets of pairs."""
    known: dict[Included, float] = {}
    for start in _starts(counts):
        if len(known) * counts.design.histories > MOST_FITTED:
            break
        at, lowest = start, np.inf
        while True:
            around = np.vstack([at, at ^ np.eye(len(at), dtype=np.bool_)])
            new = np.array([row for row in around if tuple(map(bool, row)) not in known])
            if len(new):
                known |= _criteria(counts, new)
            best = min(around, key=lambda row: known.get(tuple(map(bool, row)), np.inf))
            criterion = known.get(tuple(map(bool, best)), np.inf)
            if criterion >= lowest:
                break
            at, lowest = best, criterion
    return known


def _starts(counts: OverlapCounts) -> list[FlagArray]:
    number = len(counts.design.pairs)
    stepwise = select(counts.design, counts.counts[None], THRESHOLD).pairs[0]
    by_lot = np.random.default_rng(1).random((STARTS_BY_LOT, number)) < SHARE_BY_LOT
    return [np.zeros(number, dtype=np.bool_), stepwise, *by_lot]
