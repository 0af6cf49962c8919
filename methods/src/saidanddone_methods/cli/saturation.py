"""`saturation`: after how many conversations few new codes were heard."""

import argparse
from itertools import groupby
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table, caution
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.cli.reading import read_table, refuse_repeated_columns

if TYPE_CHECKING:
    from saidanddone_methods.cli.table import Table
    from saidanddone_methods.code_saturation import Saturation

DESCRIPTION = """\
Print after how many conversations a run of further ones adds at most a share of the codes of the
first ones (Guest, Namey & Chen 2020). `reached_at` 6 with a run of 2 means that 6 were enough, and 2
more showed it; null if it was not reached. `lower` and `upper` say where it is reached in other
orders; null beyond the last conversation.

FILE has one row for each code in a conversation, in the order of the conversations. A conversation
without a code has one row with an empty code, and counts."""


def add_to(commands: Any) -> None:
    p = commands.add_parser(
        "saturation",
        help="after how many conversations few new codes were heard",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("file", metavar="FILE", help="CSV or Parquet; - is standard input")
    p.add_argument("--interview", required=True, metavar="COL", help="which conversation")
    p.add_argument("--code", required=True, metavar="COL", help="a code in it, or empty")
    p.add_argument(
        "--base", type=int, default=4, metavar="N", help="number of first conversations (4)"
    )
    p.add_argument(
        "--run",
        dest="length",
        type=int,
        default=2,
        metavar="N",
        help="number of further ones in a run (2)",
    )
    p.add_argument(
        "--threshold",
        type=float,
        default=0.05,
        metavar="SHARE",
        help="largest share of new codes that counts as few (0.05)",
    )
    p.add_argument("--orders", type=int, default=2000, metavar="N", help="random orders (2000)")
    p.add_argument(
        "--confidence",
        type=float,
        default=0.95,
        metavar="SHARE",
        help="confidence of the limits (0.95)",
    )
    p.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the orders (1)")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from saidanddone_methods.code_saturation import saturation

    refuse_repeated_columns(interview=arguments.interview, code=arguments.code)
    codes_of = _codes_of(read_table(arguments.file), arguments)
    with progress("orders of the conversations", arguments.orders) as advance:
        result = saturation(
            codes_of,
            base=arguments.base,
            run=arguments.length,
            threshold=arguments.threshold,
            orders=arguments.orders,
            seed=arguments.seed,
            confidence=arguments.confidence,
            progress=advance,
        )
    if arguments.json:
        as_json(
            {
                "reached_at": result.reached_at,
                "lower": result.lower,
                "upper": result.upper,
                "curve": [
                    {
                        "interviews": point.interviews,
                        "codes": point.codes,
                        "new": point.new,
                        "share_new": point.share_new,
                        "expected_codes": point.expected_codes,
                    }
                    for point in result.curve
                ],
            }
        )
    else:
        _tables(result)
    return 0


def _codes_of(table: "Table", arguments: argparse.Namespace) -> dict[str, set[str]]:
    interviews = table.text(arguments.interview)
    codes = table.text(arguments.code, may_be_empty=True)
    if sum(1 for _ in groupby(interviews)) > len(set(interviews)):
        caution(
            "the rows of some conversations stand apart: they are taken in the order of their "
            "first rows, so see that it is the order they took place in"
        )
    codes_of: dict[str, set[str]] = {}
    for interview, code in zip(interviews, codes, strict=True):
        codes_of.setdefault(interview, set()).update({code} if code else ())
    return codes_of


def _tables(result: "Saturation") -> None:
    as_table(
        f"{result.codes:,} codes in {result.interviews:,} conversations",
        ("conversations", "codes", "new", f"share new in the next {result.run}", "in any order"),
        [
            (point.interviews, point.codes, point.new, point.share_new, point.expected_codes)
            for point in result.curve
        ],
    )
    limits = f"{result.confidence * 100:g} %"
    endpoints = [
        ("in this order", result.reached_at),
        ("in other orders: median", result.median),
        (f"lower {limits}", result.lower),
        (f"upper {limits}", result.upper),
    ]
    as_table(
        f"Reached where {result.run} more add at most {result.threshold * 100:g} % of the codes of "
        f"the first {result.base}",
        ("", "after"),
        [(label, "not reached" if point is None else point) for label, point in endpoints],
        note=f"Other orders: {result.orders:,} at random (seed {result.seed}); in "
        f"{result.not_reached:,} of them it was not reached. It takes people to be of one kind: "
        "whoever did not come may still say what is new.",
    )
