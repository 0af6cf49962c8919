"""The base classes of every form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from django import forms
from django.forms.forms import BaseForm

from saidanddone.base.errors import Refused
from saidanddone.base.idempotent import new_token
from saidanddone.base.inputs import Input, saved_values, to_input
from saidanddone.ui.renderer import GovukBoundField
from saidanddone.ui.wording import reword_errors


@dataclass(frozen=True)
class ErrorLink:
    """One line of an error summary; `href` is empty where no single field is at fault."""

    text: str
    href: str


def error_summary(form: BaseForm) -> tuple[ErrorLink, ...]:
    """Every error of a form, those of no single field first, each with a link to its control."""
    links: list[ErrorLink] = []
    for name, errors in form.errors.items():
        if name in form.fields and not form[name].is_hidden:
            bound = form[name]
            target = bound.first_control_id if isinstance(bound, GovukBoundField) else bound.auto_id
            links += [ErrorLink(str(error), f"#{target}") for error in errors]
        else:
            links[:0] = [ErrorLink(str(error), "") for error in errors]
    return tuple(links)


def show_refusal(form: BaseForm, refused: Refused) -> None:
    """Show why a command refused: beside the field it is about, if the form has it, else at the top."""
    for part in getattr(refused, "parts", (refused,)):  # an input has one for each field at fault
        beside = next((name for name in part.about if name in form.fields), None)
        for sentence in getattr(part, "sentences", (part.sentence,)):
            form.add_error(beside, sentence)


class GovukForm(forms.Form):
    """A form with GOV.UK's markup, wording and error summary.

    `label_size` is s, m or l. `label_as_heading` names the field whose label is the page's only heading.
    """

    use_required_attribute = False
    label_size = "s"
    label_as_heading = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            reword_errors(field, name)

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            reword_errors(field, name)  # fields that a form added to itself
        super().full_clean()

    @property
    def error_summary(self) -> tuple[ErrorLink, ...]:
        return error_summary(self)

    def as_saved(self, record: Any) -> Mapping[str, Any]:
        """A record's values by this form's field names, to show where someone else saved it."""
        return {}


class InputForm(GovukForm, Generic[Input]):
    """A form whose fields are the input of a command (`input_class`); `record` fills it for editing.

    `html_names` are those that a page sends where they differ from the input's. A page left open
    over an upgrade still sends the names that it was shown with, so a name once sent stays.
    """

    input_class: type[Input]
    html_names: Mapping[str, str] = {}

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        if record is not None:
            kwargs["initial"] = {**self.as_saved(record), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def as_saved(self, record: Any) -> Mapping[str, Any]:
        return saved_values(record, self.input_class)

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix(self.html_names.get(field_name, field_name))

    def to_input(self) -> Input:
        """The input of the command. Raises InvalidInput where the command would refuse it."""
        return to_input(self.input_class, self.cleaned_data)


class SentOnce(forms.Form):
    """Carries a token, so that pressing twice or going back does nothing twice (`base.idempotent`)."""

    erases = False  # someone whom the address of the page names
    once = forms.CharField(widget=forms.HiddenInput, initial=new_token, max_length=64)


class KnowsVersion(forms.Form):
    """Carries the version the person opened, so that two editors see both texts (`base.optimistic_lock`)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
