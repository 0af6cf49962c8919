"""Passages: which stand under a theme, which may be quoted, and their words."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from saidanddone.evidence.models import Coding, Excerpt, Theme, Turn
from saidanddone.evidence.policies import released
from saidanddone.evidence.states import STANDING
from saidanddone.evidence.summaries import standing_codings
from saidanddone.listening.models import Contributor
from saidanddone.listening.queries import with_consent
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import Gone, ring_for


def quotable_excerpts(
    programme: Programme, theme: Theme, use: str = "quote_without_name_in_public"
) -> list[Excerpt]:
    """Passages under a theme that may be quoted now: one person's own words, with consent to this
    use and to themes standing today, and nothing stopped. One query; the words stay sealed.
    """
    under_theme = Coding.objects.filter(
        excerpt=OuterRef("pk"), code__themes=theme, state__in=STANDING
    )
    return list(
        Excerpt.objects.filter(
            Exists(under_theme),
            released("transcript__contribution__"),
            programme=programme,
            is_quotable=True,
            transcript__contribution__contributor__in=with_consent(use),
        )
        .select_related("community")
        .order_by("pk")
    )


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
        except Gone:
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
