"""What a release holds of the programme itself."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Stage:
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class About:
    """The programme as it introduces itself."""

    slug: str
    title: str
    pledge: str
    owner: str
    notice: str
    open_to_influence: str
    already_fixed: str
    closes_on: date | None
    stages: tuple[Stage, ...]
