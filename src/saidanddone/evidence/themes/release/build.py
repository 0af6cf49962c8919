"""Builds what a release says of what was heard: themes in blocks, agreements and divergences alike."""

from collections.abc import Collection

from saidanddone.disclosure.analyses import BANDS, FEW_OR_NONE, band, protected
from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.release.counts import counts_of
from saidanddone.evidence.themes.release.named import NamedTheme, named_themes
from saidanddone.evidence.themes.release.placing import Placing
from saidanddone.evidence.themes.release.shapes import (
    Block,
    Heard,
    Placed,
    RaisedIn,
    Spoke,
    ThemeHeard,
)
from saidanddone.programme.models import Community
from saidanddone.programme.release import communities_of
from saidanddone.ui.templatetags.ui import listed

NONE = "none"  # said of nobody in releases signed under version 0.1
HEADINGS = {
    "both": "Both say",
    "too_few_to_say": "Too few to say where it is raised more",
    "not_compared": "Not compared between communities",
}
CAUTION = (
    "{spoke}. They came forward; nobody picked them by chance. So this tells what they say, and not "
    "how many of everyone would say it. With numbers like these only large differences can be told "
    "from chance, and two groups that both raise something need not raise it equally often."
)
RAISED_MORE = (
    " Where we say that something was raised more in one of them, chance would hardly bring so large a "
    "difference among so many themes."
)


def build(draft: Drafting) -> Heard:
    """One query, beside those for counts and named themes."""
    communities, named = draft.once(communities_of), draft.once(named_themes)
    placing = Placing(draft)
    spoke = tuple(_spoke(draft, community) for community in communities)
    heard = {of.community_slug for of in spoke if of.people.shown != 0}
    themes = [_theme(theme, draft, placing, heard) for theme in named.by_id.values()]
    if placing.is_stale:
        draft.notes.first(
            "Common ground",
            "The comparison of some themes between communities is not up to date, so they stand as in the "
            "last release, or without one. Work it out again, then draw this draft up again.",
        )
    return Heard(
        spoke=spoke,
        blocks=_blocks(themes, communities),
        caution=_caution(spoke, communities, themes),
        allows_for_all_themes=True,
    )


def _spoke(draft: Drafting, community: Community) -> Spoke:
    last = draft.last("evidence", Heard)
    people = draft.once(counts_of).spoke.get(community.pk, 0)
    figure = draft.movement.of(f"{community.pk}").still(
        lambda part, _: protected(part),
        people,
        people,
        before=last.spoke_of(community.slug) if last else Figure(None),
    )
    return Spoke(community.slug, community.name, figure)


def _theme(
    named: NamedTheme, draft: Drafting, placing: Placing, heard: Collection[str]
) -> ThemeHeard:
    """`heard` are the slugs of communities of which someone spoke."""
    placed, more_in = placing.of(named)
    return ThemeHeard(
        ref=named.theme.ref,
        slug=named.theme.slug,
        statement=named.words,
        kind=named.theme.kind,
        raised_in=()
        if named.is_reworded
        else tuple(
            _raised_in(named, draft, community)
            for community in draft.once(communities_of)
            if community.slug in heard
        ),
        in_groups=bool(named.row.occasions) and not named.is_reworded,
        placed=placed,
        more_in=more_in,
        is_reworded=named.is_reworded,
    )


def _raised_in(named: NamedTheme, draft: Drafting, community: Community) -> RaisedIn:
    """In a band, which stands as it stood where the few who came or went could have changed it."""
    last = draft.last("evidence", Heard)
    told = last.by_ref(named.theme.ref) if last else None
    words = draft.movement.of(f"{community.pk}").still(
        band,
        named.row.people_by_community.get(community.pk, 0),
        draft.once(counts_of).spoke.get(community.pk, 0),
        before=told.band_in(community.slug) if told else None,
    )
    return RaisedIn(
        community.slug,
        community.name,
        community.heard_in or community.name,
        FEW_OR_NONE if words == NONE else words,
    )


def _blocks(themes: list[ThemeHeard], communities: list[Community]) -> tuple[Block, ...]:
    keys: list[tuple[Placed, str, str]] = [("both", "", HEADINGS["both"])]
    keys += [
        ("more_in", community.slug, f"Raised more in {community.heard_in or community.name}")
        for community in communities
    ]
    keys += [
        ("too_few_to_say", "", HEADINGS["too_few_to_say"]),
        ("not_compared", "", HEADINGS["not_compared"]),
    ]
    blocks = []
    for placed, slug, heading in keys:
        within = [theme for theme in themes if (theme.placed, theme.more_in) == (placed, slug)]
        if within:
            blocks.append(Block(placed, slug, heading, tuple(sorted(within, key=_place))))
    return tuple(blocks)


def _place(theme: ThemeHeard) -> tuple[list[int], str]:
    """By the bands that are shown, the most first, so that the order tells no more than they do."""
    ranks = [BANDS.index(raised.band) if raised.band in BANDS else 0 for raised in theme.raised_in]
    return [-rank for rank in sorted(ranks, reverse=True)], theme.statement


def _caution(
    spoke: tuple[Spoke, ...], communities: list[Community], themes: list[ThemeHeard]
) -> str:
    heard_in = {community.slug: community.heard_in or community.name for community in communities}
    spoke_in = [
        f"{of.people.in_words} in {heard_in[of.community_slug]}"
        for of in spoke
        if of.people.shown != 0
    ]
    if not spoke_in:
        return "Nobody's own words are in use yet."
    more = RAISED_MORE if any(theme.more_in for theme in themes) else ""
    return CAUTION.format(spoke=f"Who spoke for themselves: {listed(spoke_in)}") + more
