"""Boxes and buttons that the forms of all three rooms use."""

from django import forms

from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.widgets import Textarea, TextInput

INDENT = "\N{EM SPACE}"


def line(label: str, hint: str = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        required=required,
        max_length=250,
        widget=TextInput(),
    )


def text(label: str, hint: str = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        required=required,
        widget=Textarea(attrs={"rows": rows}),
    )


class OnceForm(GovukForm, SentOnce):
    """A button pressed once."""
