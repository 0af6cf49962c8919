"""What may stand for a number."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A count of people, of things said or of reports, as it may leave.

    `shown` is None where it is hidden (1 to 7) or withheld (it would tell of a hidden one).
    `is_exact`: let out by the ledger; else rounded to the nearest 5. 0 is a true 0.
    """

    shown: int | None
    is_exact: bool = False

    @property
    def in_words(self) -> str:
        if self.shown is None:
            return "too few to show"
        if not self.shown:
            return "none"
        return f"{self.shown:,}" if self.is_exact else f"about {self.shown:,}"

    @property
    def is_hidden(self) -> bool:
        return self.shown is None


@dataclass(frozen=True)
class Share:
    """Part of those asked, as a band of protected counts; None where too few were asked."""

    asked: Figure
    band: str | None


@dataclass(frozen=True)
class KnownFigure:
    """One figure as a footnote: what it is, how it was worked out, what was hidden.

    `name` is stable from release to release. `value`, `lower` and `upper` are numbers or None.
    """

    name: str
    label: str
    value: int | float | None
    lower: int | float | None
    upper: int | float | None
    in_words: str
    definition: str
    period: str
    source: str
    suppressed: bool
    hidden: str


@dataclass(frozen=True)
class ExactOut:
    """A total that leaves exact with this release: which ledger entry, and why it was let out."""

    ref: str
    label: str
    total: int
    starts_on: date
    ends_on: date
    because: str
