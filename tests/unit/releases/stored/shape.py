"""A shape of stored JSON as lines of text, one a field: what a stored release holds, and of which type.

    actions[].due_on: null | string date
    actions[].serves[].relation: string

A line follows from the type alone. The name of a class, its docstring and the order of fields do not
change it, because they do not change what is stored.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter

JSON = dict[str, Any]


def lines_of(shape: TypeAdapter[Any]) -> list[str]:
    """The lines of a shape, sorted. Shapes may not hold themselves."""
    schema = shape.json_schema()
    return sorted(set(_lines(schema, schema.get("$defs", {}), "")))


def paths_in(stored: Any, path: str = "") -> set[str]:
    """Each place of a stored value, named as `lines_of` names it."""
    if isinstance(stored, dict):
        parts = [paths_in(value, _under(path, name)) for name, value in stored.items()]
    elif isinstance(stored, list):
        parts = [paths_in(value, f"{path}[]") for value in stored]
    else:
        return {path}
    return {path}.union(*parts)


def path_of(line: str) -> str:
    return line.partition(":")[0].removesuffix("?")


def _lines(schema: JSON, definitions: JSON, path: str) -> Iterator[str]:
    options = [_resolved(option, definitions) for option in schema.get("anyOf", [schema])]
    yield f"{path}: {' | '.join(sorted(_type_of(option) for option in options))}"
    for option in options:
        for name, field in option.get("properties", {}).items():
            may_be_absent = "" if name in option.get("required", ()) else "?"
            for line in _lines(field, definitions, _under(path, name)):
                place, colon, kind = line.partition(":")
                mark = may_be_absent if place == _under(path, name) else ""
                yield f"{place}{mark}{colon}{kind}"
        items = [option["items"]] if isinstance(option.get("items"), dict) else []
        for item in [*items, *option.get("prefixItems", ())]:
            yield from _lines(item, definitions, f"{path}[]")


def _resolved(schema: JSON, definitions: JSON) -> JSON:
    if "$ref" in schema:
        named: JSON = definitions[schema["$ref"].rpartition("/")[2]]
        return named
    return schema


def _type_of(schema: JSON) -> str:
    if "const" in schema or "enum" in schema:
        return " | ".join(sorted(f"'{word}'" for word in schema.get("enum", [schema.get("const")])))
    kind = str(schema["type"])
    if kind == "array" and "prefixItems" in schema:
        return f"array of {len(schema['prefixItems'])}"
    return " ".join(filter(None, [kind, schema.get("format", "")]))


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
