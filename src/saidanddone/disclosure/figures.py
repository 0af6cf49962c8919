"""The numbers that a release may hold, and what is known of each: docs/reference/figures.md."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Figure:
    """A count of people, of things said or of reports, as it may be published.

    `shown` is None where it is hidden (1 to 7) or withheld (it would tell of a hidden one).
    `is_exact`: published exactly by a decision in the ledger; else rounded to the nearest 5. 0 is a true 0.
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
    """One figure with all that its footnote says. `value` is None where it is hidden or unknown.

    `name` is stable from release to release (docs/reference/figures.md); `in_words` is how a text
    says it. `lower` and `upper` are the limits of a 95 % interval, where there is one.
    """

    name: str
    stage: str  # of the work: the heading that it stands under
    value: float | None
    in_words: str
    definition: str
    worked_out: str
    period: str
    source: str
    lower: float | None
    upper: float | None
    interval: str
    suppressed: bool
    protection: str

    def as_json(self) -> dict[str, float | str | bool | None]:
        """The parts that a script reads beside the name."""
        return {
            "value": self.value,
            "lower": self.lower,
            "upper": self.upper,
            "definition": self.definition,
            "suppressed": self.suppressed,
        }


@dataclass(frozen=True)
class ExactOut:
    """A total that this release publishes exactly: its entry in the ledger, and why it may."""

    ref: str
    label: str
    total: int
    starts_on: date
    ends_on: date
    because: str


@dataclass(frozen=True)
class PublishedFigure:
    """A figure about a period that is published, or will be: exact where `exact`, else as shown.

    `label` is what people call what is counted; figures of one `name` are figures of one thing.
    """

    name: str
    starts_on: date
    ends_on: date
    value: int | None
    exact: bool
    label: str = field(default="", compare=False)

    def covers(self, name: str, starts_on: date, ends_on: date) -> bool:
        return (self.name, self.starts_on, self.ends_on) == (name, starts_on, ends_on)
