"""The common ground page: a stored run as blocks, charts, tables and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saidanddone.evidence.themes.common_ground import figures, sentences
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.evidence.themes.queries import ThemeRow
from saidanddone.programme.models import Community, Programme
from saidanddone.ui.charts import DotPlot, dot_plot
from saidanddone.ui.components import Table
from saidanddone.ui.templatetags.ui import listed


@dataclass(frozen=True)
class Block:
    """Themes placed alike: a heading, what the block can and cannot show, its chart and table."""

    heading: str
    sentence: str
    chart: DotPlot
    chances: Table


@dataclass(frozen=True)
class CommonGroundPage:
    run_at: datetime
    run_by: str
    people: str  # "20 sex workers and 24 residents who spoke for themselves"
    has_changed: bool
    allows_for_all_themes: bool
    blocks: tuple[Block, ...]
    overall: str
    agreement: str
    replicates: int
    not_a_sample: str = sentences.NOT_A_SAMPLE


def common_ground_page(
    programme: Programme,
    run: CommonGroundRun,
    rows: Sequence[ThemeRow],
    communities: Sequence[Community],
) -> CommonGroundPage:
    """`rows` are the themes as they are now, for their words and to see whether the run is out of date."""
    result = run.result
    named = {community.ref: community for community in communities}
    compared = [
        named[community["ref"]] for community in result["communities"] if community["ref"] in named
    ]
    people = [
        community["people"] for community in result["communities"] if community["ref"] in named
    ]
    now = {row.ref: row for row in rows}
    themes = [theme for theme in result["themes"] if theme["ref"] in now]
    blocks = [
        _block(programme, heading, sentence, placed, now, compared, number)
        for number, (heading, sentence, placed) in enumerate(
            _themes_by_block(run, themes, compared, people)
        )
        if placed
    ]
    return CommonGroundPage(
        run_at=run.created_at,
        run_by=run.run_by.get_full_name(),
        people=listed(
            [
                f"{count} {community.in_a_sentence}"
                for community, count in zip(compared, people, strict=True)
            ]
        ),
        has_changed=_has_changed(result, now, communities),
        allows_for_all_themes=run.allows_for_all_themes,
        blocks=tuple(blocks),
        overall=sentences.overall_sentence(run),
        agreement=sentences.agreement_sentence(result),
        replicates=run.replicates,
    )


def _themes_by_block(
    run: CommonGroundRun,
    themes: list[dict[str, Any]],
    compared: Sequence[Community],
    people: Sequence[int],
) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Heading, sentence and themes of each block; the community heard last stands first."""
    result = run.result
    both = "Both say" if len(compared) == 2 else "All say"
    more = [
        (
            f"Raised more in {community.heard_in or community.name}",
            sentences.more_sentence(run),
            [theme for theme in themes if theme["more_in"] == community.ref],
        )
        for community in reversed(compared)
    ]
    return [
        (
            both,
            sentences.both_sentence(result, people),
            [theme for theme in themes if theme["placed"] == "both"],
        ),
        *more,
        (
            "Too few to say",
            sentences.few_sentence(result, people),
            [theme for theme in themes if theme["placed"] == "too_few_to_say"],
        ),
    ]


def _block(
    programme: Programme,
    heading: str,
    sentence: str,
    themes: list[dict[str, Any]],
    now: Mapping[str, ThemeRow],
    compared: Sequence[Community],
    number: int,
) -> Block:
    ordered = sorted(themes, key=figures.overall_share, reverse=True)
    chart = dot_plot(
        f"ground-{number}",
        f"{heading}: who raised it",
        [community.name for community in compared],
        [figures.plot_row(programme, theme, now, compared) for theme in ordered],
        subtitle="Share of the people who spoke for themselves, with 95 % intervals",
    )
    return Block(heading, sentence, chart, figures.chance_table(heading, ordered, now, compared))


def _has_changed(
    result: Mapping[str, Any], now: Mapping[str, ThemeRow], communities: Sequence[Community]
) -> bool:
    """Whether today's counts of who raised what differ from the run's."""
    ids = {community.ref: community.pk for community in communities}
    counted = {
        (theme["ref"], ids.get(group["community"])): group["raised"]
        for theme in result["themes"]
        for group in theme["groups"]
    }
    compared = {community for _, community in counted}
    counted_now = {
        (row.ref, raised.community_id): raised.people
        for row in now.values()
        for raised in row.raised_by
        if raised.community_id in compared or raised.people
    }
    return counted != counted_now
