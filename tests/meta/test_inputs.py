"""Every input of every app's commands: to JSON and back, nothing unknown, text as the columns take it."""

import dataclasses
import importlib
import typing
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from django.db import models

import saidanddone
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import (
    MODEL,
    InvalidInput,
    fields_of,
    from_json,
    label_of,
    names_of,
    saved_values,
    to_json,
)


def input_modules() -> list[ModuleType]:
    """Those of apps and of rooms inside them."""
    package = Path(saidanddone.__file__).parent
    files = sorted(path.relative_to(package.parent) for path in package.rglob("inputs.py"))
    names = [".".join(file.with_suffix("").parts) for file in files]
    return [importlib.import_module(name) for name in names if name != "saidanddone.base.inputs"]


INPUTS = [
    shape
    for module in input_modules()
    for shape in vars(module).values()
    if hasattr(shape, MODEL) and shape.__module__ == module.__name__
]
each_input = pytest.mark.parametrize(
    "shape", INPUTS, ids=lambda shape: f"{shape.__module__.split('.')[1]}.{shape.__name__}"
)


def hints_of(shape: type) -> dict[str, Any]:
    return typing.get_type_hints(shape, include_extras=True)


def kind_of(hint: Any) -> Any:
    """The plain type of a field: without its limits, and without None."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        return kind_of(next(choice for choice in get_args(hint) if choice is not type(None)))
    return hint


def example_of(hint: Any) -> Any:
    """A value that a field of this type takes."""
    kind = kind_of(hint)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        return (example_of(inner[0]),)
    if origin in (Mapping, dict):
        return {example_of(inner[0]): example_of(inner[1])}
    if origin is Literal:
        return inner[0]
    if dataclasses.is_dataclass(kind):
        return filled(kind)
    return {str: "lights", int: 7, bool: True, date: date(2026, 6, 1)}[kind]


def filled(shape: Any, **given: Any) -> Any:
    """An input with a value in every field."""
    return shape(**{name: example_of(hint) for name, hint in hints_of(shape).items()} | given)


def texts_of(shape: type) -> list[str]:
    return [name for name, hint in hints_of(shape).items() if kind_of(hint) is str]


def refusal_of(shape: Any, **given: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        filled(shape, **given)
    return refused.value


def test_there_are_inputs() -> None:
    assert len(INPUTS) >= 6


@pytest.mark.parametrize("module", input_modules(), ids=lambda module: module.__name__)
def test_every_dataclass_of_an_inputs_module_is_an_input(module: ModuleType) -> None:
    own = [shape for shape in vars(module).values() if isinstance(shape, type)]
    own = [shape for shape in own if shape.__module__ == module.__name__]
    plain = [shape for shape in own if dataclasses.is_dataclass(shape) and shape not in INPUTS]
    assert not plain, "make it with base.inputs.command_input"


@each_input
def test_a_day_is_in_a_year_that_people_living_remember(shape: Any) -> None:
    for name, hint in hints_of(shape).items():
        if kind_of(hint) is date:
            for slip in (date(1026, 3, 12), date(2206, 3, 12)):
                sentence = refusal_of(shape, **{name: slip}).parts[0].sentence
                assert sentence.endswith("must have a year from 1900 to 2099."), name


@each_input
def test_an_input_goes_to_json_and_back(shape: Any) -> None:
    whole = filled(shape)
    assert from_json(shape, to_json(whole)) == whole


@each_input
def test_an_input_cannot_be_changed_and_takes_names_only(shape: Any) -> None:
    whole = filled(shape)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(whole, names_of(shape)[0], None)
    with pytest.raises(TypeError):
        shape("lights")


@each_input
def test_a_field_that_an_input_does_not_have_is_refused_by_name(shape: Any) -> None:
    assert "no_such_field" in refusal_of(shape, no_such_field="lights").sentence
    content = to_json(filled(shape))[:-1] + b', "no_such_field": "lights"}'
    with pytest.raises(InvalidInput, match="no_such_field"):
        from_json(shape, content)


@each_input
def test_a_value_of_another_kind_is_refused_in_a_sentence_that_names_the_field(shape: Any) -> None:
    for name in names_of(shape):
        refused = refusal_of(shape, **{name: object()})
        assert refused.about[0].split(".")[0] == name
        assert refused.sentence.startswith(label_of(name))
        assert refused.sentence.endswith(".")
        assert isinstance(refused, Refused)


@each_input
def test_space_around_text_is_taken_away(shape: Any) -> None:
    for name in texts_of(shape):
        assert getattr(filled(shape, **{name: "  lights "}), name) == "lights"


@each_input
def test_text_is_no_longer_than_its_column(shape: Any) -> None:
    model = getattr(shape, MODEL)
    columns = {} if model is None else {field.name: field for field in model._meta.fields}
    for name in texts_of(shape):
        column = columns.get(name)
        if not isinstance(column, models.CharField) or column.max_length is None:
            continue
        longest = "x" * column.max_length
        refused = refusal_of(shape, **{name: longest + "x"})
        assert refused.about == (name,), name
        assert "characters or fewer" in refused.sentence
        assert "xxx" not in refused.sentence


@each_input
def test_what_was_typed_is_in_no_error(shape: Any) -> None:
    for name in names_of(shape):
        refused = refusal_of(shape, **{name: ["Amina was here"] * 2 + [object()]})
        assert "Amina" not in f"{refused!r}{refused.__cause__!r}{refused.__context__!r}"


@each_input
def test_the_values_written_are_columns_of_the_model(shape: Any) -> None:
    model = getattr(shape, MODEL)
    written = fields_of(filled(shape))
    if model is None:
        assert written == {}
        return
    assert written
    saved = saved_values(model(**written), _only_columns(shape, written))
    assert {name: saved[name] for name in written} == written


def _only_columns(shape: type, written: Mapping[str, Any]) -> Any:
    """The same input without its relations, which a record that is not saved has none of."""
    hints = hints_of(shape)
    return dataclasses.make_dataclass("Columns", [(name, hints[name]) for name in written])
