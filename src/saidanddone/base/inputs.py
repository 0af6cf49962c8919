"""The input of a command: what a person typed, validated alike from a page, an API and an offline queue.

An input is a frozen, keyword-only pydantic dataclass made by `command_input`. It holds plain values
only, so that it goes to JSON and back: a record is named by its reference or slug, and the command
looks it up among what the actor may see.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, Any, TypeVar, dataclass_transform

from django.db.models import Field, Model
from pydantic import ConfigDict, StringConstraints, ValidationError
from pydantic import Field as Limits
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic_core import ErrorDetails

from saidanddone.base import clock
from saidanddone.base.errors import Refused

Input = TypeVar("Input")

# Text without the space around it; bounded as `base.fields` bounds the columns.
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=250)]
NeededText = Annotated[Text, StringConstraints(min_length=1)]
NeededLine = Annotated[Line, StringConstraints(min_length=1)]
Word = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
Choice = Word  # the command says what may be chosen
Ref = Word  # a reference or slug; empty for none
Refs = Annotated[tuple[Ref, ...], Limits(strict=False)]  # any sequence of them
Day = Annotated[date, Limits(ge=clock.EARLIEST, le=clock.LATEST)]
Count = Annotated[int, Limits(ge=0, le=32_767)]  # as its column

# Strict: 3 is a number and "3" is not. No error repeats what was typed.
CONFIG = ConfigDict(strict=True, extra="forbid", hide_input_in_errors=True)
MODEL = "__input_for__"


class InvalidInput(Refused):
    """An input that is not valid. `parts` has one Refused for each field at fault."""

    def __init__(self, parts: Iterable[Refused]) -> None:
        self.parts = tuple(parts)
        sentences = " ".join(part.sentence for part in self.parts)
        super().__init__(sentences, *(name for part in self.parts for name in part.about))


@dataclass_transform(kw_only_default=True, frozen_default=True)
def command_input(model: type[Model] | None = None) -> Callable[[type[Input]], type[Input]]:
    """Make a class the input of a command. `model` is the record it is written into, if it is one.

    An invalid value raises InvalidInput, and so does a field that the input does not have.
    """

    def make(shape: type[Input]) -> type[Input]:
        made: Any = pydantic_dataclass(shape, frozen=True, kw_only=True, config=CONFIG)
        validate = made.__init__

        def __init__(self: Any, **values: Any) -> None:  # noqa: N807
            with_sentences(lambda: validate(self, **values))

        made.__init__ = __init__
        setattr(made, MODEL, model)
        return made  # type: ignore[no-any-return]

    return make


def names_of(shape: Any) -> tuple[str, ...]:
    """The names of an input's fields, in their order."""
    return tuple(field.name for field in dataclasses.fields(shape))


def fields_of(details: Any) -> dict[str, Any]:
    """The input's values that are columns of its model, to create a record or `save_edit` one.

    Relations (`theme_refs`, `owner_ref`) and whatever else the model has no column for are left to
    the command.
    """
    columns = _columns(getattr(details, MODEL))
    return {name: getattr(details, name) for name in names_of(details) if name in columns}


def saved_values(record: Model, shape: type) -> dict[str, Any]:
    """What a record holds under the names of an input: the initial values of a form that edits it.

    `owner_ref` is the reference of the relation `owner`, `community_slug` the slug of `community`, and
    `theme_refs` are the references of `themes`; the caller fills the input's other fields. The
    record's version is included.
    """
    columns, saved = _columns(type(record)), {"version": getattr(record, "version", None)}
    for name in names_of(shape):
        if name in columns:
            saved[name] = getattr(record, name)
        elif name.endswith(("_ref", "_slug")) and hasattr(record, name.rpartition("_")[0]):
            relation, _, key = name.rpartition("_")
            related = getattr(record, relation)
            saved[name] = getattr(related, key) if related else ""
        elif name.endswith("_refs") and hasattr(record, f"{name.removesuffix('_refs')}s"):
            related = getattr(record, f"{name.removesuffix('_refs')}s")
            saved[name] = list(related.values_list("ref", flat=True))
    return saved


def to_input(shape: type[Input], typed: Mapping[str, Any], **more: Any) -> Input:
    """Make the input from the typed values that it has fields for. Raises InvalidInput."""
    names = names_of(shape)
    return shape(**{name: typed[name] for name in names if name in typed} | more)


def to_json(details: Any) -> bytes:
    content: bytes = details.__pydantic_serializer__.to_json(details)
    return content


def from_json(shape: type[Input], content: bytes | str) -> Input:
    """Read an input that an API or an offline queue sent. Raises InvalidInput."""
    validator: Any = getattr(shape, "__pydantic_validator__")  # noqa: B009
    read: Input = with_sentences(lambda: validator.validate_json(content))
    return read


Result = TypeVar("Result")


def with_sentences(make: Callable[[], Result]) -> Result:
    """What `make` returns; its ValidationError becomes InvalidInput, in sentences people can read."""
    try:
        return make()
    except ValidationError as invalid:
        parts = [_refusal(error) for error in invalid.errors(include_url=False)]
    raise InvalidInput(parts)


def _refusal(error: ErrorDetails) -> Refused:
    names = [place for place in error["loc"] if isinstance(place, str)]
    name = names[0] if names else ""
    kind, limits = error["type"], error.get("ctx", {})
    label = label_of(name)
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        # A name that somebody made up may hold anything, so only a plain one is repeated.
        unknown = names[-1] if names else ""
        is_plain = unknown.isidentifier() and len(unknown) <= 40
        named = f"named “{unknown}”" if is_plain else "of that name"
        return Refused(f"There is no field here {named}. Leave it out.", name)
    return Refused(f"{label or 'This'} {_rule(kind, limits)}.", name)


def label_of(name: str) -> str:
    """The name of a field as a sentence calls it."""
    for suffix in ("_refs", "_ref", "_slug"):
        name = name.removesuffix(suffix)
    return name.replace("_", " ").capitalize()


def _rule(kind: str, limits: Mapping[str, Any]) -> str:
    """What a value must be, to stand after the name of its field."""
    if kind in ("missing", "missing_keyword_only_argument", "string_too_short"):
        return "is missing: fill it in"
    if kind == "string_too_long":
        return f"must be {limits['max_length']} characters or fewer"
    if kind == "literal_error":
        return f"must be one of these: {limits['expected']}"
    if isinstance(limits.get("ge", limits.get("le")), str):  # the limit of a day
        return f"must have a year {clock.YEARS}"
    if kind == "greater_than_equal":
        return f"must be {limits['ge']} or more"
    if kind == "less_than_equal":
        return f"must be {limits['le']} or less"
    kinds = {"int": "a whole number", "bool": "yes or no", "date": "a real date", "string": "text"}
    wanted = next((words for start, words in kinds.items() if kind.startswith(start)), "")
    return f"must be {wanted}" if wanted else "is not written in a way that can be read"


def _columns(model: type[Model] | None) -> frozenset[str]:
    """The model's own columns, its relations and its keys left out."""
    if model is None:
        return frozenset()
    own = (field for field in model._meta.get_fields() if isinstance(field, Field))
    return frozenset(field.name for field in own if not field.is_relation and not field.primary_key)
