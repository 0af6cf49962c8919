"""A ratio with its ranges: for chance alone, for scatter, and for scatter and memory."""

from dataclasses import dataclass

from saidanddone_methods.change.noise import LogError, log_error
from saidanddone_methods.change.regression import CountFit
from saidanddone_methods.intervals import FloatArray, Interval, normal_quantile, ratio_from_log
from saidanddone_methods.wording import (
    chance_clause,
    change_headline,
    change_sentence,
    percent_change,
)


@dataclass(frozen=True, slots=True)
class ChangeRatio:
    """A ratio of after to before, with three intervals.

    `chance` allows for chance alone: Poisson counts in independent months. `independent` allows for
    scatter as well, in months that are still independent; None where scatter is not known.
    `interval` allows for scatter and for months that take after the month before; it is never
    narrower than the other two. It is None where it would be right too seldom, and `lacking` says
    why.
    """

    chance: Interval
    independent: Interval | None
    interval: Interval | None
    lacking: str = ""

    @property
    def estimate(self) -> float:
        return self.chance.estimate

    @property
    def percent(self) -> float:
        return percent_change(self.estimate)

    @property
    def could_be_no_change(self) -> bool:
        """Whether no change cannot be ruled out; True also where there is no `interval`."""
        return self.interval is None or 1 in self.interval

    def sentence(self, before: int | None = None) -> str:
        """The change with its interval, or why there is none and what chance alone allows.

        `before` is the count before, named where the count fell to 0.
        """
        if self.interval is not None:
            return change_sentence(self.interval, before)
        headline = change_headline(self.estimate, before)
        return f"{headline}; {self.lacking}; {chance_clause(self.chance)}"


def allowing_for_months(
    chance: Interval,
    independent: Interval | None,
    log: float,
    error: LogError,
    confidence: float,
) -> ChangeRatio:
    """The ratio with the interval that months allow for: at each limit the widest of all.

    `log` is the logarithm of the ratio, or of one that stands for a ratio of 0; `error` is its.
    """
    around = ratio_from_log(log, error.reach(confidence))
    known = [interval for interval in (chance, independent, around) if interval is not None]
    widest = Interval(
        chance.estimate,
        min(interval.lower for interval in known),
        max(interval.upper for interval in known),
    )
    return ChangeRatio(chance, independent, widest)


def fitted_ratio(
    fit: CountFit, column: int, months: FloatArray, confidence: float, lacking: str = ""
) -> ChangeRatio:
    """The factor of a column of a regression over `months`; `lacking` says why it has no interval."""
    z = normal_quantile(confidence)
    chance, independent = fit.chance_ratio(column, z), fit.ratio(column, z)
    if lacking:
        return ChangeRatio(chance, independent, None, lacking)
    error = log_error(fit.evidence(months), column)
    log = float(fit.coefficients[column])
    return allowing_for_months(chance, independent, log, error, confidence)
