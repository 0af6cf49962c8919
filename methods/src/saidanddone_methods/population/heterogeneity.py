"""Heterogeneity: people whose chances of being on a list differ.

Those who are hard to reach for one list are hard to reach for the others, so an estimate that takes
people to be alike is too low.
"""

import math
from dataclasses import dataclass
from typing import Final

from saidanddone_methods.frames import pass_instead, reads_frames
from saidanddone_methods.intervals import Interval, normal_quantile
from saidanddone_methods.population.closed import ClosedModel, model_with_occasions
from saidanddone_methods.population.histories import OverlapCounts, Pair
from saidanddone_methods.population.overlap import PopulationEstimate

# Of tables whose people are alike, the share in which heterogeneity is shown by chance.
FALSE_ALARM: Final = 0.05
# A further coefficient that is tested one-sided at FALSE_ALARM lowers the AIC by more than this.
LEAST_GAIN: Final = normal_quantile(1 - 2 * FALSE_ALARM) ** 2 - 2


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """What an estimate becomes where people's chances of being on a list may differ.

    `population` goes from the lower limit for people alike to the larger of two upper limits: that
    for people alike, and that of Darroch's model. It is None where the lists cannot show whether
    people differ: nobody is on three lists, or the pairs explain all that differing people would.
    `is_shown` says that people seem to differ, because the AIC of Darroch's model is lower by
    `gain`; the estimate is then too low. `at_least` is the lower limit of Chao's bound.
    """

    population: Interval | None
    gain: float | None
    is_shown: bool
    at_least: float | None


@reads_frames(
    counts=pass_instead("OverlapCounts.of(lists, histories)"),
    estimate=pass_instead("the answer of estimate_overlap"),
)
def heterogeneity(counts: OverlapCounts, estimate: PopulationEstimate) -> Heterogeneity:
    """Hold `estimate`, which takes people to be alike, against models in which they differ.

    Darroch's model Mth has one coefficient beyond the lists and pairs of `estimate`. Without its
    pairs it is tried too, because pairs that all depend and people who differ look alike. The
    confidence is that of `estimate`.

    Source of the models: Rivest & Baillargeon (2007), Biometrics 63, 999-1006. The union of two
    intervals and FALSE_ALARM are our judgement.
    """
    pairs, darroch = darroch_model(counts, estimate.pairs, estimate.confidence)
    chao = model_with_occasions(counts, pairs, "Chao", estimate.confidence)
    at_least = chao.population.lower if chao.population else None
    alike = model_with_occasions(counts, estimate.pairs, None, estimate.confidence)
    if darroch.population is None or alike.akaike is None:
        return Heterogeneity(None, None, False, at_least)
    people = estimate.population
    gain = alike.akaike - _criterion(darroch)
    is_shown = gain > LEAST_GAIN and darroch.population.estimate > people.estimate
    if pairs != estimate.pairs and not is_shown:
        return Heterogeneity(None, gain, False, at_least)
    upper = max(people.upper, darroch.population.upper)
    widened = Interval(people.estimate, people.lower, upper)
    return Heterogeneity(widened, gain, is_shown, at_least)


def darroch_model(
    counts: OverlapCounts, pairs: tuple[Pair, ...], confidence: float
) -> tuple[tuple[Pair, ...], ClosedModel]:
    """Darroch's model Mth and its pairs: `pairs`, or none where its AIC is then lower.

    Pairs that leave it no estimate, because they explain all that differing people would, are none.
    """
    models = {
        kept: model_with_occasions(counts, kept, "Darroch", confidence)
        for kept in dict.fromkeys((pairs, ()))
    }
    best = min(models, key=lambda kept: _criterion(models[kept]))
    return best, models[best]


def _criterion(model: ClosedModel) -> float:
    return math.inf if model.akaike is None else model.akaike
