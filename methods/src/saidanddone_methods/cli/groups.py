"""`groups`: which themes two or more groups share, and where they differ."""

import argparse
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table, figure
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.cli.reading import read_table, refuse_repeated_columns
from saidanddone_methods.errors import BadInput

if TYPE_CHECKING:
    from saidanddone_methods.cli.table import Table
    from saidanddone_methods.groups import CommonGroundResult, ThemeComparison

DESCRIPTION = """\
Print which themes the groups share, which one group raises more, and how much could be chance.

FILE has one row for each theme that a person raised. A person who raised nothing has one row with
an empty theme, and counts. A person who raised a theme in several rows counts once.

`placed` allows for all themes at once: if groups made no difference, even one theme would be more
in one group with a probability of at most 5 % (1 - confidence). `more_in_unadjusted` goes by the
interval of that theme alone. `p_value` is of the whole pattern. `rbo` is the rank-biased overlap of
the groups' rankings of themes (p .9); with three groups or more it is an object with one figure for
each pair."""


def add_to(commands: Any) -> None:
    p = commands.add_parser(
        "groups",
        help="which themes groups share, and where they differ",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("file", metavar="FILE", help="CSV or Parquet; - is standard input")
    p.add_argument("--person", required=True, metavar="COL", help="who spoke")
    p.add_argument("--group", required=True, metavar="COL", help="the group they belong to")
    p.add_argument("--theme", required=True, metavar="COL", help="theme they raised, or empty")
    p.add_argument("--replicates", type=int, default=2000, metavar="N", help="permutations (2000)")
    p.add_argument(
        "--confidence",
        type=float,
        default=0.95,
        metavar="SHARE",
        help="confidence of the limits (0.95)",
    )
    p.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the permutations (1)")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from saidanddone_methods.groups import common_ground

    refuse_repeated_columns(person=arguments.person, group=arguments.group, theme=arguments.theme)
    people_by_theme, group_of_person = _themes_and_groups(read_table(arguments.file), arguments)
    with progress("shuffles of people between groups", arguments.replicates) as advance:
        result = common_ground(
            people_by_theme,
            group_of_person,
            seed=arguments.seed,
            replicates=arguments.replicates,
            confidence=arguments.confidence,
            progress=advance,
        )
    if arguments.json:
        as_json(_answer(result))
    else:
        _tables(result)
    return 0


def _themes_and_groups(
    table: "Table", arguments: argparse.Namespace
) -> tuple[dict[str, set[str]], dict[str, str]]:
    people, groups = table.text(arguments.person), table.text(arguments.group)
    themes = table.text(arguments.theme, may_be_empty=True)
    people_by_theme: dict[str, set[str]] = {}
    group_of_person: dict[str, str] = {}
    for row, (person, group, theme) in enumerate(zip(people, groups, themes, strict=True)):
        if group_of_person.setdefault(person, group) != group:
            raise BadInput(
                f"column {arguments.group} gives a person a second group {table.where(row)}"
            )
        if theme:
            people_by_theme.setdefault(theme, set()).add(person)
    return people_by_theme, group_of_person


def _answer(result: "CommonGroundResult[str]") -> dict[str, Any]:
    return {
        "themes": [_theme(comparison) for comparison in result.themes],
        "p_value": result.overall_p,
        "differing": result.differing,
        "differing_unadjusted": result.differing_unadjusted,
        "differing_by_chance": result.differing_by_chance,
        "rbo": _rbo(result),
        "replicates": result.replicates,
        "seed": result.seed,
        "confidence": result.confidence,
        "at_least_people": result.at_least_people,
        "at_least_share": result.at_least_share,
    }


def _theme(comparison: "ThemeComparison[str]") -> dict[str, Any]:
    return {
        "theme": comparison.theme,
        "placed": comparison.placed,
        "more_in": comparison.more_in,
        "more_in_unadjusted": comparison.more_in_unadjusted,
        "adjusted_p": comparison.adjusted_p,
        "groups": {
            share.group: {
                "raised": share.raised,
                "people": share.people,
                "share": share.share.estimate,
                "lower": share.share.lower,
                "upper": share.share.upper,
            }
            for share in comparison.groups
        },
        "differences": [
            {
                "first": pair.first,
                "second": pair.second,
                "difference": pair.difference.estimate,
                "lower": pair.difference.lower,
                "upper": pair.difference.upper,
                "adjusted_p": pair.adjusted_p,
            }
            for pair in comparison.differences
        ],
    }


def _rbo(result: "CommonGroundResult[str]") -> float | dict[str, float | None] | None:
    if len(result.groups) == 2:
        return result.rbo
    return {f"{pair.first} / {pair.second}": pair.rbo for pair in result.agreement}


def _tables(result: "CommonGroundResult[str]") -> None:
    as_table(
        "Themes by group",
        ("theme", *result.groups, "where", "adjusted p", "by itself more in"),
        [
            (
                comparison.theme,
                *(f"{share.raised} of {share.people}" for share in comparison.groups),
                _placed(comparison),
                comparison.adjusted_p,
                comparison.more_in_unadjusted or "",
            )
            for comparison in result.themes
        ],
    )
    _differences(result)
    as_table(
        "Over all themes",
        ("what", "figure"),
        [
            ("chance of a pattern as strong if groups made no difference", result.overall_p),
            ("themes placed as more in one group", result.differing),
            ("themes that differ by themselves, unadjusted", result.differing_unadjusted),
            ("as many would differ by themselves by chance", result.differing_by_chance),
            *(
                (f"agreement of order, {pair.first} and {pair.second}", pair.rbo)
                for pair in result.agreement
            ),
        ],
        note=_note(result),
    )


def _placed(comparison: "ThemeComparison[str]") -> str:
    # A group's own name may hold an underscore.
    if comparison.more_in:
        return f"more in {comparison.more_in}"
    return comparison.placed.replace("_", " ")


def _note(result: "CommonGroundResult[str]") -> str:
    return (
        f"Chance: {result.replicates:,} shuffles of people between the groups (seed "
        f"{result.seed}). `Where` and adjusted p allow for all themes at once: if groups made no "
        "difference, even one theme would be more in one group in at most "
        f"{figure(100 * (1 - result.confidence))} % of such comparisons. `By itself` looks at one "
        "theme as if it were the only one: with many themes some differ so by chance. Agreement of "
        "order is from 0, nothing shared, to 1, the same; it has no limits, and chance does not "
        "give 0. People who come forward are no random sample: the limits say what so few can tell."
    )


def _differences(result: "CommonGroundResult[str]") -> None:
    limits = f"{result.confidence * 100:g} %"
    as_table(
        "Differences of the shares who raised it",
        ("theme", "first less second", "difference", f"lower {limits}", f"upper {limits}"),
        [
            (
                comparison.theme,
                f"{pair.first} less {pair.second}",
                pair.difference.estimate,
                pair.difference.lower,
                pair.difference.upper,
            )
            for comparison in result.themes
            for pair in comparison.differences
        ],
        note="The limits are those of each theme by itself.",
    )
