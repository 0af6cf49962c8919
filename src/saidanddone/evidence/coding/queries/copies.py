"""The register of copies of passages: where they went, and which must be called back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.access.roles import permissions_of
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding.distinct_counts import count_distinct
from saidanddone.evidence.coding.models import CopiedPassage, Excerpt, PassagesGivenOut
from saidanddone.evidence.coding.policies import IN_PAPERS, may_be_quoted
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where


@dataclass(frozen=True)
class CopyRow:
    """A copy that was taken out. `must_be_called_back`: someone whose words it holds took them back,
    stopped being quoted, or their words were corrected or sent back; nothing says how many or who."""

    ref: str
    title: str
    ending: str
    given_to: str
    used_for: str
    passages: int
    taken_by: str
    taken_at: datetime
    must_be_called_back: bool
    called_back_at: datetime | None
    called_back_by: str


def copies_of_passages(actor: Actor, programme: Programme) -> list[CopyRow]:
    """Every copy, those to call back first, then the last taken. Two queries."""
    require(actor, "evidence.keep_copies", programme)
    rows = PassagesGivenOut.objects.filter(programme=programme).order_by("-taken_at", "-pk")
    to_call_back = set(_to_call_back(rows).values_list("pk", flat=True))
    listed = [
        CopyRow(
            ref=copy.ref,
            title=copy.title,
            ending=copy.get_ending_display(),
            given_to=copy.given_to,
            used_for=copy.used_for,
            passages=copy.passages,
            taken_by=copy.taken_by.get_full_name(),
            taken_at=copy.taken_at,
            must_be_called_back=copy.pk in to_call_back,
            called_back_at=copy.called_back_at,
            called_back_by=copy.called_back_by.get_full_name() if copy.called_back_by else "",
        )
        for copy in rows.select_related("taken_by", "called_back_by")
    ]
    return sorted(listed, key=lambda row: not row.must_be_called_back)


def find_copy(actor: Actor, programme: Programme, ref: str) -> PassagesGivenOut:
    """Raises NotYours."""
    require(actor, "evidence.keep_copies", programme)
    copy = PassagesGivenOut.objects.filter(programme=programme, ref=ref).first()
    if copy is None:
        raise NotYours("copy")
    return copy


def copies_to_call_back(actor: Actor) -> dict[str, int]:
    """By the slug of the programme, how many copies must be called back. One query."""
    if not is_allowed(actor, "evidence.keep_copies"):
        return {}
    rows = PassagesGivenOut.objects.all()
    if "evidence.keep_copies" not in permissions_of(actor.site_roles):
        rows = rows.filter(programme__in=programmes_where(actor, "evidence.keep_copies"))
    counts: dict[str, int] = {}
    for slug in _to_call_back(rows).order_by("programme").values_list("programme__slug", flat=True):
        counts[slug] = counts.get(slug, 0) + 1
    return counts


def _to_call_back(copies: QuerySet[PassagesGivenOut]) -> QuerySet[PassagesGivenOut]:
    """Those that hold a passage that may be quoted in papers no more, or is gone.

    Read from consents as they stand, so that it holds whatever ended one: a code, a peer, a correction.
    """
    quotable = Excerpt.objects.filter(may_be_quoted(IN_PAPERS), pk=OuterRef("excerpt"))
    standing = CopiedPassage.objects.filter(Exists(quotable), copy=OuterRef("pk"))
    return (
        copies.filter(called_back_at=None)
        .annotate(standing=count_distinct(standing, "pk"))
        .filter(standing__lt=F("passages"))
    )
