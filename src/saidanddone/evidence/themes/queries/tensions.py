"""Tensions between themes, and which of them hold an answer back."""

from dataclasses import dataclass

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.evidence.themes.models import Tension
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class TensionRow:
    ref: str
    statement: str
    one: str  # the statements of the two themes
    other: str
    is_open: bool


def tensions_of(actor: Actor, programme: Programme) -> list[TensionRow]:
    """Every tension, the open ones first. Two queries."""
    require(actor, "evidence.see_themes", programme)
    tensions = Tension.objects.filter(programme=programme).select_related("one", "other")
    still_open = set(_undecided(tensions).values_list("pk", flat=True))
    rows = [
        TensionRow(
            tension.ref,
            tension.statement,
            tension.one.statement,
            tension.other.statement,
            tension.pk in still_open,
        )
        for tension in tensions.order_by("pk")
    ]
    return sorted(rows, key=lambda row: not row.is_open)


def find_tension(actor: Actor, programme: Programme, ref: str) -> Tension:
    """Raises NotYours."""
    require(actor, "evidence.see_themes", programme)
    tension = (
        Tension.objects.filter(programme=programme, ref=ref).select_related("one", "other").first()
    )
    if tension is None:
        raise NotYours("tension")
    return tension


def _undecided(tensions: QuerySet[Tension]) -> QuerySet[Tension]:
    """Those that hold an answer back: no decision yet names the tension, who bears the cost, and
    what is offered to them.
    """
    # Decisions belong to a later stage, which holds the relation; the reverse name reads it from here.
    decided = Tension.objects.filter(
        decisions__who_bears_the_cost__gt="", decisions__offered_to_them__gt=""
    )
    return tensions.exclude(pk__in=decided.values("pk"))
