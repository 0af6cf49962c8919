"""What a release holds of what was heard."""

from dataclasses import dataclass
from typing import Literal

from saidanddone.disclosure.figures import Figure


@dataclass(frozen=True)
class Spoke:
    """How many people of a community spoke for themselves: their own words are in use."""

    community_slug: str
    community: str
    people: Figure


@dataclass(frozen=True)
class RaisedIn:
    """How many of a community raised a theme, in words: few or none, some, about half, most…"""

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

    def band_in(self, slug: str) -> str | None:
        """How many of a community raised it; None where nothing is said of it."""
        bands = (raised.band for raised in self.raised_in if raised.community_slug == slug)
        return next(bands, None)


@dataclass(frozen=True)
class Block:
    """Themes under one heading, agreements and divergences alike."""

    placed: Placed
    community_slug: str
    heading: str
    themes: tuple[ThemeHeard, ...]


@dataclass(frozen=True)
class Heard:
    """`caution` says what these numbers of people can and cannot tell.

    `allows_for_all_themes`: whether "raised more in" was given with all themes allowed for.
    """

    spoke: tuple[Spoke, ...]
    blocks: tuple[Block, ...]
    caution: str
    allows_for_all_themes: bool

    @property
    def themes(self) -> tuple[ThemeHeard, ...]:
        return tuple(theme for block in self.blocks for theme in block.themes)

    def by_ref(self, ref: str) -> ThemeHeard | None:
        return next((theme for theme in self.themes if theme.ref == ref), None)

    def spoke_of(self, slug: str) -> Figure:
        """Hidden of a community that is not there."""
        people = (spoke.people for spoke in self.spoke if spoke.community_slug == slug)
        return next(people, Figure(None))

    def theme(self, slug: str) -> ThemeHeard | None:
        return next((theme for theme in self.themes if theme.slug == slug), None)

    @property
    def too_few_to_name(self) -> frozenset[str]:
        """The slugs of communities so few of whom spoke that a quote does not say where it was said."""
        return frozenset(spoke.community_slug for spoke in self.spoke if spoke.people.is_hidden)
