"""The figures of the common ground page: the rows of its charts and of the tables beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from saidanddone.evidence.themes.common_ground.sentences import chance_in_words
from saidanddone.evidence.themes.queries import ThemeRow
from saidanddone.programme.models import Community, Programme
from saidanddone.ui.charts import Dot, PlotRow
from saidanddone.ui.components import Table, table


def overall_share(theme: Mapping[str, Any]) -> float:
    people = sum(group["people"] for group in theme["groups"])
    return float(sum(group["raised"] for group in theme["groups"]) / people)


def plot_row(
    programme: Programme,
    theme: Mapping[str, Any],
    now: Mapping[str, ThemeRow],
    compared: Sequence[Community],
) -> PlotRow:
    groups = {group["community"]: group for group in theme["groups"]}
    dots = [
        Dot(group["raised"], group["people"], group["lower"], group["upper"]) if group else None
        for group in (groups.get(community.ref) for community in compared)
    ]
    row = now[theme["ref"]]
    address = reverse("thread:theme", args=[programme.slug, row.slug])
    return PlotRow(row.statement, tuple(dots), address)


def chance_table(
    heading: str,
    themes: Sequence[Mapping[str, Any]],
    now: Mapping[str, ThemeRow],
    compared: Sequence[Community],
) -> Table:
    named = {community.ref: community.name for community in compared}
    return table(
        f"{heading}: how far apart, and what tables and rooms raised",
        ["Theme", "Difference in share", "By chance", "Tables and rooms"],
        [
            [
                now[theme["ref"]].statement,
                "; ".join(_difference(pair, named) for pair in theme["differences"]),
                _chance(theme),
                _occasions(theme["occasions"]),
            ]
            for theme in themes
        ],
        is_wide=True,
        is_dense=True,
    )


def _chance(theme: Mapping[str, Any]) -> str:
    """ "0.084, but stands out by itself": what is not sure enough among all themes stays visible."""
    chance = chance_in_words(theme["adjusted_p"])
    # Runs of 0.1 placed a theme by itself, so none stands out beside its place.
    stands_out = theme.get("more_in_unadjusted") and not theme["more_in"]
    return f"{chance}, but stands out by itself" if stands_out else chance


def _difference(pair: Mapping[str, Any], named: Mapping[str, str]) -> str:
    """ "Residents 32 points more (5 to 54)": always told from the side that raised it more."""
    first, second = named.get(pair["first"], ""), named.get(pair["second"], "")
    points = [round(100 * pair[name]) for name in ("difference", "lower", "upper")]
    if points[0] < 0:
        first, points = second, [-points[0], -points[2], -points[1]]
    if points[0] == 0:
        return f"none ({_signed(points[1])} to {points[2]})"
    unit = "point" if points[0] == 1 else "points"
    return f"{first} {points[0]} {unit} more ({_signed(points[1])} to {points[2]})"


def _signed(points: int) -> str:
    return f"\N{MINUS SIGN}{-points}" if points < 0 else str(points)


def _occasions(occasions: Sequence[Mapping[str, Any]]) -> str:
    heard = sum(occasion["of"] for occasion in occasions)
    raised = sum(occasion["raised"] for occasion in occasions)
    return f"raised at {raised} of {heard}" if heard else "none heard"
