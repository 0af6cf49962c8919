"""Passages: which stand under a theme, and their words."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.evidence.models import Coding, Excerpt, Theme, Turn
from saidanddone.evidence.states import STANDING
from saidanddone.evidence.summaries import standing_codings
from saidanddone.listening.models import Contributor
from saidanddone.vault.sealing import KeyDestroyed, ring_for


def unsealed_quotes(excerpts: Iterable[Excerpt]) -> dict[int, str]:
    """The quotes by excerpt id; those whose key is gone are left out. Two queries.

    For staff pages the caller audits the reading, with the excerpts' `key_ref`s as subjects.
    """
    held = list(excerpts)
    ring = ring_for(held)
    quotes = {}
    for excerpt in held:
        try:
            quotes[excerpt.pk] = ring.unseal(excerpt, "quote")
        except KeyDestroyed:
            continue
    return quotes


def hard_to_read(excerpts: Iterable[Excerpt]) -> set[int]:
    """The ids of those that touch a turn marked as hard to read: covered until asked for."""
    touched = Turn.objects.filter(
        transcript=OuterRef("transcript"),
        start__lt=OuterRef("end"),
        end__gt=OuterRef("start"),
        is_sensitive=True,
    )
    held = Excerpt.objects.filter(Exists(touched), pk__in=[each.pk for each in excerpts])
    return set(held.values_list("pk", flat=True))


def excerpt_ids_of_theme(theme: Theme) -> QuerySet[Coding, int]:
    """The ids of passages with a standing coding under the theme, of words in use."""
    codings = standing_codings(theme.programme).filter(code__themes=theme)
    return codings.values_list("excerpt_id", flat=True).distinct()


def themes_of_excerpt(excerpt: Excerpt) -> list[Theme]:
    """The themes that a passage reaches through its standing codings."""
    under = Theme.objects.filter(
        codes__codings__excerpt=excerpt, codes__codings__state__in=STANDING
    )
    return list(under.distinct().order_by("pk"))


def theme_ids_raised_by(contributor: Contributor) -> set[int]:
    """The themes that this contributor's own words reach."""
    codings = standing_codings(contributor.programme).filter(
        excerpt__transcript__contribution__contributor=contributor, code__themes__isnull=False
    )
    return set(codings.values_list("code__themes", flat=True))
