"""A note to a draft, which quotes it carries, a signature, and an exact total."""

from typing import Any

from django import forms

from saidanddone.base.inputs import to_input
from saidanddone.releases.inputs import ExactTotalInput
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, SentOnce
from saidanddone.ui.widgets import Checkboxes, Textarea


class DraftForm(GovukForm, SentOnce):
    note = forms.CharField(
        label="What this release brings, in a sentence or two (optional)",
        help_text="Everyone may read this.",
        required=False,
        max_length=600,
        widget=Textarea(attrs={"rows": 3}),
    )


class ConfirmForm(GovukForm, SentOnce):
    """Nothing but the press of a button."""


class QuotesForm(GovukForm, SentOnce):
    """One group of passages a theme; each choice is "theme excerpt"."""

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            name = f"quotes_{group.theme_ref}"
            self.fields[name] = forms.MultipleChoiceField(
                label=group.theme,
                required=False,
                choices=[(quote.excerpt_ref, quote.words) for quote in group.quotes],
                initial=[quote.excerpt_ref for quote in group.quotes if quote.is_chosen],
                widget=Checkboxes(
                    hints={
                        quote.excerpt_ref: f"Said in {quote.heard_in}"
                        for quote in group.quotes
                        if quote.heard_in
                    }
                ),
            )

    def chosen(self) -> list[tuple[str, str]]:
        """(theme's reference, excerpt's reference) of every passage ticked."""
        return [
            (name.removeprefix("quotes_"), excerpt_ref)
            for name in self.fields
            if name.startswith("quotes_")
            for excerpt_ref in self.cleaned_data.get(name, ())
        ]


class TotalForm(InputForm[ExactTotalInput], SentOnce):
    """`choices` are those of `queries.what_may_be_decided`."""

    input_class = ExactTotalInput
    what = forms.ChoiceField(
        label="What does the total count?",
        error_messages={"required": "Choose what the total counts"},
    )
    starts_on = DateField(label="First day", help_text="For example, 1 6 2026")
    ends_on = DateField(label="Last day", help_text="The period must be over")
    because = forms.CharField(
        label="Why may it leave exact?",
        help_text="Everyone may read this.",
        widget=Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this exact total is published"},
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        if isinstance(what, forms.ChoiceField):
            what.choices = [("", "Choose one"), *choices]

    def to_input(self) -> ExactTotalInput:
        kind, _, slug = self.cleaned_data["what"].partition(":")
        return to_input(ExactTotalInput, self.cleaned_data, **{f"{kind}_slug": slug})
