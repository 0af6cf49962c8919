"""`agreement`: how far coders agree beyond chance."""

import argparse
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table, caution
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.cli.reading import read_table, refuse_repeated_columns
from saidanddone_methods.errors import BadInput, TooThin

if TYPE_CHECKING:
    from saidanddone_methods.agreement import Agreement, Ratings, Value
    from saidanddone_methods.cli.table import Table

DESCRIPTION = """\
Print Krippendorff's alpha with a bootstrap interval over units, and kappa: Cohen's for two coders,
Fleiss' for more. Kappa takes values as names, whatever the level.

FILE has one row for each value that a coder gave to a unit, and no row for a missing value.
`n_units` counts the units with values from two coders or more; standard error says how many others
there are. With fewer than 5 units there is no answer (status 3). Below 30 the limits are too
narrow, and standard error says so."""


def add_to(commands: Any) -> None:
    p = commands.add_parser(
        "agreement",
        help="how far coders agree beyond chance",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("file", metavar="FILE", help="CSV or Parquet; - is standard input")
    p.add_argument("--unit", required=True, metavar="COL", help="what was coded")
    p.add_argument("--coder", required=True, metavar="COL", help="who coded it")
    p.add_argument("--value", required=True, metavar="COL", help="the value they gave")
    p.add_argument(
        "--level",
        choices=("nominal", "ordinal", "interval", "ratio"),
        required=True,
        help="level of measurement: names, ranks, equal steps, equal steps from 0",
    )
    p.add_argument(
        "--replicates", type=int, default=2000, metavar="N", help="bootstrap draws (2000)"
    )
    p.add_argument(
        "--confidence",
        type=float,
        default=0.95,
        metavar="SHARE",
        help="confidence of the limits (0.95)",
    )
    p.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the draws (1)")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from saidanddone_methods.agreement import ENOUGH_UNITS, Ratings, krippendorff_alpha

    refuse_repeated_columns(unit=arguments.unit, coder=arguments.coder, value=arguments.value)
    table = read_table(arguments.file)
    ratings = Ratings.of(_values(table, arguments), arguments.level)
    draws = {
        "seed": arguments.seed,
        "replicates": arguments.replicates,
        "confidence": arguments.confidence,
    }
    with progress("draws of the units", arguments.replicates) as advance:
        alpha = krippendorff_alpha(ratings, **draws, progress=advance)
    name, kappa = _kappa(ratings, draws)
    if alpha.set_aside:
        caution(
            f"{alpha.set_aside:,} of {alpha.units + alpha.set_aside:,} units were coded once only "
            "and set aside: there is nothing to compare"
        )
    if alpha.thin:
        caution(
            f"{alpha.units} units are few: with fewer than {ENOUGH_UNITS} limits are too narrow"
        )
    _print(arguments, alpha, name, kappa)
    return 0


def _values(
    table: "Table", arguments: argparse.Namespace
) -> dict[Hashable, dict[Hashable, "Value"]]:
    units, coders = table.text(arguments.unit), table.text(arguments.coder)
    values: Sequence[Value]
    if arguments.level == "nominal":
        values = table.text(arguments.value)
    else:
        least = 0 if arguments.level == "ratio" else None
        values = [float(v) for v in table.numbers(arguments.value, least=least)]
    ratings: dict[Hashable, dict[Hashable, Value]] = {}
    for row, (unit, coder, value) in enumerate(zip(units, coders, values, strict=True)):
        by_coder = ratings.setdefault(unit, {})
        if coder in by_coder:
            raise BadInput(
                f"columns {arguments.unit} and {arguments.coder} hold the same pair a second time "
                f"{table.where(row)}"
            )
        by_coder[coder] = value
    return ratings


def _kappa(ratings: "Ratings", draws: dict[str, Any]) -> tuple[str, "Agreement | None"]:
    from saidanddone_methods.agreement import cohen_kappa, fleiss_kappa

    name, method = (
        ("Cohen's kappa", cohen_kappa)
        if len(ratings.coders) == 2
        else ("Fleiss' kappa", fleiss_kappa)
    )
    try:
        return name, method(ratings, **draws)
    except TooThin as error:
        for reason in error.reasons:
            caution(f"no kappa: {reason}")
        return name, None


def _print(
    arguments: argparse.Namespace, alpha: "Agreement", name: str, kappa: "Agreement | None"
) -> None:
    if arguments.json:
        as_json(
            {
                "alpha": alpha.coefficient.estimate,
                "lower": alpha.coefficient.lower,
                "upper": alpha.coefficient.upper,
                "kappa": None if kappa is None else kappa.coefficient.estimate,
                "n_units": alpha.units,
            }
        )
        return
    limits = f"{arguments.confidence * 100:g} %"
    results = [(f"Krippendorff's alpha, {arguments.level}", alpha), (name, kappa)]
    as_table(
        f"Agreement of {len(alpha.coders)} coders on {alpha.units:,} units",
        ("coefficient", "estimate", f"lower {limits}", f"upper {limits}"),
        [
            (label, result.coefficient.estimate, result.coefficient.lower, result.coefficient.upper)
            for label, result in results
            if result is not None
        ],
        note="1 is full agreement, 0 what chance would bring. The limits draw the units anew "
        f"{alpha.replicates:,} times (seed {alpha.seed}) and take them to be independent, and the "
        "coders to be these.",
    )
