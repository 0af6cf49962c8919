"""What a release holds of who was listened to."""

from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.figures import Figure, Share


@dataclass(frozen=True)
class TookPart:
    """People of one community who took part in a stretch of months, both ends included."""

    people: Figure
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class CommunityListened:
    """`took_part` counts attendance and does not fall when someone withdraws.

    Several stretches where a closed one left exact and what came after is counted apart.
    """

    ref: str
    slug: str
    name: str
    heard_in: str
    took_part: tuple[TookPart, ...]

    @property
    def exact_first(self) -> list[TookPart]:
        """The exact total first; what came outside its months is counted apart."""
        return sorted(self.took_part, key=lambda part: (not part.people.is_exact, part.starts_on))


@dataclass(frozen=True)
class Occasions:
    """Occasions of one kind. `events` is None where an occasion is one person: not a thing to count."""

    kind: str
    kind_words: str
    in_words: str  # "3 community conversations"; "peer interviews", without a number
    communities: tuple[str, ...]
    events: int | None
    starts_on: date  # the first day of the first month, the last of the last
    ends_on: date


@dataclass(frozen=True)
class Listened:
    communities: tuple[CommunityListened, ...]
    occasions: tuple[Occasions, ...]
    access_met: tuple[str, ...]
    felt_heard: Share
    would_do_again: Share
    not_yet_heard: tuple[str, ...]
