"""Consent, asked one question at a time with no answer filled in; codes; confirming."""

from collections.abc import Mapping
from typing import Any

from django import forms

from saidanddone.base import clock
from saidanddone.base.inputs import to_input
from saidanddone.listening import consent
from saidanddone.listening.inputs import ContributorInput
from saidanddone.programme.models import Community
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, SentOnce
from saidanddone.ui.widgets import Radios

YES_NO = (("yes", "Yes"), ("no", "No"))
UNDER_18 = (
    "Do not write anything down. Call the named safeguarding lead today: under 18, or in real "
    "doubt, nothing is recorded here"
)


class RegisterForm(InputForm[ContributorInput], SentOnce):
    """Someone who will speak: told the limits, 18 or over, and each use answered."""

    input_class = ContributorInput
    html_names = {"limits_told_on": "told_on", "community_slug": "community"}
    told = forms.BooleanField(
        label="I told them this before they said anything",
        error_messages={"required": "Tell them this first, then say that you did"},
    )
    limits_told_on = DateField(label="When did you tell them?", initial=clock.today)
    is_adult = forms.ChoiceField(
        label="Are they 18 or over?",
        help_text="If they are not, or you are not sure, write nothing down. Call the safeguarding lead today.",
        choices=(("yes", "Yes"), ("no", "No, or I am not sure")),
        widget=Radios,
        error_messages={"required": "Say whether they are 18 or over"},
    )
    community_slug = forms.ChoiceField(label="Which community do they speak from?", widget=Radios)

    def __init__(
        self, *args: Any, communities: Mapping[str, Community], of: Community, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"community_slug": of.slug}, **kwargs)
        self.fields["community_slug"].choices = [  # type: ignore[attr-defined]
            (slug, community.name) for slug, community in communities.items()
        ]
        for use, question in consent.QUESTIONS.items():
            self.fields[use] = forms.ChoiceField(
                label=question,
                choices=YES_NO,
                widget=Radios,
                error_messages={"required": f"Ask “{question}” and record yes or no"},
            )

    def clean_is_adult(self) -> str:
        if self.cleaned_data["is_adult"] != "yes":
            raise forms.ValidationError(UNDER_18)
        return "yes"

    def to_input(self) -> ContributorInput:
        """What was typed. That they are an adult is checked, not stored."""
        typed = self.cleaned_data
        return to_input(
            ContributorInput, typed, uses={use: typed[use] == "yes" for use in consent.QUESTIONS}
        )


class ConsentForm(GovukForm, SentOnce):
    """One use, changed with the person there."""

    act = forms.ChoiceField(
        label="What do they say now?",
        choices=(("given", "Yes"), ("refused", "No")),
        widget=Radios,
        error_messages={"required": "Ask the person, then choose what they say"},
    )

    def __init__(self, *args: Any, current_act: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        no = (
            (consent.WITHDRAWN, "No: I take it back")
            if current_act == consent.GIVEN
            else (consent.REFUSED, "No")
        )
        self.fields["act"].choices = [(consent.GIVEN, "Yes"), no]  # type: ignore[attr-defined]


class CodeForm(GovukForm):
    """A code read from someone's card, with them there."""

    code = forms.CharField(
        label="The code on their card",
        max_length=60,
        help_text="Capitals, spaces and dashes do not matter. A new card is due afterwards, "
        "because you will have seen this code.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the code on their card"},
    )


class OnceForm(GovukForm, SentOnce):
    """A page with one button."""


class EraseForm(OnceForm):
    """A page with one button, after which nothing here names whom it was about."""

    erases = True
