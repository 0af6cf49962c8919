"""`change`: whether a monthly count changed, by how much, and whether that could be chance."""

import argparse
from typing import Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.errors import BadInput

DESCRIPTION = """\
Compare the months from DATE on with the months before. `ratio` compares them with the same calendar
months a year earlier (or as many whole years as they span). `segmented` fits a trend to the whole
series, with --harmonics also seasons, and gives the step at DATE beyond it.

FILE has one row for each month. With --compare the figures are relative to the comparison area.
Without it they cannot show whether the same happened everywhere.

The interval allows for months that scatter more than Poisson counts (`dispersion` above 1) and for
months that take after the month before (`autocorrelation`). It needs 12 months on each side; with
fewer there is none, and `no_interval` says so. `chance_lower` and `chance_upper` allow for chance
alone, `independent_lower` and `independent_upper` for scatter in independent months."""


def add_to(commands: Any) -> None:
    p = commands.add_parser(
        "change",
        help="whether a monthly count changed, by how much, and whether that could be chance",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("file", metavar="FILE", help="a row for each month; - is standard input")
    p.add_argument("--date", required=True, metavar="COL|YEAR,MONTH", help="month, such as 2016-04")
    p.add_argument("--count", required=True, metavar="COL", help="events in the month")
    p.add_argument(
        "--from",
        dest="since",
        required=True,
        metavar="DATE",
        help="first month after (a day stands for its month)",
    )
    p.add_argument("--until", metavar="DATE", help="last month after (the file's last)")
    p.add_argument(
        "--method", choices=("ratio", "segmented"), default="ratio", help="as above (ratio)"
    )
    p.add_argument("--compare", metavar="COL", help="events in a comparison area")
    p.add_argument(
        "--population",
        metavar="COL[,COL]",
        help="population at risk in the month; with --compare, of both areas",
    )
    p.add_argument(
        "--harmonics", type=int, metavar="K", help="segmented: harmonics for seasons (0)"
    )
    p.add_argument(
        "--spread",
        choices=("quasi", "poisson", "negative-binomial"),
        help="segmented: model of the scatter (quasi)",
    )
    p.add_argument(
        "--interval", choices=("exact", "score", "midp"), help="ratio: which interval (exact)"
    )
    p.add_argument("--confidence", type=float, default=0.95, metavar="SHARE", help="(0.95)")
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Print the change, or raise TooThin with the reasons."""
    from saidanddone_methods.cli.change_answer import answer_of
    from saidanddone_methods.cli.change_file import read_change_file
    from saidanddone_methods.cli.change_table import rows_of

    _refuse_mixed(arguments)
    series = read_change_file(arguments)
    answer = answer_of(series, arguments)
    if arguments.json:
        as_json(answer.keys)
        return
    print(f"{answer.sentence[0].upper()}{answer.sentence[1:]}.\n")
    rows = rows_of(answer, series, arguments.confidence, arguments.harmonics)
    as_table("Before and after", ["", "figure"], rows)


def _refuse_mixed(arguments: argparse.Namespace) -> None:
    for option, method in (
        ("harmonics", "segmented"),
        ("spread", "segmented"),
        ("interval", "ratio"),
    ):
        if getattr(arguments, option) is not None and arguments.method != method:
            raise BadInput(f"--{option} goes with --method {method}")
