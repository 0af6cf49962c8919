"""Print an answer as one JSON object, or as a table for people."""

import json
import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def as_json(answer: Mapping[str, Any]) -> None:
    """Print one object on standard output; infinite and not-a-number are null."""
    # Other letters than ASCII are escaped, so that no console's encoding can spoil them.
    print(json.dumps(_plain(answer), allow_nan=False))


def caution(sentence: str) -> None:
    """Print a caution on standard error: the answer has no field for it."""
    print(f"saidanddone-methods: {sentence}", file=sys.stderr)


def as_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], note: str = ""
) -> None:
    """Print a table on standard output, figures to the right, with its assumptions as a `note`."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [list(row) for row in rows]
    table = Table(title=Text(title), title_justify="left", title_style="bold")
    table.caption, table.caption_justify = Text(note) if note else None, "left"
    for number, column in enumerate(columns):
        figures = all(isinstance(row[number], (int, float, type(None))) for row in cells)
        table.add_column(column, justify="right" if figures else "left", overflow="fold")
    for row in cells:
        table.add_row(*(Text(figure(value)) for value in row))
    console = Console()
    with console.capture() as drawn:
        console.print(table)
    print(drawn.get(), end="")


def figure(value: object) -> str:
    """A value as text for people: 11,417.99 for a number, "" for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if math.isinf(value):
            return "no limit"
        return f"{value:,.2f}" if abs(value) >= 100 else f"{value:.4g}"
    return str(value)


def refuse(reasons: Sequence[str], *, in_json: bool) -> None:
    """Print the reasons on standard error, and with `in_json` as an object too."""
    if in_json:
        as_json({"refused": True, "reasons": reasons})
    for reason in reasons:
        caution(f"refused: {reason}")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy's
        return _plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
