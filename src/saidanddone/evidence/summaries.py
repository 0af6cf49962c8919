"""The summary rows: kept in the transaction that changes what they count.

A theme's rows are counted again whenever a coding under it changes. A community's row moves by
what changed in the touched contributions, so that a click never counts a million codings; it is
counted again in full when words are confirmed or go. `tests/properties/test_summaries.py` holds
both equal to the plain query.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from saidanddone.base import hooks
from saidanddone.evidence.models import Coding, CommunitySummary, Theme, ThemeSummary
from saidanddone.evidence.policies import released
from saidanddone.evidence.states import STANDING
from saidanddone.listening.models import Contribution
from saidanddone.programme.models import Community, Programme

SAID_IN = "excerpt__transcript__contribution"
SAID_BY = f"{SAID_IN}__"
NAMED_AT_MOST = 5000  # excerpts named to later stages; beyond, they count everything again


def standing_codings(programme: Programme, without: int | None = None) -> QuerySet[Coding]:
    """Codings that count: accepted, of words in use. `without` leaves out one contributor's."""
    codings = Coding.objects.filter(
        released(SAID_BY), excerpt__programme=programme, state__in=STANDING
    )
    return codings if without is None else codings.exclude(**{f"{SAID_BY}contributor": without})


def recount_themes(
    programme: Programme, theme_ids: Iterable[int], without: int | None = None
) -> None:
    """Count again who raised these themes: one row a theme and community, zeros included."""
    # Locked before counting, so that two coders at once end with the later count (PostgreSQL).
    wanted = Theme.objects.filter(programme=programme, pk__in=set(theme_ids)).order_by("pk")
    themes = [theme.pk for theme in wanted.select_for_update().only("pk")]
    if not themes:
        return
    counted = (
        standing_codings(programme, without)
        .filter(code__themes__in=themes)
        .values_list("code__themes", "excerpt__community")
        .annotate(
            people=Count(
                f"{SAID_BY}contributor", filter=Q(**{f"{SAID_BY}voice": "person"}), distinct=True
            ),
            occasions=Count(SAID_IN, filter=~Q(**{f"{SAID_BY}voice": "person"}), distinct=True),
            excerpts=Count("excerpt", distinct=True),
        )
        .order_by()
    )
    figures = {(theme, community): tuple(rest) for theme, community, *rest in counted}
    communities = Community.objects.filter(programme=programme).values_list("pk", flat=True)
    rows = []
    for theme in themes:
        for community in communities:
            people, occasions, excerpts = figures.get((theme, community), (0, 0, 0))
            rows.append(
                ThemeSummary(
                    theme_id=theme,
                    community_id=community,
                    people=people,
                    occasions=occasions,
                    excerpts=excerpts,
                )
            )
    ThemeSummary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["theme", "community"],
        update_fields=["people", "occasions", "excerpts"],
    )


@dataclass(frozen=True)
class Heard:
    """What a community's row holds, in the names of its fields."""

    people: int = 0
    occasions: int = 0
    contributions: int = 0
    unread: int = 0
    excerpts: int = 0
    codings: int = 0

    def __sub__(self, other: "Heard") -> "Heard":
        return Heard(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))


FIELDS = [field.name for field in fields(Heard)]


def heard(
    programme: Programme,
    contributions: QuerySet[Contribution],
    codings: QuerySet[Coding],
) -> dict[int, Heard]:
    """The figures of these contributions and codings, by community. Two queries."""
    is_person = Q(voice="person")
    is_confirmed = Q(confirmed_at__isnull=False)
    is_read = Exists(codings.filter(excerpt__transcript__contribution=OuterRef("pk")))
    said = (
        contributions.filter(programme=programme, is_stopped=False)
        .exclude(contributor__state="withdrawing")
        .alias(is_read=is_read)
        .values_list("community")
        .annotate(
            spoke=Count("contributor", filter=is_person & is_confirmed & released(), distinct=True),
            tables=Count("pk", filter=~is_person & is_confirmed),
            said=Count("pk"),
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
    for community, *counts in said:
        figures[community][:4] = counts
    for community, *counts in marked:
        figures[community][4:] = counts
    return {community: Heard(*counts) for community, counts in figures.items()}


def recount_communities(programme: Programme, without: int | None = None) -> None:
    """Count again what each community of the programme said."""
    # Locked in one order, as themes are.
    held = Community.objects.filter(programme=programme).order_by("pk").select_for_update()
    communities = [community.pk for community in held.only("pk")]
    said = Contribution.objects.all()
    if without is not None:
        said = said.exclude(contributor=without)
    figures = heard(programme, said, standing_codings(programme, without))
    CommunitySummary.objects.bulk_create(
        [
            CommunitySummary(community_id=community, **_by_name(figures.get(community, Heard())))
            for community in communities
        ],
        update_conflicts=True,
        unique_fields=["community"],
        update_fields=FIELDS,
    )


def _by_name(figures: Heard) -> dict[str, int]:
    return dict(zip(FIELDS, astuple(figures), strict=True))


@contextmanager
def following(programme: Programme, contribution_ids: Iterable[int]) -> Iterator[None]:
    """Move the community rows by what the block changes in the codings of these contributions."""
    touched = Contribution.objects.filter(pk__in=set(contribution_ids)).order_by("pk")
    # Two coders of one contribution take turns (PostgreSQL).
    ids = [each.pk for each in touched.select_for_update().only("pk")]
    before = _heard_in(programme, ids)
    yield
    after = _heard_in(programme, ids)
    for community in before.keys() | after.keys():
        change = after.get(community, Heard()) - before.get(community, Heard())
        moved = {name: F(name) + by for name, by in _by_name(change).items() if by}
        row = CommunitySummary.objects.filter(community=community)
        if not (row.update(**moved) if moved else row.exists()):
            recount_communities(programme)
            return


def _heard_in(programme: Programme, contribution_ids: list[int]) -> dict[int, Heard]:
    codings = standing_codings(programme).filter(**{f"{SAID_BY}in": contribution_ids})
    return heard(programme, Contribution.objects.filter(pk__in=contribution_ids), codings)


def themes_of_codes(code_ids: Iterable[int]) -> list[int]:
    """The themes that any of these codes stands under."""
    under = Theme.codes.through.objects.filter(code_id__in=set(code_ids))
    return list(under.values_list("theme_id", flat=True).distinct())


def tell_later_stages(programme: Programme, excerpt_ids: list[int]) -> None:
    """Let answers follow: these excerpts changed, or all where they are too many to name."""
    named = excerpt_ids if len(excerpt_ids) <= NAMED_AT_MOST else None
    hooks.after_codings_changed(programme_id=programme.pk, excerpt_ids=named)


def recount_all(programme: Programme, without: int | None = None) -> None:
    """Rebuild every row of the programme. Later stages are not told."""
    recount_themes(programme, programme.themes.values_list("pk", flat=True), without)
    recount_communities(programme, without)
