"""The figures of who was listened to, with their entries of the catalogue."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import LISTENING, TOOK_PART, Entry, as_name, under
from saidanddone.disclosure.figures import PublishedFigure
from saidanddone.disclosure.known import FigureMaker, Of, StatedFigure
from saidanddone.disclosure.months import period
from saidanddone.listening.release.shapes import Listened

ENTRIES = (
    *under(
        TOOK_PART,
        Entry(
            "<community>_took_part",
            "people",
            "People of the community “{community}” who took part in an occasion of listening",
            "the attendance of every occasion held, added up: someone who came twice counts twice; it "
            "does not fall when someone withdraws",
            LISTENING,
        ),
        Entry(
            "<community>_took_part_later",
            "people",
            "People of the community “{community}” who took part outside the months of the total that "
            "is published exactly",
            "the attendance of the occasions held outside that period, added up",
            LISTENING,
        ),
    ),
    *under(
        TOOK_PART,
        Entry(
            "<kind>_occasions",
            "things",
            "Occasions of the kind “{kind}” that were held",
            "occasions counted one by one; where an occasion is one person it is not counted here",
            LISTENING,
        ),
        rank=2,
    ),
)


def attendance_name(slug: str) -> str:
    """The ledger's name for the people of a community who took part."""
    return f"attendance {slug}"


def figures(listened: Listened) -> Iterator[StatedFigure]:
    make = FigureMaker(ENTRIES)
    for community in listened.communities:
        of = Of(as_name(community.slug), {"community": community.name})
        for number, stretch in enumerate(community.exact_first):
            yield make.counted_as(
                "<community>_took_part_later" if number else "<community>_took_part",
                stretch.people,
                period(stretch.starts_on, stretch.ends_on),
                of,
                number=number,
            )
    for occasions in listened.occasions:
        if occasions.events is not None:
            when = period(occasions.starts_on, occasions.ends_on)
            of = Of(as_name(occasions.kind), {"kind": occasions.kind_words})
            yield make.things("<kind>_occasions", occasions.events, when, of)


def published(listened: Listened) -> list[PublishedFigure]:
    """Attendance by period; exact totals stand in the ledger and are not repeated."""
    return [figure for figure in counted(listened) if not figure.exact]


def counted(listened: Listened) -> list[PublishedFigure]:
    """Attendance by period, exact totals as well."""
    return [
        PublishedFigure(
            attendance_name(community.slug),
            stretch.starts_on,
            stretch.ends_on,
            stretch.people.shown,
            exact=stretch.people.is_exact,
            label=f"{community.name} who took part",
        )
        for community in listened.communities
        for stretch in community.took_part
    ]
