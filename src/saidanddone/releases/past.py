"""The figures of every release so far and the ledger of exact totals: a new release is judged together with them."""

from collections.abc import Iterable

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.figures import ExactOut, PublishedFigure
from saidanddone.disclosure.parts import all_parts
from saidanddone.listening.release import attendance_name
from saidanddone.programme.models import Programme
from saidanddone.releases.models import ExactTotal, Release
from saidanddone.releases.states import SIGNED


def exact_total_name(total: ExactTotal) -> str:
    """The name of what it counts, by which figures of several releases are compared."""
    if total.community is not None:
        return attendance_name(total.community.slug)
    return total.indicator.slug if total.indicator else ""


def label_of(total: ExactTotal) -> str:
    if total.community is not None:
        return f"{total.community.name} who took part"
    return total.indicator.title if total.indicator else ""


def exact_totals_of(programme: Programme) -> list[ExactTotal]:
    """The ledger, decided or already out. One query."""
    return list(
        ExactTotal.objects.filter(programme=programme).select_related(
            "indicator", "community", "release", "decided_by"
        )
    )


def ledger_lines(totals: Iterable[ExactTotal]) -> list[PublishedFigure]:
    return [
        PublishedFigure(
            exact_total_name(total), total.starts_on, total.ends_on, total.total, exact=True
        )
        for total in totals
    ]


def leaving_exact(totals: Iterable[ExactTotal]) -> tuple[ExactOut, ...]:
    return tuple(
        ExactOut(
            total.ref, label_of(total), total.total, total.starts_on, total.ends_on, total.because
        )
        for total in totals
    )


def signed_releases(programme: Programme) -> list[Release]:
    """Every signed release, the first one first. One query."""
    return list(Release.objects.filter(programme=programme, state=SIGNED).order_by("number"))


def published_figures(contents: Iterable[Content]) -> list[PublishedFigure]:
    """Every figure about a period in these releases."""
    return [figure for content in contents for figure in published_in(content)]


def published_in(content: Content) -> list[PublishedFigure]:
    """The figures about a period in one release; exact ones stand in the ledger and are not repeated."""
    return [
        figure
        for part in all_parts()
        if (value := content.find(part)) is not None
        for figure in part.published(value)
    ]
