"""Data frames as input: a polars or pandas frame is read by its column names, or refused.

Neither library is imported: a frame is known by its attributes. A missing value is null, NaN or an
empty string. Rows count from 1. No sentence repeats a value of the frame, which may be about a person.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from saidanddone_methods.errors import BadInput

P = ParamSpec("P")
Answer = TypeVar("Answer")
Record = TypeVar("Record")
# From the name of the parameter and the frame given for it, to what the method takes.
Reader = Callable[[str, Any], object]


def reads_frames(**readers: Reader) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """Decorate a method, so that the reader of a parameter turns a frame into what it takes."""

    def decorate(method: Callable[P, Answer]) -> Callable[P, Answer]:
        place_of = {name: method.__code__.co_varnames.index(name) for name in readers}

        @wraps(method)
        def reading(*args: P.args, **kwargs: P.kwargs) -> Answer:
            values: list[Any] = list(args)
            for name, place in place_of.items():
                if place < len(values):
                    if is_frame(values[place]):
                        values[place] = readers[name](name, values[place])
                elif is_frame(kwargs.get(name)):
                    kwargs[name] = readers[name](name, kwargs[name])
            return method(*values, **kwargs)

        return reading

    return decorate


def is_frame(value: object) -> bool:
    """Whether `value` is a table of named columns, of polars, pandas or alike, read or yet to be."""
    kind = type(value)
    rows = ("iter_rows", "itertuples", "collect")
    return hasattr(kind, "columns") and any(hasattr(kind, name) for name in rows)


def pass_instead(what: str) -> Reader:
    """Refuse a frame, and say what to pass."""

    def refuse(name: str, frame: Any) -> object:
        raise BadInput(f"{name} cannot be a table: pass {what}")

    return refuse


def lists_by(key: str, item: str, *, may_lack_key: bool = False) -> Reader:
    """The items of each key in order, `{key: [item, ...]}`; a row without an item names its key alone.

    Raises BadInput for a row without a key, unless it `may_lack_key`: it is then left out.
    """

    def read(name: str, frame: Any) -> dict[Hashable, list[Hashable]]:
        lists: dict[Hashable, list[Hashable]] = {}
        for number, (named, value) in enumerate(rows_of(name, frame, (key, item)), 1):
            if named is None and not may_lack_key:
                raise BadInput(f"row {number} of {name} has no {key}")
            if named is not None:
                items = lists.setdefault(named, [])
                items += [] if value is None else [value]
        return lists

    return read


def value_by(key: str, item: str, *, may_repeat: bool = False) -> Reader:
    """The item of each key, `{key: item}`, None where it is missing.

    Raises BadInput for a row without a key, and for a key that stands twice. If it `may_repeat`,
    only for one that stands twice with different items.
    """

    def read(name: str, frame: Any) -> dict[Hashable, Any]:
        values: dict[Hashable, Any] = {}
        for number, (named, value) in enumerate(rows_of(name, frame, (key, item)), 1):
            if named is None:
                raise BadInput(f"row {number} of {name} has no {key}")
            if named in values and not (may_repeat and values[named] == value):
                raise BadInput(f"row {number} of {name} gives its {key} a second {item}")
            values[named] = value
        return values

    return read


def value_by_two(outer: str, inner: str, item: str) -> Reader:
    """`{outer: {inner: item}}`, without rows that have no item. Raises BadInput as `value_by`."""

    def read(name: str, frame: Any) -> dict[Hashable, dict[Hashable, Any]]:
        values: dict[Hashable, dict[Hashable, Any]] = {}
        for number, row in enumerate(rows_of(name, frame, (outer, inner, item)), 1):
            first, second, value = row
            if first is None or second is None:
                raise BadInput(f"row {number} of {name} has no {outer if first is None else inner}")
            by_inner = values.setdefault(first, {})
            if second in by_inner:
                raise BadInput(f"row {number} of {name} gives its {outer} and {inner} twice")
            if value is not None:
                by_inner[second] = value
        return {first: by_inner for first, by_inner in values.items() if by_inner}

    return read


def records_of(kind: Callable[..., Record], *columns: str) -> Reader:
    """A record of `kind` for each row, from these columns in this order."""

    def read(name: str, frame: Any) -> list[Record]:
        return [kind(*row) for row in rows_of(name, frame, columns)]

    return read


def columns_of(name: str, frame: Any) -> dict[str, list[Any]]:
    """Every column by its name."""
    return {column: _column(name, frame, column) for column in frame.columns}


def rows_of(name: str, frame: Any, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of these columns, by row. Raises BadInput that names the columns needed."""
    return list(zip(*(_column(name, frame, column) for column in columns), strict=True))


def counted_rows(
    name: str, frame: Any, columns: Sequence[str]
) -> list[tuple[tuple[str, ...], Any]]:
    """The categories of each row, from these columns, and its `count`.

    Raises BadInput for a category that is missing, or neither a word nor a whole number.
    """
    rows = []
    for number, (*categories, count) in enumerate(rows_of(name, frame, (*columns, "count")), 1):
        for column, category in zip(columns, categories, strict=True):
            if not isinstance(category, (str, int)):
                raise BadInput(f"row {number} of {name} has no category in {column}")
        rows.append((tuple(map(str, categories)), count))
    return rows


def _column(name: str, frame: Any, column: str) -> list[Any]:
    if not hasattr(type(frame), "__getitem__") or hasattr(type(frame), "collect"):
        raise BadInput(f"{name} is a table that is yet to be read: collect it first")
    if list(frame.columns).count(column) != 1:
        raise BadInput(f"{name} as a table needs one column {column}")
    series = frame[column]
    missing = series.isna() if hasattr(series, "isna") else series.is_null()
    return [
        None if is_missing or value == "" or value != value else value  # noqa: PLR0124 (not-a-number)
        for value, is_missing in zip(series.to_list(), missing.to_list(), strict=True)
    ]
