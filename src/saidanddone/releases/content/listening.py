"""Who was listened to, and what was heard."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from saidanddone.releases.content.figures import Figure, Share


@dataclass(frozen=True)
class TookPart:
    """People of one community who took part in a stretch of months, both ends included."""

    people: Figure
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class CommunityHeard:
    """`took_part` counts attendance and does not fall; `spoke` those whose own words are in use.

    Several stretches where a closed one left exact and what came after is counted apart.
    """

    ref: str
    slug: str
    name: str
    heard_in: str
    took_part: tuple[TookPart, ...]
    spoke: Figure

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
    communities: tuple[CommunityHeard, ...]
    occasions: tuple[Occasions, ...]
    access_met: tuple[str, ...]
    felt_heard: Share
    would_do_again: Share
    not_yet_heard: tuple[str, ...]
    panel_size: int


@dataclass(frozen=True)
class RaisedIn:
    """How many of a community raised a theme, in words: none, a few, some, about half, most…"""

    community_slug: str
    community: str
    heard_in: str
    band: str | None  # None: too few of the community spoke to say


Placed = Literal["both", "more_in", "too_few_to_say", "not_compared"]


@dataclass(frozen=True)
class ThemeHeard:
    """A theme in the words that may go out.

    `raised_in` is empty where few people raised it and the panel agreed these words.
    """

    ref: str
    slug: str
    statement: str
    kind: str
    raised_in: tuple[RaisedIn, ...]
    in_groups: bool  # also raised round a table or in the room
    placed: Placed
    more_in: str  # the community's slug
    is_reworded: bool


@dataclass(frozen=True)
class Block:
    """Themes under one heading, agreements and divergences alike."""

    placed: Placed
    community_slug: str
    heading: str
    themes: tuple[ThemeHeard, ...]


@dataclass(frozen=True)
class TensionNamed:
    """Two themes that pull apart, and what was decided over both; empty where nothing is yet."""

    statement: str
    one: str
    other: str
    theme_slugs: tuple[str, ...]
    decision_ref: str
    who_bears_the_cost: str
    offered_to_them: str


@dataclass(frozen=True)
class Heard:
    blocks: tuple[Block, ...]
    tensions: tuple[TensionNamed, ...]
    caution: str  # what these numbers of people can and cannot tell

    @property
    def themes(self) -> tuple[ThemeHeard, ...]:
        return tuple(theme for block in self.blocks for theme in block.themes)
