"""What was heard: themes in blocks, agreements and divergences alike, and the tensions named."""

from collections.abc import Mapping
from typing import Any

from saidanddone.evidence.themes.models import CommonGroundRun, Tension
from saidanddone.programme.models import Community, Programme
from saidanddone.releases.analyses import band, protected
from saidanddone.releases.content import (
    Block,
    Heard,
    Placed,
    RaisedIn,
    TensionNamed,
    ThemeHeard,
)
from saidanddone.releases.drafting.counts import Counts
from saidanddone.releases.drafting.named import NamedTheme, NamedThemes
from saidanddone.releases.drafting.notes import Notes
from saidanddone.strategy.models import Decision
from saidanddone.ui.templatetags.ui import listed

HEADINGS = {
    "both": "Both say",
    "too_few_to_say": "Raised by too few to compare",
    "not_compared": "People also said",
}
CAUTION = (
    "{spoke}. They came forward; nobody picked them by chance. So this tells what they say, and not "
    "how many of everyone would say it. With numbers like these only large differences can be told "
    "from chance, and two groups that both raise something need not raise it equally often."
)


def heard(
    programme: Programme,
    communities: list[Community],
    counts: Counts,
    named: NamedThemes,
    decisions: list[Decision],
    notes: Notes,
) -> Heard:
    """Two queries."""
    spoke = counts.spoke
    run = CommonGroundRun.objects.filter(programme=programme).order_by("-pk").first()
    placing = _Placing(run.result if run else {}, communities, spoke)
    themes = [_theme(each, communities, spoke, placing) for each in named.by_id.values()]
    if any(each.placed == "not_compared" and not each.is_reworded for each in themes):
        notes.first(
            "Common ground",
            "Some themes changed since it was last worked out, or it never was: they are shown "
            "without a comparison. Work it out again, then draw this draft up again.",
        )
    return Heard(
        blocks=_blocks(themes, communities, named),
        tensions=_tensions(programme, named, decisions, notes),
        caution=_caution(communities, spoke),
    )


class _Placing:
    """Where the last stored comparison places a theme, if its figures still hold."""

    def __init__(
        self, result: dict[str, Any], communities: list[Community], spoke: Mapping[int, int]
    ) -> None:
        self._themes = {row["ref"]: row for row in result.get("themes", ())}
        self._slugs = {each.ref: each.slug for each in communities}
        self._ids = {each.ref: each.pk for each in communities}
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
                each.slug,
                each.name,
                each.heard_in or each.name,
                band(raised.get(each.pk, 0), spoke.get(each.pk, 0)),
            )
            for each in communities
            if spoke.get(each.pk)
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
        ("more_in", each.slug, f"Raised more in {each.heard_in or each.name}")
        for each in communities
    ]
    keys += [
        ("too_few_to_say", "", HEADINGS["too_few_to_say"]),
        ("not_compared", "", HEADINGS["not_compared"]),
    ]
    by_slug = {each.theme.slug: each for each in named.by_id.values()}

    def place(theme: ThemeHeard) -> tuple[int, str]:
        # By what may be shown, so that the order tells no more than the figures do.
        people = 0 if theme.is_reworded else protected(by_slug[theme.slug].row.people).shown or 0
        return -people, theme.statement

    blocks = []
    for placed, slug, heading in keys:
        within = [each for each in themes if (each.placed, each.more_in) == (placed, slug)]
        if within:
            blocks.append(Block(placed, slug, heading, tuple(sorted(within, key=place))))
    return tuple(blocks)


def _tensions(
    programme: Programme, named: NamedThemes, decisions: list[Decision], notes: Notes
) -> tuple[TensionNamed, ...]:
    settled = {
        tension.pk: decision
        for decision in decisions
        if decision.who_bears_the_cost and decision.offered_to_them
        for tension in decision.tensions.all()
    }
    found = []
    for tension in Tension.objects.filter(programme=programme).order_by("pk"):
        one, other = named.get(tension.one_id), named.get(tension.other_id)
        if one is None or other is None:
            notes.leave_out(
                f"Tension: {tension.statement}", "One of its two themes may not be named yet."
            )
            continue
        decision = settled.get(tension.pk)
        found.append(
            TensionNamed(
                statement=tension.statement,
                one=one.words,
                other=other.words,
                theme_slugs=(one.theme.slug, other.theme.slug),
                decision_ref=decision.ref if decision else "",
                who_bears_the_cost=decision.who_bears_the_cost if decision else "",
                offered_to_them=decision.offered_to_them if decision else "",
            )
        )
    return tuple(found)


def _caution(communities: list[Community], spoke: Mapping[int, int]) -> str:
    said = [
        f"{protected(spoke[each.pk]).in_words} in {each.heard_in or each.name}"
        for each in communities
        if spoke.get(each.pk)
    ]
    if not said:
        return "Nobody's own words are in use yet."
    return CAUTION.format(spoke=f"Who spoke for themselves: {listed(said)}")
