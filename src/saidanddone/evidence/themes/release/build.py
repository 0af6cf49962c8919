"""Builds what a release says of what was heard: themes in blocks, agreements and divergences alike."""

from collections.abc import Mapping
from typing import Any

from saidanddone.disclosure.analyses import band, protected
from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.evidence.themes.release.counts import counts_of
from saidanddone.evidence.themes.release.named import NamedTheme, NamedThemes, named_themes
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
    spoke = draft.once(counts_of).spoke
    run = CommonGroundRun.objects.filter(programme=draft.programme).order_by("-pk").first()
    # A label that did not allow for all themes is not for the public: it is too often chance.
    result = run.result if run and run.allows_for_all_themes else {}
    placing = _Placing(result, communities, spoke)
    themes = [_theme(theme, communities, spoke, placing) for theme in named.by_id.values()]
    if any(theme.placed == "not_compared" and not theme.is_reworded for theme in themes):
        draft.notes.first(
            "Common ground",
            "Some themes have no up-to-date comparison between communities, so they are shown without "
            "one. Work it out again, then draw this draft up again.",
        )
    return Heard(
        spoke=tuple(
            Spoke(community.slug, community.name, protected(spoke.get(community.pk, 0)))
            for community in communities
        ),
        blocks=_blocks(themes, communities, named),
        caution=_caution(communities, spoke, themes),
    )


class _Placing:
    """Where the last stored comparison places a theme, if its figures still hold."""

    def __init__(
        self, result: dict[str, Any], communities: list[Community], spoke: Mapping[int, int]
    ) -> None:
        self._themes = {row["ref"]: row for row in result.get("themes", ())}
        self._slugs = {community.ref: community.slug for community in communities}
        self._ids = {community.ref: community.pk for community in communities}
        self._spoke = spoke

    def of(self, named: NamedTheme) -> tuple[Placed, str]:
        row = self._themes.get(named.theme.ref)
        if row is None or named.is_reworded or not self._still_holds(row, named):
            return "not_compared", ""
        placed: Placed = row["placed"]
        return placed, self._slugs.get(row["more_in"] or "", "")

    def _still_holds(self, row: dict[str, Any], named: NamedTheme) -> bool:
        raised = named.row.people_by_community
        return all(
            (group["raised"], group["people"])
            == (
                raised.get(self._ids.get(group["community"], 0)),
                self._spoke.get(self._ids.get(group["community"], 0)),
            )
            for group in row["groups"]
        )


def _theme(
    named: NamedTheme, communities: list[Community], spoke: Mapping[int, int], placing: _Placing
) -> ThemeHeard:
    placed, more_in = placing.of(named)
    raised = named.row.people_by_community
    return ThemeHeard(
        ref=named.theme.ref,
        slug=named.theme.slug,
        statement=named.words,
        kind=named.theme.kind,
        raised_in=()
        if named.is_reworded
        else tuple(
            RaisedIn(
                community.slug,
                community.name,
                community.heard_in or community.name,
                band(raised.get(community.pk, 0), spoke.get(community.pk, 0)),
            )
            for community in communities
            if spoke.get(community.pk)
        ),
        in_groups=bool(named.row.occasions) and not named.is_reworded,
        placed=placed,
        more_in=more_in,
        is_reworded=named.is_reworded,
    )


def _blocks(
    themes: list[ThemeHeard], communities: list[Community], named: NamedThemes
) -> tuple[Block, ...]:
    keys: list[tuple[Placed, str, str]] = [("both", "", HEADINGS["both"])]
    keys += [
        ("more_in", community.slug, f"Raised more in {community.heard_in or community.name}")
        for community in communities
    ]
    keys += [
        ("too_few_to_say", "", HEADINGS["too_few_to_say"]),
        ("not_compared", "", HEADINGS["not_compared"]),
    ]
    by_slug = {named_theme.theme.slug: named_theme for named_theme in named.by_id.values()}

    def place(theme: ThemeHeard) -> tuple[int, str]:
        # By what may be shown, so that the order tells no more than the figures do.
        people = 0 if theme.is_reworded else protected(by_slug[theme.slug].row.people).shown or 0
        return -people, theme.statement

    blocks = []
    for placed, slug, heading in keys:
        within = [theme for theme in themes if (theme.placed, theme.more_in) == (placed, slug)]
        if within:
            blocks.append(Block(placed, slug, heading, tuple(sorted(within, key=place))))
    return tuple(blocks)


def _caution(
    communities: list[Community], spoke: Mapping[int, int], themes: list[ThemeHeard]
) -> str:
    spoke_in = [
        f"{protected(spoke[community.pk]).in_words} in {community.heard_in or community.name}"
        for community in communities
        if spoke.get(community.pk)
    ]
    if not spoke_in:
        return "Nobody's own words are in use yet."
    more = RAISED_MORE if any(theme.more_in for theme in themes) else ""
    return CAUTION.format(spoke=f"Who spoke for themselves: {listed(spoke_in)}") + more
