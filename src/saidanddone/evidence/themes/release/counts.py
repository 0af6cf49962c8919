"""How much was said, by community: exact, for working out; nothing of it leaves as it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.evidence.coding.summaries import people_not_counted_yet


@dataclass(frozen=True)
class Counts:
    """`spoke` by community id: people whose own words are in use and may be coded. The rest is of the programme."""

    spoke: Mapping[int, int]
    contributions: int
    unread: int
    excerpts: int


def counts_of(draft: Drafting) -> Counts:
    """Two queries."""
    waiting = people_not_counted_yet(draft.programme)
    rows = list(CommunitySummary.objects.filter(community__programme=draft.programme))
    return Counts(
        spoke={row.community_id: row.people - waiting.get(row.community_id, 0) for row in rows},
        contributions=sum(row.contributions for row in rows),
        unread=sum(row.unread for row in rows),
        excerpts=sum(row.excerpts for row in rows),
    )
