from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from saidanddone.access.inputs import AgencyInput
from saidanddone.access.models import Agency
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Radios


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
    """A form with only a button, so that opening a link does not use it."""


class PasswordForm(GovukForm):
    """A new password, for whoever holds an invitation or a way back."""

    password = forms.CharField(
        label="Choose a password",
        help_text="At least 12 characters. Three random words work well.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password"},
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class PasswordsForm(PasswordForm):
    """Proof of who holds the link, then the new password."""

    password_until_now = forms.CharField(
        label="Your password until now",
        help_text="The one you signed in with before you lost your phone, passkey or key.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Enter the password you had until now"},
    )
    field_order = ("password_until_now", "password")


class AgencyForm(InputForm[AgencyInput], SentOnce, KnowsVersion):
    """A body that takes part."""

    input_class = AgencyInput

    name = forms.CharField(
        label="Its name", max_length=250, error_messages={"required": "Enter the agency's name"}
    )
    kind = forms.ChoiceField(
        label="What kind of body is it?",
        choices=[(key, words.capitalize()) for key, words in Agency.KINDS.items()],
        widget=Radios,
        error_messages={"required": "Choose what kind of body it is"},
    )
    may_enforce = forms.TypedChoiceField(
        label="May it enforce?",
        help_text="That is: arrest, fine, evict, remove, close, stop a benefit or take a child. "
        "A social landlord and council enforcement count.",
        choices=(
            ("yes", "Yes. Whoever works for it will see nothing of what people said"),
            ("no", "No"),
        ),
        coerce=lambda typed: typed == "yes",
        widget=Radios,
        error_messages={"required": "Say whether it may enforce"},
    )

    def __init__(self, *args: Any, record: Agency | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["version"].required = record is not None

    def as_saved(self, record: Agency) -> dict[str, Any]:
        may_enforce = "yes" if record.may_enforce else "no"
        return {**super().as_saved(record), "may_enforce": may_enforce}
