"""Lists drawn from a population of known size, to see how often an interval holds that size.

`python methods/tests/simulated_lists.py 1000` prints the table of docs/methods/overlap.md.
"""

import math
import sys
from dataclasses import dataclass
from typing import Final

import numpy as np

from saidanddone_methods.errors import TooThin
from saidanddone_methods.population.adequacy import (
    NOBODY_ON_THREE,
    NOT_TOLD_APART,
    PEOPLE_DIFFER,
    too_thin,
)
from saidanddone_methods.population.heterogeneity import heterogeneity
from saidanddone_methods.population.histories import OverlapCounts
from saidanddone_methods.population.overlap import estimate_overlap
from saidanddone_methods.population.sensitivity import sensitivity_set

MOST_CHANCE: Final = 0.99
OF_PEOPLE: Final = (PEOPLE_DIFFER, NOBODY_ON_THREE, NOT_TOLD_APART)


@dataclass(frozen=True, slots=True)
class World:
    """`people`, and the `chances` of being on each list.

    Each person's chances are multiplied by a log-normal factor with median 1 and `spread`, the
    standard deviation of its logarithm. For people on the first list the chance of the second is
    multiplied by `brings` too.
    """

    people: int
    chances: tuple[float, ...]
    spread: float = 0.0
    brings: float = 1.0


THREE: Final = (0.25, 0.25, 0.2)
FOUR: Final = (0.15, 0.15, 0.15, 0.1)
FIVE: Final = (0.15, 0.15, 0.15, 0.1, 0.1)
WORLDS: Final = {
    "alike, 3 lists": World(400, THREE),
    "alike, 4 lists": World(400, FOUR),
    "alike, 4 lists, many": World(2000, FOUR),
    "alike, 5 lists": World(600, FIVE),
    "alike, a dependent pair": World(400, (0.2, 0.2, 0.2, 0.15), brings=2.5),
    "alike, an exclusive pair": World(400, FOUR, brings=0.0),
    "alike, an exclusive pair of 3": World(400, THREE, brings=0.0),
    "sd .4, 4 lists": World(400, FOUR, 0.4),
    "sd .4, 4 lists, many": World(2000, FOUR, 0.4),
    "sd .6, 4 lists": World(400, FOUR, 0.6),
    "sd .8, 3 lists": World(400, THREE, 0.8),
    "sd .8, 4 lists": World(400, FOUR, 0.8),
    "sd .8, 4 lists, many": World(5000, FOUR, 0.8),
    "sd .8, 5 lists": World(600, FIVE, 0.8),
    "sd .8, a dependent pair": World(600, FOUR, 0.8, brings=2.5),
    "sd .8, an exclusive pair": World(400, FOUR, 0.8, brings=0.0),
    "sd .8, an exclusive pair of 3": World(400, THREE, 0.8, brings=0.0),
}


@dataclass(frozen=True, slots=True)
class Draw:
    """What one draw showed: whether each interval holds the population, and why it is refused.

    `differing_holds` is None where the lists cannot show whether people differ.
    """

    alike_holds: bool
    differing_holds: bool | None
    is_shown: bool
    reasons: tuple[str, ...]

    @property
    def is_missed(self) -> bool:
        """Whether limits are given, the wider ones, that do not hold the population."""
        return self.differing_holds is False and not self.reasons

    @property
    def reasons_of_lists(self) -> tuple[str, ...]:
        """The reasons that take no account of people who differ."""
        return tuple(reason for reason in self.reasons if not reason.startswith(OF_PEOPLE))


def draw_lists(world: World, random: np.random.Generator) -> OverlapCounts:
    """The people of one draw, counted by combination of lists."""
    lists = len(world.chances)
    factors = np.exp(world.spread * random.standard_normal((world.people, 1)))
    chances = np.minimum(factors * world.chances, MOST_CHANCE)
    uniform = random.random(chances.shape)
    on_list = uniform < chances
    brought = np.minimum(chances[:, 1] * world.brings, MOST_CHANCE)
    on_list[:, 1] = uniform[:, 1] < np.where(on_list[:, 0], brought, chances[:, 1])
    codes = on_list @ (1 << np.arange(lists))
    counts = np.bincount(codes, minlength=2**lists)[1:].astype(np.float64)
    return OverlapCounts(tuple("ABCDEFGHIJ"[:lists]), counts)


def drawn(world: World, draws: int, seed: int = 1) -> list[Draw]:
    """What each of `draws` shows; without an estimate, no interval holds and the reason is that."""
    random = np.random.default_rng(seed)
    return [_judged(world, draw_lists(world, random)) for _ in range(draws)]


def _judged(world: World, counts: OverlapCounts) -> Draw:
    try:
        estimate = estimate_overlap(counts)
    except TooThin as refusal:
        return Draw(False, None, False, tuple(refusal.reasons))
    differing = heterogeneity(counts, estimate)
    reasons = too_thin(counts, estimate, sensitivity_set(counts), differing=differing)
    return Draw(
        world.people in estimate.population,
        world.people in differing.population if differing.population else None,
        differing.is_shown,
        reasons,
    )


def share(flags: list[bool]) -> float:
    """The share that is true; not a number where there is none."""
    return sum(flags) / len(flags) if flags else math.nan


def binomial_error(chance: float, draws: int) -> float:
    """The standard error of a share of independent `draws`."""
    return math.sqrt(chance * (1 - chance) / draws)


COLUMNS: Final = {
    "alike holds": lambda draws: share([draw.alike_holds for draw in draws]),
    "missed before": lambda draws: share(
        [not draw.alike_holds and not draw.reasons_of_lists for draw in draws]
    ),
    "differ holds": lambda draws: share(
        [draw.differing_holds for draw in draws if draw.differing_holds is not None]
    ),
    "differ shown": lambda draws: share([draw.is_shown for draw in draws]),
    "refused": lambda draws: share([bool(draw.reasons) for draw in draws]),
    "missed now": lambda draws: share([draw.is_missed for draw in draws]),
}


def main(draws: int) -> None:
    """Print how often each interval holds the truth, and how often one is given that misses it."""
    print(f"{draws} draws".ljust(32), *(name.rjust(14) for name in COLUMNS))  # noqa: T201
    for name, world in WORLDS.items():
        seen = drawn(world, draws)
        figures = [f"{figure(seen):14.3f}" for figure in COLUMNS.values()]
        print(name.ljust(32), *figures, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
