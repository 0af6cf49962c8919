"""Who raised each theme: a row a theme and community, kept in the transaction that changes it.

A theme's rows are counted again whenever a coding under it changes.
`tests/properties/test_summaries.py` holds them equal to the plain query.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from saidanddone.base import hooks
from saidanddone.base.prepared import Prepared
from saidanddone.evidence.coding.models import Coding
from saidanddone.evidence.coding.summaries import (
    SAID_BY,
    SAID_IN,
    recount_communities,
    standing_codings,
)
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.programme.models import Community, Programme

NAMED_AT_MOST = 5000  # excerpts passed to later stages; beyond, they count everything again


def recount_themes(
    programme: Programme, theme_ids: Iterable[int], without: int | None = None
) -> None:
    """Count again who raised these themes: one row a theme and community, zeros included."""
    # Locked before counting, so that two coders at once end with the later count (PostgreSQL).
    wanted = Theme.objects.filter(programme=programme, pk__in=set(theme_ids)).order_by("pk")
    themes = [theme.pk for theme in wanted.select_for_update().only("pk")]
    if not themes:
        return
    counted: list[Any] = []
    for theme in themes:
        if without is None:
            counted += _RAISED(programme=programme.pk, theme=theme)
        else:
            counted += _raised(programme.pk, theme, without)
    figures = {(theme, community): tuple(rest) for theme, community, *rest in counted}
    communities = Community.objects.filter(programme=programme).values_list("pk", flat=True)
    rows = []
    for theme in themes:
        for community in communities:
            people, occasions, excerpts = figures.get((theme, community), (0, 0, 0))
            rows.append(
                ThemeSummary(
                    theme_id=theme,
                    community_id=community,
                    people=people,
                    occasions=occasions,
                    excerpts=excerpts,
                )
            )
    ThemeSummary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["theme", "community"],
        update_fields=["people", "occasions", "excerpts"],
    )


def _raised(programme: int, theme: int, without: int | None = None) -> QuerySet[Coding, Any]:
    """The theme, each community that raised it, and how many people, occasions and passages did."""
    return (
        standing_codings(programme, without)
        .filter(code__themes=theme)
        .values_list("code__themes", "excerpt__community")
        .annotate(
            people=Count(
                f"{SAID_BY}contributor", filter=Q(**{f"{SAID_BY}voice": "person"}), distinct=True
            ),
            occasions=Count(SAID_IN, filter=~Q(**{f"{SAID_BY}voice": "person"}), distinct=True),
            excerpts=Count("excerpt", distinct=True),
        )
        .order_by()
    )


_RAISED = Prepared(lambda programme, theme: _raised(programme, theme))


def themes_of_codes(code_ids: Iterable[int]) -> list[int]:
    """The ids of the themes that have any of these codes."""
    under = Theme.codes.through.objects.filter(code_id__in=set(code_ids))
    return list(under.values_list("theme_id", flat=True).distinct())


def notify_later_stages(programme: Programme, excerpt_ids: list[int]) -> None:
    """Call the hook of later stages with the changed excerpts, or with None for all if they are many."""
    changed = excerpt_ids if len(excerpt_ids) <= NAMED_AT_MOST else None
    hooks.after_codings_changed(programme_id=programme.pk, excerpt_ids=changed)


def recount_all(programme: Programme, without: int | None = None) -> None:
    """Rebuild every row of the programme, without calling the hook of later stages."""
    recount_themes(programme, programme.themes.values_list("pk", flat=True), without)
    recount_communities(programme, without)
