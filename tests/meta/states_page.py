"""docs/reference/states.md, written from the lifecycles in every app's `states.py`.

Write it again with `python -m tests.meta.states_page`.
"""

import importlib
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill

import saidanddone
from saidanddone.base.lifecycle import Lifecycle, Move

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "states.md"
WIDTH = 140
HEAD = """# Lifecycles of records

The states of each kind of record, the moves between them, who may make a move and what it needs. A move that is not listed is refused.
This page is written from each app's `states.py` (`python -m tests.meta.states_page`); `tests/meta/test_documented.py` compares them.

What is kept of a person's words has no table of states: see [how words are kept](../explanation/how-words-are-kept.md) and
[consent and withdrawal](../explanation/consent-and-withdrawal.md).
"""


def every_lifecycle() -> Iterator[tuple[str, Lifecycle]]:
    """Each lifecycle with the name of its app, in the order of names."""
    package = Path(saidanddone.__file__).parent
    for file in sorted(package.rglob("states.py")):
        parts = file.relative_to(package.parent).with_suffix("").parts
        for value in vars(importlib.import_module(".".join(parts))).values():
            if isinstance(value, Lifecycle):
                yield parts[1], value


def render() -> str:
    return "\n".join([HEAD, *(_section(app, lifecycle) for app, lifecycle in every_lifecycle())])


def _section(app: str, lifecycle: Lifecycle) -> str:
    record = lifecycle.record[0].upper() + lifecycle.record[1:]
    starts = ", ".join(f"`{slug}`" for slug in lifecycle.starts)
    ends = ", ".join(f"`{state.slug}`" for state in lifecycle.states if state.is_end)
    return "\n".join(
        [
            f"## {record} (`{app}`)\n",
            *([fill(lifecycle.about, WIDTH) + "\n"] if lifecycle.about else []),
            f"Starts as {starts}. {f'Ends as {ends}.' if ends else 'No state is an end.'}\n",
            "| from | to | who | on the button, or what makes it | what it needs |",
            "|---|---|---|---|---|",
            *(_row(move) for move in lifecycle.moves),
            "",
        ]
    )


def _row(move: Move) -> str:
    who = " or ".join(capacity.words for capacity in move.by)
    cells = (f"`{move.start}`", f"`{move.end}`", who, move.label or move.how, move.asks)
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
