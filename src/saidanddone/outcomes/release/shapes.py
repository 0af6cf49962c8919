"""What a release holds of what was measured."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from saidanddone.disclosure.figures import Figure


@dataclass(frozen=True)
class Month:
    """One month as it may be shown; `out_of` is the whole that `value` is part of, in a measure of shares."""

    month: date
    value: Figure
    comparison: Figure | None
    out_of: Figure | None


@dataclass(frozen=True)
class Window:
    """Months compared, both included, with their totals as they may be shown."""

    kind: Literal["before", "after"]
    first: date
    last: date
    total: Figure
    comparison: Figure | None


@dataclass(frozen=True)
class Change:
    """A change in whole percent, negative for fewer; limits of 95 % intervals, the lower first.

    `lower` and `upper` allow for months that scatter and that take after one another; None where
    months are too few, or too small to show. `lower_by_chance` and `upper_by_chance` allow for
    chance alone. `could_be_none` is true where there are no limits. `range_sentence` says more of
    the range than `sentence`, and may be empty.
    """

    percent: int
    lower: int | None
    upper: int | None
    lower_by_chance: int
    upper_by_chance: int
    could_be_none: bool
    comparison_percent: int | None
    sentence: str
    comparison_sentence: str
    range_sentence: str
    level: int  # of the Maryland scale
    level_words: str


@dataclass(frozen=True)
class Total:
    """A total over a closed period; people who come again are counted once."""

    starts_on: date
    ends_on: date
    total: Figure
    total_before: Figure | None


@dataclass(frozen=True)
class Measure:
    """An indicator. `counts` is people, things or reports; figures of things are exact.

    `out_of` names what each month is part of, where the measure is of shares. `monthly_target` is what a
    month aims at, of a share its percent. Counts from 1 to `hides_to` are hidden; 0 where none is.
    """

    ref: str
    slug: str
    title: str
    definition: str
    source: str
    counts: str
    better: str
    tells_of: str
    baseline: str
    target: str
    caveat: str
    comparison_area: str
    out_of: str
    monthly_target: int | None
    hides_to: int
    months: tuple[Month, ...]
    windows: tuple[Window, ...]
    change: Change | None
    held_back: str  # why no change is stated, or months are not shown
    totals: tuple[Total, ...]
    stands_beside: tuple[str, ...]
    action_refs: tuple[str, ...]

    @property
    def other_totals(self) -> tuple[Total, ...]:
        """Totals beyond those of the months compared."""
        compared = {(window.first, window.last) for window in self.windows}
        return tuple(
            total for total in self.totals if (total.starts_on, total.ends_on) not in compared
        )


@dataclass(frozen=True)
class Measures:
    measures: tuple[Measure, ...]

    def measure(self, slug: str) -> Measure | None:
        return next((measure for measure in self.measures if measure.slug == slug), None)
