from django import forms

from saidanddone.ui.forms import GovukForm


class PurposeForm(GovukForm):
    label_as_heading = "purpose"
    purpose = forms.ChoiceField(
        label="What are you here to do today?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you are here to do"},
    )

    def __init__(self, *args: object, purposes: list[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (purpose, purpose.capitalize()) for purpose in purposes
        ]


class OneTimeForm(forms.Form):
    """Only a press of the button: a link that is merely looked at is not spent."""
