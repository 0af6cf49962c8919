"""The contact counts of one service, and the form of an estimate from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from saidanddone_methods.errors import BadInput
from saidanddone_methods.frames import columns_of, pass_instead, reads_frames
from saidanddone_methods.intervals import Interval
from saidanddone_methods.population.design import FloatArray
from saidanddone_methods.population.thresholds import refuse_few_again, refuse_too_many

Covariate = Sequence[str] | FloatArray

MOST_GROUPS = 50  # different words of one covariate; more are names or dates, not groups


@dataclass(frozen=True, slots=True)
class Contacts:
    """How often people were seen: `counts` people `times` times, with the same `columns`.

    `columns` is rows x coefficients: a constant, then covariates. Equal rows are merged.
    """

    times: FloatArray
    counts: FloatArray
    columns: FloatArray

    @classmethod
    @reads_frames(
        times=pass_instead("its column of times"),
        counts=pass_instead("its column of counts"),
        covariates=columns_of,
    )
    def of(
        cls,
        times: Sequence[int] | np.ndarray,
        counts: Sequence[int] | np.ndarray | None = None,
        covariates: Mapping[str, Covariate] = MappingProxyType({}),
    ) -> "Contacts":
        """From how often each person was seen, or each group of `counts` people.

        A covariate of words is a factor whose reference is the first word in order; one of numbers
        is a linear term. `covariates` may be a polars or pandas frame. Raises BadInput for times that are not whole numbers of 1 or more, counts
        that are not whole numbers of 0 or more, more than MOST_PEOPLE people, or columns of unequal
        length. Raises it too for a covariate that is constant, collinear, or has more than
        MOST_GROUPS words. Raises TooThin where fewer than FEWEST_AGAIN people were seen again.
        """
        seen = _whole(times, "times seen", least=1)
        people = np.ones(len(seen)) if counts is None else _whole(counts, "a count", least=0)
        if len(people) != len(seen):
            raise BadInput(f"there are {len(seen)} times seen but {len(people)} counts")
        if not people.sum():
            raise BadInput("nobody was seen")
        refuse_too_many(float(people.sum()))
        columns = _columns(covariates, len(seen))
        seen, people, columns = (column[people > 0] for column in (seen, people, columns))
        _refuse_collinear(columns, list(covariates))
        refuse_few_again(int(people[seen > 1].sum()), int(people.sum()))
        rows, which = np.unique(np.column_stack([seen, columns]), axis=0, return_inverse=True)
        totals = np.bincount(which.ravel(), weights=people).astype(np.float64)
        return cls(rows[:, 0], totals, np.ascontiguousarray(rows[:, 1:]))

    @property
    def people(self) -> int:
        """The number of people seen."""
        return int(self.counts.sum())

    def seen(self, times: int) -> int:
        """The number of people seen exactly `times` times."""
        return int(self.counts[self.times == times].sum())

    def only(self, *times: int) -> "Contacts":
        """The contacts of people seen any of these numbers of `times`."""
        is_kept = np.isin(self.times, times)
        return Contacts(self.times[is_kept], self.counts[is_kept], self.columns[is_kept])


@dataclass(frozen=True, slots=True)
class ContactsEstimate:
    """The population by one estimator, None where it has no estimate. `note` is its assumption.

    `standard_error` is of the population; the interval is log-normal on the number unseen.
    """

    population: Interval | None
    standard_error: float | None
    note: str


def _whole(values: Sequence[int] | np.ndarray, name: str, *, least: int) -> FloatArray:
    """Whole numbers of `least` or more, as floats. Raises BadInput that names the first other."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadInput(f"{name} must be a number") from None
    if numbers.ndim != 1:
        raise BadInput(f"{name} must stand in one row")
    broken = ~np.isfinite(numbers) | (numbers < least) | (numbers != np.floor(numbers))
    if broken.any():
        place = int(np.argmax(broken))
        raise BadInput(
            f"{name} must be a whole number of {least} or more, but number {place + 1} is "
            f"{numbers[place]:g}"
        )
    return numbers


def _columns(covariates: Mapping[str, Covariate], rows: int) -> FloatArray:
    """A constant, a column for each numeric covariate, and one for each word but the first."""
    columns = [np.ones(rows)]
    for name, values in covariates.items():
        if len(values) != rows:
            raise BadInput(f"covariate {name} has {len(values)} values for {rows} people")
        array = np.asarray(values)
        if (array == array[0]).all():
            raise BadInput(f"covariate {name} is the same for everyone, so it tells nobody apart")
        if array.dtype.kind in "fiu":
            if not np.isfinite(array).all():
                raise BadInput(f"covariate {name} must hold numbers throughout")
            # Centred and scaled: the same fit, better conditioned.
            columns.append((array - array.mean()) / float(array.std()))
        else:
            words = np.unique(array)
            if len(words) > MOST_GROUPS:
                raise BadInput(
                    f"covariate {name} has {len(words)} different words, more than {MOST_GROUPS}: "
                    "join them into fewer groups"
                )
            columns += [(array == word).astype(np.float64) for word in words[1:]]
    return np.column_stack(columns)


def _refuse_collinear(columns: FloatArray, names: Sequence[str]) -> None:
    if names and np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise BadInput(f"the covariates {', '.join(names)} cannot be told apart: leave one out")
