"""Consent, asked one question at a time with no answer filled in; codes; confirming."""

from collections.abc import Mapping
from typing import Any

from django import forms

from saidanddone.base import clock
from saidanddone.listening import consent
from saidanddone.programme.models import Community
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.widgets import Radios

YES_NO = (("yes", "Yes"), ("no", "No"))
UNDER_18 = (
    "Do not write anything down. Call the named safeguarding lead today: under 18, or in real "
    "doubt, nothing is recorded here"
)


class RegisterForm(GovukForm, SentOnce):
    """Someone who will speak: told the limits, 18 or over, and each use answered."""

    told = forms.BooleanField(
        label="I told them this before they said anything",
        error_messages={"required": "Tell them this first, then say that you did"},
    )
    told_on = DateField(label="When did you tell them?")
    is_adult = forms.ChoiceField(
        label="Are they 18 or over?",
        choices=(("yes", "Yes"), ("no", "No, or I am not sure")),
        widget=Radios,
        error_messages={"required": "Say whether they are 18 or over"},
    )
    community = forms.ChoiceField(label="Which community do they speak from?", widget=Radios)

    def __init__(
        self, *args: Any, communities: Mapping[str, Community], of: Community, **kwargs: Any
    ) -> None:
        self.communities = communities
        kwargs["initial"] = {"told_on": clock.today(), "community": of.slug}
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [  # type: ignore[attr-defined]
            (slug, each.name) for slug, each in communities.items()
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

    def typed(self) -> dict[str, Any]:
        """The arguments of register_contributor. That they are an adult is checked, not stored."""
        typed = self.cleaned_data
        return {
            "community": self.communities[typed["community"]],
            "uses": {use: typed[use] == "yes" for use in consent.QUESTIONS},
            "limits_told_on": typed["told_on"],
        }


class ConsentForm(GovukForm, SentOnce):
    """One use, changed with the person there."""

    act = forms.ChoiceField(
        label="What do they say now?",
        choices=(("given", "Yes"), ("refused", "No")),
        widget=Radios,
        error_messages={"required": "Ask the person, then choose what they say"},
    )

    def __init__(self, *args: Any, stands: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        no = (
            (consent.WITHDRAWN, "No: I take it back")
            if stands == consent.GIVEN
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
