"""What a release holds of the advisory panel: its size, never broken down, and its decisions (R12)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PublicPanelDecision:
    title: str
    about: str
    outcome: str
    decided_on: date
    because: str
    dissent: str
    lifted_on: date | None


@dataclass(frozen=True)
class Panel:
    """`size` counts members who have not left: a count of things, told whole."""

    size: int
    decisions: tuple[PublicPanelDecision, ...]
