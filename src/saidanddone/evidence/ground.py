"""The common ground page: a stored run as blocks, charts, tables and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from saidanddone.evidence.models import CommonGroundRun
from saidanddone.evidence.queries import ThemeRow
from saidanddone.programme.models import Community, Programme
from saidanddone.ui.charts import Dot, DotPlot, PlotRow, dot_plot
from saidanddone.ui.components import Table, table
from saidanddone.ui.templatetags.ui import listed

NOT_A_SAMPLE = (
    "These people came forward or were invited. They are not a random sample of anyone, so the "
    "figures say what they raised, not what every neighbour or every sex worker thinks."
)


@dataclass(frozen=True)
class Block:
    """Themes placed alike: a heading that is a sentence, what it can and cannot tell, the figures."""

    heading: str
    sentence: str
    chart: DotPlot
    chances: Table


@dataclass(frozen=True)
class GroundPage:
    run_at: datetime
    run_by: str
    people: str  # "20 sex workers and 24 residents who spoke for themselves"
    has_changed: bool
    blocks: tuple[Block, ...]
    overall: str
    agreement: str
    replicates: int
    not_a_sample: str = NOT_A_SAMPLE


def ground_page(
    programme: Programme,
    run: CommonGroundRun,
    rows: Sequence[ThemeRow],
    communities: Sequence[Community],
) -> GroundPage:
    """`rows` are the themes as they stand now: their words, and whether the run is out of date."""
    result = run.result
    named = {each.ref: each for each in communities}
    compared = [named[each["ref"]] for each in result["communities"] if each["ref"] in named]
    people = [each["people"] for each in result["communities"] if each["ref"] in named]
    now = {row.ref: row for row in rows}
    themes = [theme for theme in result["themes"] if theme["ref"] in now]
    blocks = [
        _block(programme, heading, sentence, placed, now, compared, number)
        for number, (heading, sentence, placed) in enumerate(
            _sorted_into_blocks(result, themes, compared, people)
        )
        if placed
    ]
    return GroundPage(
        run_at=run.created_at,
        run_by=run.run_by.get_full_name(),
        people=listed(
            [f"{count} from {each.name}" for each, count in zip(compared, people, strict=True)]
        ),
        has_changed=_has_changed(result, now, communities),
        blocks=tuple(blocks),
        overall=_overall(result),
        agreement=_agreement(result),
        replicates=run.replicates,
    )


def _sorted_into_blocks(
    result: Mapping[str, Any],
    themes: list[dict[str, Any]],
    compared: Sequence[Community],
    people: Sequence[int],
) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Heading, sentence and themes of each block; the community heard last stands first."""
    both = "Both say" if len(compared) == 2 else "All say"
    more = [
        (
            f"Raised more in {community.heard_in or community.name}",
            _more_sentence(result),
            [theme for theme in themes if theme["more_in"] == community.ref],
        )
        for community in reversed(compared)
    ]
    return [
        (both, _both_sentence(result, people), [t for t in themes if t["placed"] == "both"]),
        *more,
        (
            "Too few to say",
            _few_sentence(result, people),
            [theme for theme in themes if theme["placed"] == "too_few_to_say"],
        ),
    ]


def _apart_by_chance(result: Mapping[str, Any], people: Sequence[int]) -> str:
    return (
        f"with {listed([str(count) for count in people])} people, shares can lie up to about "
        f"{100 * result['could_differ']:.0f} points apart by chance alone"
    )


def _both_sentence(result: Mapping[str, Any], people: Sequence[int]) -> str:
    return (
        f"At least {result['at_least_people']} people, and one in ten, raised these in each "
        f"community. That is not to say equally often: {_apart_by_chance(result, people)}."
    )


def _more_sentence(result: Mapping[str, Any]) -> str:
    return (
        "The interval of the difference leaves out no difference at all. Of "
        f"{len(result['themes'])} themes looked at, about {result['differing_by_chance']:.1f} would "
        "stand in a block like this by chance alone. Raised less often does not mean that it "
        "matters less."
    )


