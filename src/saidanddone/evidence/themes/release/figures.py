"""The figures of what was heard, with their entries of the catalogue."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import (
    HEARD,
    LISTENING,
    MARKED,
    TOOK_PART,
    Entry,
    as_name,
    under,
)
from saidanddone.disclosure.known import FigureMaker, Of, StatedFigure
from saidanddone.evidence.themes.release.shapes import Heard

ENTRIES = (
    *under(
        TOOK_PART,
        Entry(
            "<community>_spoke_for_themselves",
            "people",
            "People of the community “{community}” whose own words are used: they agreed to it, and their "
            "transcript is confirmed",
            "people with a confirmed transcript, whose seven days to think again are over, who agreed "
            "that we look for themes and have not withdrawn; people heard only in a group are not counted",
            LISTENING,
        ),
    ),
    *under(
        HEARD,
        Entry(
            "themes_told",
            "things",
            "Themes that may be told in public",
            "themes raised by enough people that they could be anyone's, and themes whose wording the "
            "panel agreed",
            MARKED,
        ),
        Entry(
            "themes_in_common",
            "things",
            "Themes that every community compared raises, where chance could explain any difference",
            "the last stored comparison: at least 3 people and a tenth of those who spoke in each "
            "community raised it, and chance could explain the difference, with all themes allowed for",
            MARKED,
        ),
        Entry(
            "themes_diverging",
            "things",
            "Themes raised more in one community than in another",
            "the last stored comparison: at least 3 people of one community raised it, and the difference is "
            "larger than chance would explain: its 95 % interval does not include 0, and if communities did "
            "not differ, at most 1 comparison in 20 would place even one theme so",
            MARKED,
        ),
    ),
)


def figures(heard: Heard, listened: frozenset[str], now: str) -> Iterator[StatedFigure]:
    """`listened` are the slugs of communities that took part; `now` says as of which day."""
    make = FigureMaker(ENTRIES)
    for spoke in heard.spoke:
        if spoke.community_slug in listened:
            of = Of(as_name(spoke.community_slug), {"community": spoke.community})
            yield make.counted_as("<community>_spoke_for_themselves", spoke.people, now, of)
    placed: list[str] = [theme.placed for theme in heard.themes]
    yield make.things("themes_told", len(placed), now)
    # Without a comparison nothing is known to be common or apart: no figure, and not a nought.
    is_compared = any(place != "not_compared" for place in placed)
    for name, place in (("themes_in_common", "both"), ("themes_diverging", "more_in")):
        yield make.things(name, placed.count(place) if is_compared else None, now)
