"""How much each community said: one row each, kept in the transaction that changes what it counts.

A row moves by what changed in the touched contributions, so that a click never counts a million
codings; it is counted again in full when words are confirmed or go.
`tests/properties/test_summaries.py` holds the rows equal to the plain query.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from saidanddone.base.prepared import Prepared
from saidanddone.evidence.coding.models import Coding, CommunitySummary
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.transcripts.policies import days_are_over, released
from saidanddone.listening.models import Contribution
from saidanddone.programme.models import Community, Programme

SAID_IN = "excerpt__transcript__contribution"
SAID_BY = f"{SAID_IN}__"


def standing_codings(programme: Programme | int, without: int | None = None) -> QuerySet[Coding]:
    """Codings that count: accepted, of words in use. `without` leaves out one contributor's.

    A programme may be given by its id.
    """
    codings = Coding.objects.filter(
        released(SAID_BY), excerpt__programme=programme, state__in=STANDING
    )
    return codings if without is None else codings.exclude(**{f"{SAID_BY}contributor": without})


@dataclass(frozen=True)
class CommunityFigures:
    """The figures of one community, under the field names of `CommunitySummary`."""

    people: int = 0
    occasions: int = 0
    contributions: int = 0
    unread: int = 0
    excerpts: int = 0
    codings: int = 0

    def __add__(self, other: "CommunityFigures") -> "CommunityFigures":
        return CommunityFigures(
            *(a + b for a, b in zip(astuple(self), astuple(other), strict=True))
        )


FIELDS = [field.name for field in fields(CommunityFigures)]


def community_figures(
    programme: Programme,
    contributions: QuerySet[Contribution],
    codings: QuerySet[Coding],
) -> dict[int, CommunityFigures]:
    """The figures of these contributions and codings, by community. Two queries."""
    is_person = Q(voice="person")
    is_confirmed = Q(confirmed_at__isnull=False)
    is_read = Exists(codings.filter(excerpt__transcript__contribution=OuterRef("pk")))
    by_community = (
        contributions.filter(programme=programme, is_stopped=False)
        .exclude(contributor__state="withdrawing")
        .alias(is_read=is_read)
        .values_list("community")
        .annotate(
            spoke=Count("contributor", filter=is_person & is_confirmed & released(), distinct=True),
            tables=Count("pk", filter=~is_person & is_confirmed),
            all=Count("pk"),
            unread=Count("pk", filter=Q(is_read=False)),
        )
        .order_by()
    )
    marked = (
        codings.values_list("excerpt__community")
        .annotate(excerpts=Count("excerpt", distinct=True), codings=Count("pk"))
        .order_by()
    )
    figures: dict[int, list[int]] = defaultdict(lambda: [0] * len(FIELDS))
    for community, *counts in by_community:
        figures[community][:4] = counts
    for community, *counts in marked:
        figures[community][4:] = counts
    return {community: CommunityFigures(*counts) for community, counts in figures.items()}


def recount_communities(programme: Programme, without: int | None = None) -> None:
    """Count again what each community of the programme said."""
    # Locked in one order, as themes are.
    locked = Community.objects.filter(programme=programme).order_by("pk").select_for_update()
    communities = [community.pk for community in locked.only("pk")]
    contributions = Contribution.objects.all()
    if without is not None:
        contributions = contributions.exclude(contributor=without)
    figures = community_figures(programme, contributions, standing_codings(programme, without))
    CommunitySummary.objects.bulk_create(
        [
            CommunitySummary(
                community_id=community, **_by_name(figures.get(community, CommunityFigures()))
            )
            for community in communities
        ],
        update_conflicts=True,
        unique_fields=["community"],
        update_fields=FIELDS,
    )


def not_counted_yet(programme: Programme) -> QuerySet[Contribution]:
    """Confirmed words of people who are in `CommunitySummary.people` and not counted among those who spoke:
    nothing they said may be coded yet. Someone counts once their days are over, or something is coded.
    """
    spoken = Contribution.objects.filter(
        released(), programme=programme, voice="person", confirmed_at__isnull=False
    )
    same = {"contributor": OuterRef("contributor"), "community": OuterRef("community")}
    coded = standing_codings(programme).filter(
        **{f"{SAID_BY}{name}": of for name, of in same.items()}
    )
    return spoken.filter(
        ~days_are_over(), ~Exists(spoken.filter(days_are_over(), **same)), ~Exists(coded)
    )


def people_not_counted_yet(programme: Programme) -> dict[int, int]:
    """How many people nobody may code yet, by community id. One query."""
    by_community = not_counted_yet(programme).values_list("community").order_by()
    return dict(by_community.annotate(people=Count("contributor", distinct=True)))


def _by_name(figures: CommunityFigures) -> dict[str, int]:
    return dict(zip(FIELDS, astuple(figures), strict=True))


@contextmanager
def communities_updated(programme: Programme, contribution_ids: Iterable[int]) -> Iterator[None]:
    """Move the community rows by what the block changes in the codings of these contributions."""
    touched = Contribution.objects.filter(pk__in=set(contribution_ids)).order_by("pk")
    # Two coders of one contribution take turns (PostgreSQL).
    ids = [contribution.pk for contribution in touched.select_for_update().only("pk")]
    before = _standing_by_contribution(programme, ids)
    yield
    after = _standing_by_contribution(programme, ids)
    for community, change in _changes(before, after).items():
        moved = {name: F(name) + by for name, by in _by_name(change).items() if by}
        row = CommunitySummary.objects.filter(community=community)
        if not (row.update(**moved) if moved else row.exists()):
            recount_communities(programme)
            return


Standing = dict[int, tuple[int, int, int]]
"""By contribution: its community, how many of its passages stand under a code, and their codings."""


def _standing_by_contribution(programme: Programme, contributions: list[int]) -> Standing:
    """One query. A contribution in which nothing stands has no row."""
    rows: Iterable[Any]
    if len(contributions) == 1:
        rows = _STANDING_OF_ONE(programme=programme.pk, contribution=contributions[0])
    else:
        rows = _standing_of(programme.pk, contributions)
    return {contribution: (community, *counts) for contribution, community, *counts in rows}


def _standing_of(programme: int, contributions: list[int]) -> QuerySet[Coding, Any]:
    return (
        standing_codings(programme)
        .filter(**{f"{SAID_IN}__in": contributions})
        .values_list(SAID_IN, "excerpt__community")
        .annotate(excerpts=Count("excerpt", distinct=True), codings=Count("pk"))
        .order_by()
    )


_STANDING_OF_ONE = Prepared(lambda programme, contribution: _standing_of(programme, [contribution]))


def _changes(before: Standing, after: Standing) -> dict[int, CommunityFigures]:
    """What changed in each community. Codings move how much is read and marked, and nobody's number."""
    changes: dict[int, CommunityFigures] = defaultdict(CommunityFigures)
    for contribution in before.keys() | after.keys():
        was, now = before.get(contribution), after.get(contribution)
        community = (was or now or (0,))[0]
        _, excerpts_before, codings_before = was or (0, 0, 0)
        _, excerpts, codings = now or (0, 0, 0)
        changes[community] += CommunityFigures(
            unread=(now is None) - (was is None),
            excerpts=excerpts - excerpts_before,
            codings=codings - codings_before,
        )
    return changes
