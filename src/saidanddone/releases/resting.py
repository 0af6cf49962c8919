"""Quotes rest together: docs/decisions/0028-quotes-rest-together.md.

Asks its own table, so that starting the program does not load everything that drafting needs.
"""

from django.db.models import Exists, OuterRef

from saidanddone.releases.models import ReleaseQuote


def rest_quotes(programme_id: int) -> None:
    """Take every quote of the programme's releases and drafts off, for good. One query.

    Inside the transaction of whoever narrowed what they agreed to, and whoever that was: also where
    none of the quotes is theirs, or resting would tell that one was.
    """
    ReleaseQuote.objects.filter(release__programme=programme_id).update(rests=True)


def stood_before() -> Exists:
    """Of excerpts: whether words of the passage stood in a release or draft when quotes came to rest."""
    rested = ReleaseQuote.objects.filter(
        rests=True,
        excerpt__transcript=OuterRef("transcript"),
        excerpt__start__lt=OuterRef("end"),
        excerpt__end__gt=OuterRef("start"),
    )
    return Exists(rested)
