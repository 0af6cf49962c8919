"""The ledger: which totals left exact, for which period, by whose decision."""

from dataclasses import dataclass
from datetime import date

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base import clock
from saidanddone.programme.models import Programme
from saidanddone.releases import past, policies

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LedgerRow:
    what: str
    starts_on: date
    ends_on: date
    total: int
    decided_by: str
    decided_on: date
    because: str
    release_number: int | None


@dataclass(frozen=True)
class LedgerPage:
    rows: tuple[LedgerRow, ...]
    may_decide: bool


def ledger_page(actor: Actor, programme: Programme) -> LedgerPage:
    """One query."""
    require(actor, "publishing.see", programme)
    return LedgerPage(
        tuple(
            LedgerRow(
                past.label_of(total),
                total.starts_on,
                total.ends_on,
                total.total,
                str(total.decided_by),
                clock.day_of(total.decided_at),
                total.because,
                total.release.number if total.release else None,
            )
            for total in past.exact_totals_of(programme)
        ),
        policies.may_decide_totals(actor, programme),
    )


def what_may_be_decided(actor: Actor, programme: Programme) -> Pairs:
    """What a total can be of: (the kind, a colon and the slug; words). Two queries."""
    require(actor, "publishing.decide_totals", programme)
    communities = programme.communities.values_list("slug", "name")
    indicators = programme.indicators.exclude(counts="things").values_list("slug", "title")
    return (
        *((f"community:{slug}", f"{name} who took part") for slug, name in communities),
        *((f"indicator:{slug}", title) for slug, title in indicators),
    )
