"""Themes with who raised them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.evidence.themes.models import Tension, Theme, ThemeSummary
from saidanddone.evidence.themes.policies import may_manage_themes
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


def themes_of(actor: Actor, programme: Programme) -> list[ThemeRow]:
    """Every theme with who raised it, from summary rows. Three queries."""
    require(actor, "evidence.see_themes", programme)
    return theme_rows(programme, Theme.objects.filter(programme=programme))


def theme_rows(programme: Programme, themes: QuerySet[Theme]) -> list[ThemeRow]:
    """The rows of these themes, for whoever has already been let in. Three queries."""
    all_themes = list(themes)
    communities = list(Community.objects.filter(programme=programme))
    summaries: dict[int, dict[int, ThemeSummary]] = defaultdict(dict)
    for summary in ThemeSummary.objects.filter(theme__programme=programme):
        summaries[summary.theme_id][summary.community_id] = summary
    return [
        ThemeRow(
            id=theme.pk,
            ref=theme.ref,
            slug=theme.slug,
            statement=theme.statement,
            kind=theme.kind,
            raised_by=tuple(
                _raised_by(community, summaries[theme.pk].get(community.pk))
                for community in communities
            ),
        )
        for theme in all_themes
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
        communities=tuple(raised.community for raised in named),
        kinds=tuple(Theme.KINDS.items()),
        tensions=Tension.objects.filter(programme=programme).count(),
        may_manage=may_manage_themes(actor, programme),
    )


def wording_decisions(actor: Actor, programme: Programme) -> list[PanelDecision]:
    """The decisions by which the panel approved public wording of themes."""
    require(actor, "evidence.manage_themes", programme)
    approved = PanelDecision.objects.filter(
        programme=programme, about="wording", outcome="approved"
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
