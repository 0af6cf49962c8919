"""Synthetic control: one area against a weighted mean of others, with placebo permutation."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from saidanddone_methods.change.maryland import BESIDE_ANOTHER
from saidanddone_methods.checks import open_share, whole_number
from saidanddone_methods.errors import BadInput, TooThin
from saidanddone_methods.frames import columns_of, pass_instead, reads_frames
from saidanddone_methods.intervals import FloatArray, Interval
from saidanddone_methods.wording import change_sentence, percent_of, too_few

LEAST_DONORS = 4
LEAST_BEFORE = 8
LOOSE_FIT = 0.2  # with a larger gap before, as a share of the mean, the control does not fit


@dataclass(frozen=True, slots=True)
class Synthetic:
    """An area's months after over those of its synthetic control, ranked among placebos.

    `weights` names the areas of the control with their weights, which add up to 1. `blend` is the
    control's series. `fit_before` is the root mean square gap before, as a share of the area's mean
    before. Above .2 the control does not fit, and the sentence says so. `gap_ratio` is that gap
    after over before. `p_value` is the share of areas, with this one, whose `gap_ratio` is as
    large, so it is at least 1 / (donors + 1). The interval of `ratio` contains the effects that the
    placebo ratios do not exclude. Its `confidence` is lower than requested with few donors.
    """

    ratio: Interval
    weights: tuple[tuple[str, float], ...]
    blend: tuple[float, ...]
    fit_before: float
    gap_ratio: float
    p_value: float
    placebos: tuple[tuple[str, float], ...]  # each donor's ratio as though it had been treated
    confidence: float
    level: int
    sentence: str


@reads_frames(series=pass_instead("the column of this area's counts"), donors=columns_of)
def synthetic_control(
    series: Sequence[float],
    donors: Mapping[str, Sequence[float]],
    months_before: int,
    *,
    in_own_means: bool = True,
    confidence: float = 0.95,
) -> Synthetic:
    """Compare `series` with a weighted mean of `donors` (area to series, all of one length).

    `donors` may be a polars or pandas frame with a column for each area, and no other.
    Weights are 0 or more, add up to 1 and minimise the squared gaps of the first `months_before`
    months: Abadie, Diamond & Hainmueller (2010), Journal of the American Statistical
    Association 105, 493-505, with the outcome's own months as the only predictors. `in_own_means`
    divides each series by its mean before, so that areas of any size are comparable. Without it
    the area must lie among its donors. Each donor is then a placebo: its control is fitted from the
    other donors, without the area itself.

    Assumes that the change affected no donor, and that a control which fits before would have
    continued to fit. Raises TooThin with fewer than 4 donors, 8 months before or 1 after, or a
    series with nothing before. Raises BadInput for series of unequal length or invalid counts.
    Cost: one small least-squares problem for each area.
    """
    before = whole_number(months_before, "months_before", at_least=1)
    alpha = 1 - open_share(confidence, "confidence")
    names, counts = _checked(series, donors, before)
    scale = counts[:, :before].mean(axis=1) if in_own_means else np.ones(len(counts))
    scaled = counts / scale[:, None]
    weights = simplex_weights(scaled[1:, :before].T, scaled[0, :before])
    blend = weights @ scaled[1:]
    if not blend[before:].any():
        raise TooThin(
            ["nothing was counted after in the areas with a weight: choose others to compare with"]
        )
    outcome, placebos = _Outcome.of(scaled[0], blend, before), _placebos(scaled[1:], before)
    as_odd = sum(placebo.gap_ratio >= outcome.gap_ratio for placebo in placebos)
    ratio, attained = _placebo_interval(
        outcome.ratio, [placebo.ratio for placebo in placebos], alpha
    )
    p_value = (1 + as_odd) / (1 + len(placebos))
    rank = f"{1 + as_odd} of {1 + len(placebos)} areas moved as far from their blend"
    return Synthetic(
        ratio=ratio,
        weights=tuple(
            (name, float(weight))
            for name, weight in zip(names, weights, strict=True)
            if weight > 1e-6
        ),
        blend=tuple(float(value) for value in blend * scale[0]),
        fit_before=outcome.fit_before,
        gap_ratio=outcome.gap_ratio,
        p_value=p_value,
        placebos=tuple(
            (name, placebo.ratio) for name, placebo in zip(names, placebos, strict=True)
        ),
        confidence=attained,
        level=BESIDE_ANOTHER,
        sentence=_sentence(outcome, ratio, rank, attained, 1 - alpha),
    )


def _placebos(donors: FloatArray, before: int) -> list["_Outcome"]:
    """The outcome of each donor (a row) as a placebo, with a control from the other donors."""
    placebos = []
    for number, donor in enumerate(donors):
        rest = np.delete(donors, number, axis=0)
        shares = simplex_weights(rest[:, :before].T, donor[:before])
        placebos.append(_Outcome.of(donor, shares @ rest, before))
    return placebos


def simplex_weights(columns: FloatArray, target: FloatArray) -> FloatArray:
    """Weights of `columns` (months x areas), 0 or more with sum 1, that best fit `target` (months).

    As they add up to 1, the gap is a weighted sum of the gaps of the columns. Its least length is
    the distance from 0 to the convex hull of those gaps. Non-negative least squares of the gaps
    onto 0, and of a row of ones onto 1, gives that point after scaling to sum 1 (Lawson & Hanson,
    1974, Solving Least Squares Problems, chapter 23).
    """
    from scipy.optimize import nnls

    gaps = columns - target[:, None]
    size = float(np.abs(gaps).max()) or 1.0
    stacked = np.vstack([gaps / size, np.ones(gaps.shape[1])])
    solution, _ = nnls(stacked, np.append(np.zeros(len(gaps)), 1.0))
    weights: FloatArray = solution / solution.sum()
    return weights


@dataclass(frozen=True, slots=True)
class _Outcome:
    ratio: float
    gap_before: float
    gap_after: float
    mean_before: float

    @classmethod
    def of(cls, series: FloatArray, blend: FloatArray, before: int) -> "_Outcome":
        gaps = (series - blend) ** 2
        return cls(
            _over(float(series[before:].sum()), float(blend[before:].sum())),
            math.sqrt(gaps[:before].mean()),
            math.sqrt(gaps[before:].mean()),
            float(series[:before].mean()),
        )

    @property
    def fit_before(self) -> float:
        return self.gap_before / self.mean_before

    @property
    def gap_ratio(self) -> float:
        if self.gap_before == 0:
            return math.inf if self.gap_after else 1.0
        return self.gap_after / self.gap_before


def _checked(
    series: Sequence[float], donors: Mapping[str, Sequence[float]], before: int
) -> tuple[list[str], FloatArray]:
    names = list(donors)
    rows = [np.asarray(values, dtype=np.float64) for values in (series, *donors.values())]
    for name, row in zip(["the area", *names], rows, strict=True):
        if row.shape != rows[0].shape or row.ndim != 1:
            raise BadInput(f"the series of {name} differs in length from the area's")
        if not np.isfinite(row).all() or (row < 0).any():
            raise BadInput(f"the series of {name} must hold numbers of 0 or more, and no gap")
    reasons = []
    if len(names) < LEAST_DONORS:
        reasons.append(too_few(len(names), "area", " to compare with", LEAST_DONORS))
    if before < LEAST_BEFORE:
        reasons.append(too_few(before, "month", " before", LEAST_BEFORE))
    if len(rows[0]) <= before:
        reasons.append("there is no month after the change")
    reasons += [
        f"nothing was counted before in {name}"
        for name, row in zip(["the area", *names], rows, strict=True)
        if not row[:before].any()
    ]
    if reasons:
        raise TooThin(reasons)
    return names, np.stack(rows)


def _over(top: float, bottom: float) -> float:
    if bottom:
        return top / bottom
    return math.inf if top else 1.0


def _placebo_interval(ratio: float, placebos: list[float], alpha: float) -> tuple[Interval, float]:
    """The effects under which this area is not among the k lowest or highest placebo ratios.

    The interval always contains the estimate, even where every placebo moved the same way.
    """
    ordered = sorted(placebos)
    outside = max(1, int(alpha / 2 * (len(ordered) + 1) + 1e-9))  # 1.9999999999999998 is 2
    attained = 1 - 2 * outside / (len(ordered) + 1)
    low, high = ordered[outside - 1], ordered[-outside]
    lower = ratio / high if high else 0.0
    upper = ratio / low if low else math.inf
    return Interval(ratio, min(lower, ratio), max(upper, ratio)), attained


def _sentence(outcome: _Outcome, ratio: Interval, rank: str, attained: float, asked: float) -> str:
    sentence = f"set against a blend of other areas, {change_sentence(ratio)}; {rank}"
    if attained < asked - 1e-9:
        sentence = (
            f"{sentence}; with so few areas the range is right {attained * 100:.0f} times in 100, "
            f"not {asked * 100:g}"
        )
    if outcome.fit_before > LOOSE_FIT:
        gap = percent_of(outcome.fit_before)
        sentence = f"{sentence}; the blend was off by {gap} before the change, so this says little"
    return sentence
