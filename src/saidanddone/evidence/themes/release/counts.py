"""How much was said, by community: exact, for working out; nothing of it leaves as it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.coding.models import CommunitySummary


@dataclass(frozen=True)
class Counts:
    """`spoke` by community id: people whose own words are in use. The rest is of the programme."""

    spoke: Mapping[int, int]
    contributions: int
    unread: int
    excerpts: int


def counts_of(draft: Drafting) -> Counts:
    """One query."""
    rows = list(CommunitySummary.objects.filter(community__programme=draft.programme))
    return Counts(
        spoke={row.community_id: row.people for row in rows},
        contributions=sum(row.contributions for row in rows),
        unread=sum(row.unread for row in rows),
        excerpts=sum(row.excerpts for row in rows),
    )
