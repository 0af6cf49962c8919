"""Made-up months: how often each interval says "changed" where nothing did, or where it did.

    python methods/tests/simulated_months.py --runs 1000             the tables of docs/methods
    python methods/tests/simulated_months.py --only segmented falls  the rows that name both
    python methods/tests/simulated_months.py --runs 1000 --lengths   what set LEAST_EACH_SIDE

Months scatter as Poisson counts, more widely, or remember: the logarithm of their level is a
first-order autoregressive series. Nothing here changes unless a fall is asked for.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from unittest.mock import patch

import numpy as np

from saidanddone_methods.change import before_after
from saidanddone_methods.change.ranges import ChangeRatio
from saidanddone_methods.change.segmented import segmented
from saidanddone_methods.change.trend import pre_trend
from saidanddone_methods.errors import TooThin
from saidanddone_methods.months import first_day

FIRST = 2020 * 12  # January 2020, as a month number


@dataclass(frozen=True)
class Kind:
    """How months scatter about their level: `dispersion` times Poisson, or with a noise of the log
    level of standard deviation `noise` and `correlation` between neighbours; and the season.
    """

    name: str
    dispersion: float = 1.0
    correlation: float = 0.0
    noise: float = 0.0
    season: float = 0.0

    def draw(self, random: np.random.Generator, levels: np.ndarray) -> np.ndarray:
        """One count for each level, in order."""
        months = len(levels)
        levels = levels * np.exp(self.season * np.sin(2 * np.pi * np.arange(months) / 12))
        if self.dispersion > 1:
            extra = self.dispersion - 1
            levels = random.gamma(levels / extra, extra)
        if self.noise:
            shocks = random.normal(size=months)
            carried = np.empty(months)
            carried[0] = shocks[0]
            fresh = np.sqrt(1 - self.correlation**2)
            for month in range(1, months):
                carried[month] = self.correlation * carried[month - 1] + fresh * shocks[month]
            levels = levels * np.exp(self.noise * carried - self.noise**2 / 2)
        return random.poisson(levels)


POISSON = Kind("Poisson")
MILD = Kind("autocorrelation .3, noise .25", correlation=0.3, noise=0.25)
LONG = Kind("autocorrelation .6, noise .25", correlation=0.6, noise=0.25)
HARDEST = Kind("autocorrelation .6, noise .5", correlation=0.6, noise=0.5)
KINDS = (
    POISSON,
    Kind("variance 2 times the mean", dispersion=2),
    Kind("variance 4 times the mean", dispersion=4),
    MILD,
    LONG,
    HARDEST,
)
SEASONAL = Kind("Poisson with a season", season=0.3)


@dataclass(frozen=True)
class Shape:
    """A method on months: `mean` events in each, `before` and `after` the change."""

    name: str
    mean: float
    before: int
    after: int
    estimate: Callable[["Shape", Kind, np.random.Generator, float], ChangeRatio]

    def levels(self, months: int, change: int, fall: float) -> np.ndarray:
        return self.mean * np.where(np.arange(months) < change, 1.0, 1.0 - fall)

    @property
    def months(self) -> str:
        return f"{self.mean:g} a month, {self.before} + {self.after}"


def matched(shape: Shape, kind: Kind, random: np.random.Generator, fall: float) -> ChangeRatio:
    """The same calendar months of two years, or of two pairs of years and so on."""
    shift = -(-shape.before // 12) * 12
    counts = kind.draw(random, shape.levels(shift + shape.after, shift, fall))
    return before_after(*_windows(counts, shape, shift)).own


def matched_beside(
    shape: Shape, kind: Kind, random: np.random.Generator, fall: float
) -> ChangeRatio:
    """The same beside an area three times as large, whose months scatter alike."""
    shift = -(-shape.before // 12) * 12
    levels = shape.levels(shift + shape.after, shift, fall)
    here = kind.draw(random, levels)
    there = kind.draw(random, np.full_like(levels, 3 * shape.mean))
    change = before_after(*_windows(here, shape, shift), *_windows(there, shape, shift))
    if change.ratio_of_ratios is None:
        raise TooThin(["nothing was counted in the comparison area after"])
    return change.ratio_of_ratios


def stepped(shape: Shape, kind: Kind, random: np.random.Generator, fall: float) -> ChangeRatio:
    """A step beyond a trend."""
    return _stepped(shape, kind, random, fall, harmonics=0)


def stepped_with_seasons(
    shape: Shape, kind: Kind, random: np.random.Generator, fall: float
) -> ChangeRatio:
    """A step beyond a trend and one wave a year."""
    return _stepped(shape, kind, random, fall, harmonics=1)


def stepped_beside(
    shape: Shape, kind: Kind, random: np.random.Generator, fall: float
) -> ChangeRatio:
    """A step in the ratio to an area three times as large."""
    months = shape.before + shape.after
    there = _series(kind.draw(random, np.full(months, 3 * shape.mean)))
    counts = _series(kind.draw(random, shape.levels(months, shape.before, fall)))
    return segmented(counts, first_day(FIRST + shape.before), comparison=there).step.ratio


def trend_before(shape: Shape, kind: Kind, random: np.random.Generator, fall: float) -> ChangeRatio:
    """The trend of the months before."""
    counts = kind.draw(random, shape.levels(shape.before, shape.before, fall))
    return pre_trend(_series(counts), first_day(FIRST + shape.before)).per_year


def _stepped(
    shape: Shape, kind: Kind, random: np.random.Generator, fall: float, harmonics: int
) -> ChangeRatio:
    counts = kind.draw(random, shape.levels(shape.before + shape.after, shape.before, fall))
    since = first_day(FIRST + shape.before)
    return segmented(_series(counts), since, harmonics=harmonics).step.ratio


def _series(counts: np.ndarray, begin: int = 0) -> dict:
    return {first_day(FIRST + begin + i): int(count) for i, count in enumerate(counts)}


def _windows(counts: np.ndarray, shape: Shape, shift: int) -> tuple[dict, dict]:
    return _series(counts[: shape.before]), _series(counts[shift:], shift)


RATIOS = (
    Shape("same months", 8, 7, 7, matched),
    Shape("same months", 20, 12, 12, matched),
    Shape("same months", 25, 12, 12, matched),
)
OTHERS = (
    Shape("same months", 8, 12, 12, matched),
    Shape("same months", 3, 24, 24, matched),
    Shape("same months", 20, 24, 24, matched),
    Shape("same months", 20, 36, 36, matched),
)
BESIDE = (
    Shape("same months, beside an area", 20, 12, 12, matched_beside),
    Shape("same months, beside an area", 20, 24, 24, matched_beside),
)
STEPS = (
    Shape("segmented", 20, 12, 12, stepped),
    Shape("segmented", 20, 24, 12, stepped),
    Shape("segmented", 20, 36, 24, stepped),
    Shape("segmented, one wave", 20, 36, 24, stepped_with_seasons),
    Shape("segmented, beside an area", 20, 24, 12, stepped_beside),
    Shape("trend before", 20, 24, 0, trend_before),
)


@dataclass(frozen=True)
class Alarms:
    """Of `runs` made-up series, the shares whose range leaves out "no change"."""

    runs: int
    chance: float
    independent: float
    interval: float
    refused: float


def alarms(shape: Shape, kind: Kind, runs: int, seed: int, fall: float = 0.0) -> Alarms:
    """How often each range of `shape` says that months of `kind` changed."""
    random = np.random.default_rng(seed)
    chance = independent = interval = refused = 0
    for _ in range(runs):
        try:
            ratio = shape.estimate(shape, kind, random, fall)
        except TooThin:
            refused += 1
            continue
        chance += 1 not in ratio.chance
        independent += ratio.independent is not None and 1 not in ratio.independent
        interval += not ratio.could_be_no_change
        refused += ratio.interval is None
    return Alarms(runs, *(count / runs for count in (chance, independent, interval, refused)))


@dataclass(frozen=True)
class Row:
    """A row of the table: `kind` of months without a change, or with a `fall`."""

    shape: Shape
    kind: Kind
    fall: float = 0.0

    @property
    def head(self) -> str:
        change = f" falls {self.fall * 100:.0f} % |" if self.fall else ""
        return f"| {self.shape.name} | {self.shape.months} | {self.kind.name} |{change}"

    def print(self, runs: int, seed: int) -> None:
        counted = alarms(self.shape, self.kind, runs, seed, self.fall)
        shares = (counted.chance, counted.independent, counted.interval, counted.refused)
        figures = " | ".join(f"{share * 100:.1f} %" for share in shares)
        sys.stdout.write(f"{self.head} {figures} |\n")
        sys.stdout.flush()


PLACEBOS = (
    *(Row(shape, kind) for shape in (*RATIOS, *OTHERS, *BESIDE, *STEPS) for kind in KINDS),
    *(Row(shape, SEASONAL) for shape in STEPS[2:4]),
)
FALLS = tuple(
    Row(shape, kind, fall)
    for shape in (RATIOS[1], *OTHERS[2:], *BESIDE, *STEPS[1:3], STEPS[4])
    for kind in (POISSON, MILD)
    for fall in (0.26, 0.5)
)


def _print_lengths(runs: int, seed: int) -> None:
    """False alarms of the two hardest kinds, months from 7 to 13 on each side, none refused."""
    module = sys.modules[before_after.__module__]
    with patch.object(module, "LEAST_EACH_SIDE", 1):
        for months in range(7, 14):
            shapes = [Shape("same months", mean, months, months, matched) for mean in (8, 20, 25)]
            for row in (Row(shape, kind) for shape in shapes for kind in (LONG, HARDEST)):
                row.print(runs, seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7130)
    parser.add_argument(
        "--only", nargs="+", default=(), help="the rows with all these in their head"
    )
    parser.add_argument("--lengths", action="store_true")
    arguments = parser.parse_args()
    sys.stdout.write(
        "| method | months | they are | chance alone | independent | interval | refused |\n"
    )
    if arguments.lengths:
        _print_lengths(arguments.runs, arguments.seed)
        return
    for row in (*PLACEBOS, *FALLS):
        if all(words in row.head for words in arguments.only):
            row.print(arguments.runs, arguments.seed)


if __name__ == "__main__":
    main()
