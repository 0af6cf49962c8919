"""`rates`: counts and rates with their intervals."""

import argparse
from typing import TYPE_CHECKING, Any

from saidanddone_methods.cli.printing import as_json, as_table
from saidanddone_methods.cli.progress import progress
from saidanddone_methods.cli.reading import read_table
from saidanddone_methods.errors import BadInput

if TYPE_CHECKING:
    from saidanddone_methods.cli.table import Table
    from saidanddone_methods.rates import Rate

DESCRIPTION = """\
Print the count of each row, or with --population its rate per N, with an interval. `byar` (Byar's
approximation) and `exact` (Poisson) are for events. Below 10 events `byar` gives the exact interval,
and `method` says exact. `wilson` is for a share of people.

A row keeps its name: the words of its columns, such as ward and month, or those of --name.

With several confidences `lower` and `upper` are the limits of the first. Each further one has its
own pair: 0.95,0.998 also gives `lower_0.998` and `upper_0.998`."""


def add_to(commands: Any) -> None:
    p = commands.add_parser(
        "rates",
        help="counts and rates with their intervals",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    p.add_argument("file", metavar="FILE", help="a row for each count; - is standard input")
    p.add_argument(
        "--name",
        action="append",
        metavar="COL",
        help="column that names the row; may be repeated (all that hold words)",
    )
    p.add_argument("--count", required=True, metavar="COL", help="number of events or people")
    p.add_argument("--population", metavar="COL", help="population; without it, counts")
    p.add_argument(
        "--method", choices=("byar", "exact", "wilson"), default="byar", help="as above (byar)"
    )
    p.add_argument("--per", type=float, metavar="N", help="rates per N of the population (1)")
    p.add_argument(
        "--confidence",
        default="0.95",
        metavar="SHARE[,SHARE]",
        help="confidence of the limits (0.95)",
    )
    p.add_argument("--json", action="store_true", help="print one JSON object")
    p.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from saidanddone_methods.rates import rate

    # --per 1 asks for the count itself, so it needs no population.
    if arguments.population is None and (
        arguments.method == "wilson" or arguments.per not in (None, 1)
    ):
        what = "--method wilson" if arguments.method == "wilson" else "--per"
        raise BadInput(f"{what} needs --population: there is nothing to take a share of")
    per = 1.0 if arguments.per is None else arguments.per
    confidences = _confidences(arguments.confidence)
    table = read_table(arguments.file)
    counts, populations = _read(table, arguments)
    names = _names(table, arguments)
    rows = []
    with progress("rates", len(table)) as done:
        for count, population in zip(counts, populations, strict=True):
            rows.append(
                [
                    rate(count, population, method=arguments.method, per=per, confidence=share)
                    for share in confidences.values()
                ]
            )
            if not len(rows) % 1000:
                done(len(rows))
    if arguments.json:
        named = ({column: words[i] for column, words in names.items()} for i in range(len(rows)))
        as_json(
            {
                "rows": [
                    {"row": row, "name": name, **_row(rates, confidences)}
                    for row, name, rates in zip(table.rows, named, rows, strict=True)
                ]
            }
        )
    else:
        _table(table, names, rows, confidences)
    return 0


def _confidences(text: str) -> dict[str, float]:
    """The confidences in `text`, by the way they were written: this names their limits."""
    confidences: dict[str, float] = {}
    for written in (part.strip() for part in text.split(",")):
        try:
            share = float(written)
        except ValueError:
            raise BadInput(f"--confidence takes shares such as 0.95, not {written!r}") from None
        if not 0 < share < 1:
            raise BadInput(f"--confidence must lie between 0 and 1, but is {written}")
        if share in confidences.values():
            raise BadInput(f"--confidence names {written} twice")
        confidences[written] = share
    return confidences


def _read(table: "Table", arguments: argparse.Namespace) -> tuple[list[int], list[float]]:
    counts: list[int] = table.whole(arguments.count).tolist()
    if arguments.population is None:
        return counts, [1.0] * len(counts)
    if arguments.population == arguments.count:
        raise BadInput(f"column {arguments.count} cannot be both --count and --population")
    wilson = arguments.method == "wilson"
    read = table.whole if wilson else table.numbers
    populations: list[float] = read(arguments.population).astype(float).tolist()
    for row, (count, population) in enumerate(zip(counts, populations, strict=True)):
        if population <= 0 or (wilson and population < count):
            least = "above 0" if population <= 0 else f"{arguments.count} or more"
            raise BadInput(
                f"column {arguments.population} must be {least}, but is {population:g} "
                f"{table.where(row)}"
            )
    return counts, populations


def _names(table: "Table", arguments: argparse.Namespace) -> dict[str, list[str]]:
    """What names the rows, by column: those of --name, else every other column that holds words."""
    if arguments.name:
        return {column: table.text(column, may_be_empty=True) for column in arguments.name}
    used = (arguments.count, arguments.population)
    return {
        # Nobody asked for these columns, so a value that is missing there refuses nothing.
        column: ["" if value is None else str(value).strip() for value in table.values[column]]
        for column in table.columns
        if column not in used and table.has_words(column)
    }


def _row(rates: "list[Rate]", confidences: dict[str, float]) -> dict[str, Any]:
    first = rates[0]
    row: dict[str, Any] = {
        "count": first.count,
        "value": first.rate.estimate,
        "lower": first.rate.lower,
        "upper": first.rate.upper,
        "method": first.method,
    }
    for written, further in list(zip(confidences, rates, strict=True))[1:]:
        row |= {f"lower_{written}": further.rate.lower, f"upper_{written}": further.rate.upper}
    return row


def _table(
    table: "Table",
    names: dict[str, list[str]],
    rows: "list[list[Rate]]",
    confidences: dict[str, float],
) -> None:
    limits = [
        f"{end} {confidence * 100:g} %"
        for confidence in confidences.values()
        for end in ("lower", "upper")
    ]
    first = next(iter(confidences.values()))
    as_table(
        f"{len(rows):,} rates from {table.name}",
        ("row", *names, "count", "value", *limits, "method"),
        [
            (
                table.rows[number],
                *(words[number] for words in names.values()),
                rates[0].count,
                rates[0].rate.estimate,
                *(end for rate in rates for end in (rate.rate.lower, rate.rate.upper)),
                rates[0].method,
            )
            for number, rates in enumerate(rows)
        ],
        note=f"The limits are those of each row by itself: at {100 * first:g} % about "
        f"{100 * (1 - first):.3g} of 100 such intervals miss the true rate by chance, and more where "
        "events cluster. To ask which of many places stand out, use funnel limits.",
    )
