"""Queries whose SQL is written once a process.

To write a long condition, such as whose words are in use, takes Django longer than a database needs to answer it.
The condition itself stays where it is: what is kept here is only its SQL.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import ModelIterable, get_related_populators

Value = int | str


class Prepared:
    """A query made by a function of numbers and short texts; it may depend on nothing else that changes.

    `prepared(programme=1, ref="abc")` runs it and returns its rows: tuples of a query of `values_list`, else records.
    """

    def __init__(self, make: Callable[..., "models.QuerySet[Any, Any]"]) -> None:
        self._make = make
        self._written: dict[str, _Written] = {}

    def __call__(self, **values: Value) -> list[Any]:
        return self._written_for(values).rows(values)

    def sql(self, **values: Value) -> tuple[str, list[Any]]:
        """Its SQL with these values, for a longer statement to hold."""
        written = self._written_for(values)
        return written.sql, written.parameters(values)

    def _written_for(self, values: Mapping[str, Value]) -> "_Written":
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if vendor not in self._written:
            stand_ins = {
                name: _stand_in(value, number)
                for number, (name, value) in enumerate(values.items())
            }
            names = {stand_in: name for name, stand_in in stand_ins.items()}
            self._written[vendor] = _Written(self._make(**stand_ins), names)
        return self._written[vendor]


def _stand_in(value: Value, number: int) -> Value:
    """What stands for a value to come, and is no other value of the query."""
    return f"~{number}~" if isinstance(value, str) else 2_000_000_011 + number


class _Written:
    def __init__(self, query: "models.QuerySet[Any, Any]", names: Mapping[Value, str]) -> None:
        self._using, self._names = query.db, names
        compiler = self._compiler = query.query.get_compiler(using=query.db)
        self.sql, self._parameters = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(columns)
        is_of_records = issubclass(query._iterable_class, ModelIterable)
        self._record = self._record_of if is_of_records else tuple

    def parameters(self, values: Mapping[str, Value]) -> list[Any]:
        names = self._names
        return [
            values[names[it]] if isinstance(it, int | str) and it in names else it
            for it in self._parameters
        ]

    def rows(self, values: Mapping[str, Value]) -> list[Any]:
        with connections[self._using].cursor() as cursor:
            cursor.execute(self.sql, self.parameters(values))
            rows = cursor.fetchall()
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        return [self._record(row) for row in rows]

    def _record_of(self, row: Any) -> Any:
        """A record of the query's model, with those it selects beside it: as Django's ModelIterable makes it."""
        compiler, made = self._compiler, self._compiler.klass_info
        first, last = made["select_fields"][0], made["select_fields"][-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:last]]
        record = made["model"].from_db(self._using, names, row[first:last])
        for populator in get_related_populators(made, compiler.select, self._using):  # type: ignore[call-arg]
            populator.populate(row, record)
        for name, column in compiler.annotation_col_map.items():
            setattr(record, name, row[column])
        return record
