"""Themes with who raised them, and the tensions between them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.base.errors import NotYours
from saidanddone.evidence.models import Tension, Theme, ThemeSummary
from saidanddone.peers.models import PanelDecision
from saidanddone.programme.models import Community, Programme


@dataclass(frozen=True)
class RaisedBy:
    """How much of a theme comes from one community, as its summary row says."""

    community_id: int
    community: str  # the community's name
    people: int = 0  # who spoke for themselves
    occasions: int = 0  # tables and rooms
    excerpts: int = 0


@dataclass(frozen=True)
class ThemeRow:
    """A theme and who raised it, a row for each community of the programme, zeros included."""

    id: int
    ref: str
    slug: str
    statement: str
    kind: str
    raised_by: tuple[RaisedBy, ...]

    @property
    def people(self) -> int:
        return sum(row.people for row in self.raised_by)

    @property
    def people_by_community(self) -> dict[int, int]:
        return {row.community_id: row.people for row in self.raised_by}

    @property
    def occasions(self) -> int:
        return sum(row.occasions for row in self.raised_by)

    @property
    def excerpts(self) -> int:
        return sum(row.excerpts for row in self.raised_by)


@dataclass(frozen=True)
class TensionRow:
    ref: str
    statement: str
    one: str  # the statements of the two themes
    other: str
    is_open: bool


def themes_of(actor: Actor, programme: Programme) -> list[ThemeRow]:
    """Every theme with who raised it, from summary rows. Three queries."""
    require(actor, "evidence.see_themes", programme)
    return theme_rows(programme, Theme.objects.filter(programme=programme))


def theme_rows(programme: Programme, themes: QuerySet[Theme]) -> list[ThemeRow]:
    """The rows of these themes, for whoever has already been let in. Three queries."""
    held = list(themes)
    communities = list(Community.objects.filter(programme=programme))
    kept: dict[int, dict[int, ThemeSummary]] = defaultdict(dict)
    for summary in ThemeSummary.objects.filter(theme__programme=programme):
        kept[summary.theme_id][summary.community_id] = summary
    return [
        ThemeRow(
            id=theme.pk,
            ref=theme.ref,
            slug=theme.slug,
            statement=theme.statement,
            kind=theme.kind,
            raised_by=tuple(_raised_by(each, kept[theme.pk].get(each.pk)) for each in communities),
        )
        for theme in held
    ]


@dataclass(frozen=True)
class ThemeList:
    """The themes page: the themes by who raised them, and what this person may do."""

    themes: tuple[ThemeRow, ...]
    communities: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    tensions: int
    may_manage: bool


def theme_list(actor: Actor, programme: Programme) -> ThemeList:
    """Themes that most people raised first. Four queries."""
    rows = sorted(themes_of(actor, programme), key=lambda row: (-row.people, -row.excerpts, row.id))
    named = rows[0].raised_by if rows else ()
    return ThemeList(
        themes=tuple(rows),
        communities=tuple(each.community for each in named),
        kinds=tuple(Theme.KINDS.items()),
        tensions=Tension.objects.filter(programme=programme).count(),
        may_manage=may_manage_themes(actor, programme),
    )


def may_manage_themes(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.manage_themes", programme)


def wording_decisions(actor: Actor, programme: Programme) -> list[PanelDecision]:
    """What the panel approved about the public wording of themes."""
    require(actor, "evidence.manage_themes", programme)
    approved = PanelDecision.objects.filter(
        programme=programme, about="wording", outcome="approved", lifted_on=None
    )
    return list(approved)


def _raised_by(community: Community, summary: ThemeSummary | None) -> RaisedBy:
    if summary is None:
        return RaisedBy(community.pk, community.name)
    return RaisedBy(
        community.pk, community.name, summary.people, summary.occasions, summary.excerpts
    )


def find_theme(actor: Actor, programme: Programme, slug: str) -> Theme:
    """Raises NotYours."""
    require(actor, "evidence.see_themes", programme)
    theme = Theme.objects.filter(programme=programme, slug=slug).first()
    if theme is None:
        raise NotYours("theme")
    return theme


def tensions_of(actor: Actor, programme: Programme) -> list[TensionRow]:
    """Every tension, the open ones first. Two queries."""
    require(actor, "evidence.see_themes", programme)
    tensions = Tension.objects.filter(programme=programme).select_related("one", "other")
    still_open = set(_undecided(tensions).values_list("pk", flat=True))
    rows = [
        TensionRow(
            each.ref,
            each.statement,
            each.one.statement,
            each.other.statement,
            each.pk in still_open,
        )
        for each in tensions.order_by("pk")
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


def open_tensions(theme: Theme) -> QuerySet[Tension]:
    """Tensions of this theme that hold its answer back: no decision yet names the tension, who
    bears the cost, and what is offered to them.
    """
    of_theme = Tension.objects.filter(Q(one=theme) | Q(other=theme))
    return _undecided(of_theme).select_related("one", "other").order_by("pk")


def _undecided(tensions: QuerySet[Tension]) -> QuerySet[Tension]:
    # A decision belongs to a later stage and holds the relation; it is only asked after, from here.
    decided = Tension.objects.filter(
        decisions__who_bears_the_cost__gt="", decisions__offered_to_them__gt=""
    )
    return tensions.exclude(pk__in=decided.values("pk"))
