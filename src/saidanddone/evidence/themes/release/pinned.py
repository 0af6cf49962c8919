"""Which statements on who raised a theme leave a small count one value."""

from collections.abc import Iterator

from saidanddone.disclosure.analyses import FEW_OR_NONE
from saidanddone.disclosure.figures import Figure
from saidanddone.evidence.themes.release.shapes import Heard, RaisedIn, ThemeHeard

Range = tuple[int, int]
"""The least and the most people that raised a theme, as a reader knows."""

MOST_HIDDEN = 7  # the largest count that is hidden
LEAST_PLACED = 3  # people of each community compared, where a theme is in common
NO_LIMIT = 10_000


def pinned(heard: Heard, fewest: int) -> Iterator[str]:
    """The theme and the community, where a reader knows that exactly so many, 1 to 7, raised it.

    `fewest` is how many must raise a theme for it to be named as it is: the rule is public.
    """
    for theme in heard.themes:
        for raised, (least, most) in _known(heard, theme, fewest):
            if least == most and 1 <= least <= MOST_HIDDEN:
                yield f"“{theme.statement}”, raised in {raised.heard_in}"


def _known(heard: Heard, theme: ThemeHeard, fewest: int) -> Iterator[tuple[RaisedIn, Range]]:
    """Of each community, from its band, from the others' and from the theme's being named."""
    ranges = [
        _told(theme, raised, heard.spoke_of(raised.community_slug)) for raised in theme.raised_in
    ]
    for number, (least, most) in enumerate(ranges):
        others = sum(other for place, (_, other) in enumerate(ranges) if place != number)
        yield theme.raised_in[number], (max(least, fewest - others), most)


def _told(theme: ThemeHeard, raised: RaisedIn, spoke: Figure) -> Range:
    least = LEAST_PLACED if theme.placed == "both" or theme.more_in == raised.community_slug else 0
    if raised.band is None or spoke.shown is None:
        return least, MOST_HIDDEN
    if raised.band == FEW_OR_NONE:
        return least, MOST_HIDDEN
    return max(least, MOST_HIDDEN + 1), NO_LIMIT
