"""Every release so far and the ledger, judged as one system."""

from collections.abc import Iterable

from saidanddone.programme.models import Programme
from saidanddone.releases.analyses import PublishedFigure
from saidanddone.releases.content import Content, ExactOut, read
from saidanddone.releases.models import ExactTotal, Release
from saidanddone.releases.states import SIGNED


def attendance_name(slug: str) -> str:
    """The ledger's name for the people of a community who took part."""
    return f"attendance {slug}"


def name_of(total: ExactTotal) -> str:
    if total.community is not None:
        return attendance_name(total.community.slug)
    return total.indicator.slug if total.indicator else ""


def label_of(total: ExactTotal) -> str:
    if total.community is not None:
        return f"{total.community.name} who took part"
    return total.indicator.title if total.indicator else ""


def compared_name(slug: str) -> str:
    """The name under which the windows of a stated before and after stand in the ledger."""
    return f"{slug} compared"


def exact_totals_of(programme: Programme) -> list[ExactTotal]:
    """The ledger, decided or already out. One query."""
    return list(
        ExactTotal.objects.filter(programme=programme).select_related(
            "indicator", "community", "release", "decided_by"
        )
    )


def ledger_lines(totals: Iterable[ExactTotal]) -> list[PublishedFigure]:
    return [
        PublishedFigure(name_of(each), each.starts_on, each.ends_on, each.total, exact=True)
        for each in totals
    ]


def leaving_exact(totals: Iterable[ExactTotal]) -> tuple[ExactOut, ...]:
    return tuple(
        ExactOut(each.ref, label_of(each), each.total, each.starts_on, each.ends_on, each.because)
        for each in totals
    )


def published_figures(programme: Programme) -> list[PublishedFigure]:
    """Every figure about a period in every signed release. One query. Raises CannotBeRead."""
    signed = Release.objects.filter(programme=programme, state=SIGNED)
    left: list[PublishedFigure] = []
    for stored in signed.values_list("content", flat=True):
        left += published_in(read(stored))
    return left


def published_in(content: Content) -> list[PublishedFigure]:
    """The figures about a period in one release; exact ones stand in the ledger and are not repeated."""
    left = [
        PublishedFigure(
            attendance_name(each.slug), part.starts_on, part.ends_on, part.people.shown, False
        )
        for each in content.listened.communities
        for part in each.took_part
        if not part.people.is_exact
    ]
    for measure in content.measures:
        if measure.counts == "things":
            continue
        left += [
            PublishedFigure(measure.slug, each.starts_on, each.ends_on, each.total.shown, False)
            for each in measure.totals
            if not each.total.is_exact
        ]
        if measure.change is not None:
            # A percentage with its interval tells the totals of its windows nearly exactly.
            left += [
                PublishedFigure(compared_name(measure.slug), each.first, each.last, 0, True)
                for each in measure.windows
            ]
    return left