def _few_sentence(result: Mapping[str, Any], people: Sequence[int]) -> str:
    return (
        f"Fewer than {result['at_least_people']} people, or fewer than one in ten, raised these in "
        f"at least one community, and the difference could be chance: "
        f"{_apart_by_chance(result, people)}. One person may still be enough to act on."
    )


def _block(
    programme: Programme,
    heading: str,
    sentence: str,
    themes: list[dict[str, Any]],
    now: Mapping[str, ThemeRow],
    compared: Sequence[Community],
    number: int,
) -> Block:
    ordered = sorted(themes, key=_overall_share, reverse=True)
    chart = dot_plot(
        f"ground-{number}",
        f"{heading}: who raised it",
        [each.name for each in compared],
        [_plot_row(programme, theme, now, compared) for theme in ordered],
        subtitle="Share of the people who spoke for themselves, with 95 % intervals",
    )
    return Block(heading, sentence, chart, _chances(heading, ordered, now, compared))


def _overall_share(theme: Mapping[str, Any]) -> float:
    people = sum(group["people"] for group in theme["groups"])
    return float(sum(group["raised"] for group in theme["groups"]) / people)


def _plot_row(
    programme: Programme,
    theme: Mapping[str, Any],
    now: Mapping[str, ThemeRow],
    compared: Sequence[Community],
) -> PlotRow:
    groups = {group["community"]: group for group in theme["groups"]}
    dots = [
        Dot(group["raised"], group["people"], group["lower"], group["upper"]) if group else None
        for group in (groups.get(each.ref) for each in compared)
    ]
    row = now[theme["ref"]]
    address = reverse("thread:theme", args=[programme.slug, row.slug])
    return PlotRow(row.statement, tuple(dots), address)


def _chances(
    heading: str,
    themes: Sequence[Mapping[str, Any]],
    now: Mapping[str, ThemeRow],
    compared: Sequence[Community],
) -> Table:
    named = {each.ref: each.name for each in compared}
    return table(
        f"{heading}: how far apart, and what tables and rooms raised",
        ["Theme", "Difference in share", "By chance", "Tables and rooms"],
        [
            [
                now[theme["ref"]].statement,
                "; ".join(_difference(pair, named) for pair in theme["differences"]),
                _p(theme["adjusted_p"]),
                _occasions(theme["occasions"]),
            ]
            for theme in themes
        ],
        is_wide=True,
        is_dense=True,
    )


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
    heard = sum(each["of"] for each in occasions)
    raised = sum(each["raised"] for each in occasions)
    return f"raised at {raised} of {heard}" if heard else "none heard"


def _p(chance: float) -> str:
    return "less than 1 in 1,000" if chance < 0.001 else f"{chance:.3f}"


def _overall(result: Mapping[str, Any]) -> str:
    return (
        "If it made no difference which community a person belongs to, a pattern at least this "
        f"uneven would come up with a chance of {_p(result['overall_p'])}. "
        f"{result['differing']} of {len(result['themes'])} themes are raised more in one community; "
        f"about {result['differing_by_chance']:.1f} would be by chance alone."
    )


def _agreement(result: Mapping[str, Any]) -> str:
    if result["rbo"] is None:
        return ""
    return (
        "Put in order of how many raised them, the themes of the first two communities agree at "
        f"{result['rbo']:.2f}, where 1 is the same order and 0 is nothing shared (rank-biased "
        "overlap, the top counting most)."
    )


def _has_changed(
    result: Mapping[str, Any], now: Mapping[str, ThemeRow], communities: Sequence[Community]
) -> bool:
    """Whether who raised what differs today from what the run counted."""
    ids = {each.ref: each.pk for each in communities}
    counted = {
        (theme["ref"], ids.get(group["community"])): group["raised"]
        for theme in result["themes"]
        for group in theme["groups"]
    }
    compared = {community for _, community in counted}
    stands = {
        (row.ref, each.community_id): each.people
        for row in now.values()
        for each in row.raised_by
        if each.community_id in compared or each.people
    }
    return counted != stands
