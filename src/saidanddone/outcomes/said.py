"""What a person says about an indicator and its months."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from saidanddone.base.errors import Refused

SHOWN_ERRORS = 5


@dataclass(frozen=True, kw_only=True)
class IndicatorSaid:
    """What an indicator counts and what it cannot show.

    The windows compared are first days of months; all four or none. `slug` is made from the title
    where it is empty. `beside_refs` names the indicators it is always shown with.
    """

    title: str
    definition: str
    source: str
    caveat: str
    counts: str
    better: str = "neither"
    tells_of: str = "other"
    baseline: str = ""
    target: str = ""
    comparison_area: str = ""
    before_from: date | None = None
    before_to: date | None = None
    after_from: date | None = None
    after_to: date | None = None
    slug: str = ""
    beside_refs: tuple[str, ...] = ()

    def fields(self) -> dict[str, Any]:
        """Everything but the slug and the relations, by the model's names."""
        said = asdict(self)
        return {name: said[name] for name in said if name not in ("slug", "beside_refs")}


@dataclass(frozen=True)
class MonthSaid:
    """One month's figure, here and in the comparison area; `month` is any day in it."""

    month: date
    value: int
    comparison: int | None = None


class BadMonths(Refused):
    """Some rows do not hold; nothing was stored. `sentences` has one for each, at most five."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences[:SHOWN_ERRORS])
        left = len(sentences) - len(self.sentences)
        if left:
            more = "1 more row is" if left == 1 else f"{left} more rows are"
            self.sentences += (f"{more} wrong too.",)
        super().__init__(" ".join(self.sentences), "lines", "file")
