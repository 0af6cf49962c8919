"""Tables of survey programs that write more than one row of names. Pure.

Qualtrics writes three: a short name for each column, the question, and `{"ImportId": ...}`. Taken for
replies, the second and third would be two people.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice

from saidanddone.base.tables import Table

_IMPORT_ID = re.compile(r'\{\s*"ImportId"\s*:.*\}', re.DOTALL)


def with_one_heading(table: Table) -> Table:
    """The table with the questions as the names of its columns; any other table as it is."""
    rows = iter(table.rows)
    first = list(islice(rows, 2))
    if len(first) < 2 or not _are_import_ids(first[1][1]):
        return replace(table, rows=chain(first, rows))
    number, questions = first[0]
    return replace(table, names=_told_apart(table.names, questions), header_row=number, rows=rows)


def _are_import_ids(row: Sequence[str]) -> bool:
    filled = [box.strip() for box in row if box.strip()]
    return bool(filled) and all(_IMPORT_ID.fullmatch(box) for box in filled)


def _told_apart(names: Sequence[str], questions: Sequence[str]) -> list[str]:
    """Each column's question, after the column's own name where two columns ask the same."""
    asked = [" ".join(question.split()) for question in questions]
    asked += [""] * (len(names) - len(asked))
    times = Counter(asked)
    return [
        question if question and times[question] == 1 else f"{name} {question}".strip()
        for name, question in zip(names, asked, strict=False)
    ]
