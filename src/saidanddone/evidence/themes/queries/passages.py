"""Which passages stand under a theme, and which themes they and their contributors reach."""

from django.db.models import QuerySet

from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.coding.summaries import standing_codings
from saidanddone.evidence.themes.models import Theme
from saidanddone.listening.models import Contributor


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
