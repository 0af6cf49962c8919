"""The display of an edit conflict: what each person wrote, where the two differ."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms


@dataclass(frozen=True)
class EditConflict:
    """For `ui/edited_meanwhile.html`: the sentence, what they saved, what you wrote."""

    sentence: str
    theirs: str
    yours: str


def edit_conflict(
    form: forms.Form, sentence: str, theirs: Mapping[str, Any], version: int
) -> EditConflict:
    """Show both texts, keep what was typed, and let the next save replace the other's version.

    `theirs` maps field names to the values now saved, as the form's `initial` would. Fields the two
    agree on are left out.
    """
    data: Any = copy(form.data)  # the request's own data is immutable
    data[form.add_prefix("version")] = str(version)
    form.data = data
    shown = [name for name in form.fields if not form[name].is_hidden]
    differing = [
        name for name in shown if _plain(theirs.get(name)) != _plain(form.cleaned_data.get(name))
    ]
    return EditConflict(
        sentence=sentence,
        theirs=_as_text(form, {name: theirs.get(name) for name in differing}),
        yours=_as_text(form, {name: form.cleaned_data.get(name) for name in differing}),
    )


def _plain(value: Any) -> Any:
    """A value for comparison: None, "" and [] are equal, and choices have no order."""
    if isinstance(value, list | tuple):
        return sorted(str(item) for item in value) or ""
    return "" if value is None else str(value)


def _as_text(form: forms.Form, values: Mapping[str, Any]) -> str:
    lines = [
        f"{form[name].label}: {_words(form.fields[name], value)}" for name, value in values.items()
    ]
    return "\n".join(lines) or "The same as yours."


def _words(field: forms.Field, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_words(field, item) for item in value) or "nothing"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(field, forms.ChoiceField):
        named = {str(key): str(words) for key, words in field.choices}  # type: ignore[union-attr,misc]
        return named.get(str(value), "") or "nothing"
    return str(value) if value not in (None, "") else "nothing"
