"""Error messages in GOV.UK's wording, in place of Django's; and times in words."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from saidanddone.base import clock

_STOCK_REQUIRED = forms.Field.default_error_messages["required"]
_UNSEEN = (
    "This page was missing something it needs. Nothing was saved: reload the page and try again"
)

# "Enter how many people came", not "Enter the how many people came".
_SPEAKS_FOR_ITSELF = frozenset(
    {"a", "all", "an", "any", "at", "each", "every", "how", "i", "in", "my", "our", "the", "their"}
    | {"these", "this", "those", "to", "what", "when", "where", "which", "who", "why", "your"}
)


def at_time(moment: datetime) -> str:
    """ "at 16:02" today, "on 21 November at 16:02" before today."""
    local = timezone.localtime(moment)
    day = "" if local.date() == clock.today() else f"on {local.day} {local:%B} "
    return f"{day}at {local:%H:%M}"


def reword_errors(field: forms.Field, name: str) -> None:
    """Reword a field's error messages where its author gave none.

    "Enter the date of birth" for a box, "Select a community" for a choice, and limits that name the label.
    """
    if field.widget.is_hidden:
        field.error_messages |= {"required": _UNSEEN, "invalid": _UNSEEN}
        return
    label = str(field.label or name.replace("_", " ").capitalize())
    for code, sentence in _sentences(field, label).items():
        if code == "required" and field.error_messages.get(code) != _STOCK_REQUIRED:
            continue
        if code != "required" and _is_own(field, code):
            continue
        field.error_messages[code] = sentence


def _is_own(field: forms.Field, code: str) -> bool:
    stock: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        stock.update(getattr(kind, "default_error_messages", {}))
    return code in field.error_messages and field.error_messages[code] != stock.get(code)


def _sentences(field: forms.Field, label: str) -> dict[str, str]:
    sentences = {
        "required": _required(field, label),
        "max_length": f"{label} must be %(limit_value)d characters or fewer",
        "min_length": f"{label} must be %(limit_value)d characters or more",
        "max_value": f"{label} must be %(limit_value)s or less",
        "min_value": f"{label} must be %(limit_value)s or more",
        "invalid_choice": f"Choose {_inside(label)} from the list",
    }
    if isinstance(field, forms.EmailField):
        sentences["invalid"] = "Enter an email address in the correct format, like name@example.com"
    elif isinstance(field, forms.IntegerField) and not isinstance(
        field, forms.DecimalField | forms.FloatField
    ):
        sentences["invalid"] = f"{label} must be a whole number"
    elif isinstance(field, forms.DecimalField | forms.FloatField):
        sentences["invalid"] = f"{label} must be a number"
    elif isinstance(field, forms.DateField):
        sentences["invalid"] = f"{label} must be a real date"
    elif isinstance(field, forms.FileField):
        sentences["empty"] = "The file is empty"
        del sentences["max_length"]
    return sentences


def _required(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    if isinstance(field, forms.FileField):
        return "Select a file"
    verb = "Select" if isinstance(field, forms.ChoiceField) else "Enter"
    if label.endswith("?"):
        return f"{verb} an answer to “{label}”"
    first_word = label.split(" ")[0].lower()
    article = "" if first_word in _SPEAKS_FOR_ITSELF else "the "
    return f"{verb} {article}{_inside(label)}"


def _inside(label: str) -> str:
    """A label in the middle of a sentence: "Date held" -> "date held", but "GP surgery" as it is."""
    if label[1:2].isupper() or label.startswith("I "):
        return label
    return label[:1].lower() + label[1:]
