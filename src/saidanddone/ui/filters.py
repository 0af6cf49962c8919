"""Narrowing a list: which boxes a page offers, how many rows each choice leaves, which rows stay.

Pure. A page makes its rows without anyone's words, narrows them here, and opens only what it shows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")

Named = tuple[str, str]
"""How an address names a choice, and its words on the page."""


@dataclass(frozen=True)
class Facet(Generic[Row]):
    """One way to narrow rows. `of` gives what a row stands under: one choice, several or none.

    Choices stand by their words, or, with `keeps_order`, in the order in which the rows have them.
    """

    name: str
    label: str
    all_text: str
    of: Callable[[Row], Iterable[Named]]
    keeps_order: bool = False


@dataclass(frozen=True)
class Choice:
    """A choice with how many rows it would leave beside what is chosen in the other boxes."""

    value: str
    text: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FilterBox:
    name: str
    label: str
    all_text: str
    choices: tuple[Choice, ...]

    @property
    def id(self) -> str:
        return f"filter-{self.name}"


@dataclass(frozen=True)
class Filter:
    """For `ui/filter_of.html`. `query` keeps what is chosen from one page of the list to the next."""

    boxes: tuple[FilterBox, ...]
    shown: int
    total: int
    chosen: Mapping[str, str]  # by the name of the box; nothing where all are shown

    @property
    def query(self) -> str:
        return urlencode(self.chosen)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query)

    @property
    def pages(self) -> str:
        """What stands before the number of a page in its address."""
        return f"?{self.query}&page=" if self.query else "?page="


def narrow(
    rows: Sequence[Row],
    facets: Sequence[Facet[Row]],
    asked: Mapping[str, str],
    *,
    stands_for: Callable[[Row], int] = lambda _: 1,
) -> tuple[list[Row], Filter]:
    """The rows that stand under every choice asked for, and the boxes. Unknown choices are passed over.

    A box with one choice is left out unless that is asked for: it would narrow nothing. `stands_for`: of
    how many a row is the count, where a database has counted them.
    """
    stands: list[list[dict[str, str]]] = [[dict(facet.of(row)) for facet in facets] for row in rows]
    known = [{value for row in stands for value in row[at]} for at in range(len(facets))]
    chosen = [
        value if (value := asked.get(facet.name, "")) in known[at] else ""
        for at, facet in enumerate(facets)
    ]
    left: list[Row] = []
    counts: list[Counter[str]] = [Counter() for _ in facets]
    texts: list[dict[str, str]] = [{} for _ in facets]
    for row, of_row in zip(rows, stands, strict=True):
        misses = [at for at, value in enumerate(chosen) if value and value not in of_row[at]]
        if not misses:
            left.append(row)
        many = stands_for(row)
        for at, named in enumerate(of_row):
            texts[at] |= named
            if not [other for other in misses if other != at]:
                for value in named:
                    counts[at][value] += many
    boxes = tuple(
        _box(facet, texts[at], counts[at], chosen[at])
        for at, facet in enumerate(facets)
        if len(texts[at]) > 1 or chosen[at]
    )
    picked = {facet.name: value for facet, value in zip(facets, chosen, strict=True) if value}
    return left, Filter(boxes, sum(map(stands_for, left)), sum(map(stands_for, rows)), picked)


def _box(
    facet: Facet[Row], texts: Mapping[str, str], counts: Mapping[str, int], chosen: str
) -> FilterBox:
    by_words = sorted(texts, key=lambda value: texts[value].casefold())
    values = list(texts) if facet.keeps_order else by_words
    choices = (Choice(value, texts[value], counts[value], value == chosen) for value in values)
    return FilterBox(facet.name, facet.label, facet.all_text, tuple(choices))
