"""Thematic saturation: after how many conversations few new codes are heard."""

import math
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from saidanddone_methods.checks import whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import lists_by, reads_frames
from saidanddone_methods.incidence import incidence
from saidanddone_methods.intervals import FloatArray
from saidanddone_methods.resampling import Progress, enough_draws

# Orders in memory at once, times interviews and codes.
BLOCK_CELLS = 2_000_000

Interview = TypeVar("Interview", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SaturationPoint:
    """The codes heard after `interviews` conversations in the order given, `new` ones in the last.

    `share_new` is the number of new codes in the next run over the codes of the base. It is None
    before the base is complete, where the base has no code, and where no whole run follows.
    `expected_codes` is the mean over all orders (Colwell, Mao & Chang, 2004, Ecology 85,
    2717-2727).
    """

    interviews: int
    codes: int
    new: int
    share_new: float | None
    expected_codes: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """Saturation was reached at `reached_at` conversations, as the `run` after them shows.

    None where it was not reached. `median`, `lower` and `upper` say where it is reached in other
    orders; None beyond the last conversation. In `not_reached` of `orders` orders it was not
    reached at all.
    """

    reached_at: int | None
    median: int | None
    lower: int | None
    upper: int | None
    curve: tuple[SaturationPoint, ...]
    interviews: int
    codes: int
    base: int
    run: int
    threshold: float
    orders: int
    not_reached: int
    seed: int
    confidence: float


@reads_frames(codes_by_interview=lists_by("interview", "code"))
def saturation(
    codes_by_interview: Mapping[Interview, Collection[Hashable]],
    *,
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
    orders: int = 2000,
    seed: int = 1,
    confidence: float = 0.95,
    progress: Progress = lambda done: None,
) -> Saturation:
    """Where a run of conversations adds at most a share of the codes of the first ones.

    `codes_by_interview` is in the order of the conversations, with those without a code; or a
    frame with the columns interview and code, empty where there is none. The codes
    of the first `base` are the divisor. Runs of length `run` overlap. The first run that adds at
    most `threshold` of the divisor shows saturation before it: reached at 6 with a run of 2 is
    written 6+2, and needs 8 conversations. Assumes a final codebook and people of one kind: people
    who did not come may say something new. Guest and others draw interviews with replacement; here
    each occurs once in a random order, so that no code is lost. `progress` is called with the number done.

    Source: Guest, Namey & Chen (2020), PLoS ONE 15(5), e0232076.
    Cost: orders x interviews x codes. Raises BadInput for settings out of range; TooThin where
    there are fewer than `base` and `run` together, or no code.
    """
    rule = _Rule.of(base, run, threshold)
    orders = enough_draws(orders, confidence, "orders")
    _, heard = incidence(codes_by_interview)
    _refuse_if_thin(heard, rule)
    first_in_order = _first_heard(heard, np.arange(len(heard))[np.newaxis])
    shares = _shares_new(first_in_order, len(heard), rule)
    drawn = _reached_in_orders(heard, rule, orders, whole_number(seed, "seed"), progress)
    tail = (1 - confidence) / 2
    lower, median, upper = np.quantile(drawn, [tail, 0.5, 1 - tail], method="inverted_cdf")
    return Saturation(
        reached_at=_whole(_reached(shares, rule)[0]),
        median=_whole(median),
        lower=_whole(lower),
        upper=_whole(upper),
        curve=_curve(heard, first_in_order[0], shares[0], rule.base),
        interviews=heard.shape[0],
        codes=heard.shape[1],
        base=rule.base,
        run=rule.run,
        threshold=rule.threshold,
        orders=orders,
        not_reached=int(np.isinf(drawn).sum()),
        seed=seed,
        confidence=confidence,
    )


@dataclass(frozen=True, slots=True)
class _Rule:
    base: int
    run: int
    threshold: float

    @classmethod
    def of(cls, base: int, run: int, threshold: float) -> "_Rule":
        if not 0 <= threshold < 1:
            raise BadInput("threshold must be 0 or more and below 1")
        return cls(
            whole_number(base, "base", at_least=1),
            whole_number(run, "run", at_least=1),
            threshold,
        )


def _refuse_if_thin(heard: NDArray[np.bool_], rule: _Rule) -> None:
    reasons = []
    if len(heard) < rule.base + rule.run:
        reasons.append(
            f"{len(heard)} conversations are too few for a base of {rule.base} and a run of "
            f"{rule.run}"
        )
    if not heard.shape[1]:
        reasons.append("no conversation has a code")
    if reasons:
        raise TooThin(reasons)


def _first_heard(heard: NDArray[np.bool_], turns: NDArray[np.intp]) -> NDArray[np.intp]:
    """The turn, from 0, at which each code is first heard, (orders, codes); `turns` is order x interview."""
    return np.stack([turns[:, has_code].min(axis=1) for has_code in heard.T], axis=1)


def _shares_new(first: NDArray[np.intp], interviews: int, rule: _Rule) -> FloatArray:
    """New codes of each run over the codes of the base, (orders, runs); infinite for an empty base."""
    orders, codes = first.shape
    new = np.zeros((orders, interviews + 1))
    np.add.at(new, (np.repeat(np.arange(orders), codes), first.ravel() + 1), 1)
    known = new.cumsum(axis=1)
    starts = np.arange(rule.base, interviews - rule.run + 1)
    added = known[:, starts + rule.run] - known[:, starts]
    measure = known[:, [rule.base]]
    shares: FloatArray = np.divide(
        added, measure, out=np.full(added.shape, np.inf), where=measure > 0
    )
    return shares


def _reached(shares: FloatArray, rule: _Rule) -> FloatArray:
    """How many interviews came before the first run that adds little; infinite where none does."""
    little = shares <= rule.threshold + 1e-12
    return np.where(little.any(axis=1), rule.base + little.argmax(axis=1), np.inf)


def _reached_in_orders(
    heard: NDArray[np.bool_], rule: _Rule, orders: int, seed: int, progress: Progress
) -> FloatArray:
    generator = np.random.default_rng(seed)
    interviews, codes = heard.shape
    block = max(1, BLOCK_CELLS // (interviews + codes))
    reached = []
    for start in range(0, orders, block):
        rows = min(block, orders - start)
        turns = generator.permuted(np.tile(np.arange(interviews), (rows, 1)), axis=1)
        first = _first_heard(heard, turns)
        reached.append(_reached(_shares_new(first, interviews, rule), rule))
        progress(start + rows)
    return np.concatenate(reached)


def _curve(
    heard: NDArray[np.bool_], first: NDArray[np.intp], shares: FloatArray, base: int
) -> tuple[SaturationPoint, ...]:
    new = np.bincount(first, minlength=len(heard))
    known = new.cumsum()
    points = []
    for n in range(1, len(heard) + 1):
        run = n - base
        share = float(shares[run]) if 0 <= run < len(shares) else math.inf
        points.append(
            SaturationPoint(
                n,
                int(known[n - 1]),
                int(new[n - 1]),
                share if math.isfinite(share) else None,
                _expected(heard, n),
            )
        )
    return tuple(points)


def _expected(heard: NDArray[np.bool_], n: int) -> float:
    """The expected number of codes in `n` interviews drawn without replacement."""
    interviews = len(heard)
    ways = math.comb(interviews, n)
    return sum(1 - math.comb(interviews - int(k), n) / ways for k in heard.sum(axis=0))


def _whole(reached: float) -> int | None:
    return int(reached) if math.isfinite(reached) else None
