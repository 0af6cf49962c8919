"""The forms for decisions of the panel, its members and the privacy settings."""

from typing import Any

from django import forms

from saidanddone.base import clock
from saidanddone.peers.inputs import PanelDecisionInput, PrivacyInput
from saidanddone.peers.models import APPROVED, PAUSED, REFUSED, PanelDecision
from saidanddone.peers.states import APPLIED, PEER_LIFECYCLE
from saidanddone.programme.models import Programme
from saidanddone.programme.policies import FEWEST_PEOPLE, RAW_WORDS_KEPT_DAYS
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Radios, Textarea, TextInput


class DecisionForm(InputForm[PanelDecisionInput], SentOnce):
    input_class = PanelDecisionInput
    title = forms.CharField(
        label="What was decided",
        max_length=250,
        help_text="One line that everyone may read.",
        error_messages={"required": "Enter what was decided"},
    )
    about = forms.ChoiceField(
        label="What is it about?",
        choices=[(key, words.capitalize()) for key, words in PanelDecision.ABOUT.items()],
    )
    outcome = forms.ChoiceField(
        label="What did the panel do?",
        choices=((APPROVED, "Approved it"), (PAUSED, "Paused it"), (REFUSED, "Refused it")),
        widget=Radios(
            hints={PAUSED: "A pause stops it at once, until the panel lifts it."},
        ),
        error_messages={"required": "Say whether the panel approved, paused or refused it"},
    )
    decided_on = DateField(label="When?", initial=clock.today)
    because = forms.CharField(
        label="Why",
        help_text="Needed for a pause or a refusal. Everyone may read this.",
        widget=Textarea(attrs={"rows": 4}),
        required=False,
    )
    dissent = forms.CharField(
        label="Who saw it differently, and why (optional)",
        help_text="In their words. Everyone may read this. Name no one.",
        widget=Textarea(attrs={"rows": 4}),
        required=False,
    )


class PeerForm(GovukForm, SentOnce):
    alias = forms.CharField(
        label="The alias they chose",
        max_length=60,
        help_text="Never a legal name.",
        error_messages={"required": "Enter the alias they chose"},
    )
    state = forms.ChoiceField(
        label="Where are they on the way?",
        choices=[(slug, PEER_LIFECYCLE.names[slug].capitalize()) for slug in PEER_LIFECYCLE.starts],
        widget=Radios,
        initial=APPLIED,
    )


class PrivacyForm(InputForm[PrivacyInput], SentOnce, KnowsVersion):
    """The privacy settings, with the decision of the panel behind a change."""

    input_class = PrivacyInput

    raw_words_kept_days = forms.IntegerField(
        label="Days that raw words are kept before they are confirmed",
        help_text="Raw words are what was first written down. Only the person who wrote them down can open them. "
        "They are erased when the transcript is confirmed. If nobody confirms it within these days, they "
        "are erased all the same, for good. Enter 7 to 90.",
        min_value=RAW_WORDS_KEPT_DAYS.start,
        max_value=RAW_WORDS_KEPT_DAYS.stop - 1,
        widget=TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}, suffix="days"
        ),
    )
    fewest_people_for_public_theme = forms.IntegerField(
        label="Smallest number of people for a theme to be published in its own words",
        help_text="If fewer people raised a theme, it is published only in words that the panel agreed. Without "
        "agreed words it is not published, and its answer is told in person. Enter 5 to 30.",
        min_value=FEWEST_PEOPLE.start,
        max_value=FEWEST_PEOPLE.stop - 1,
        widget=TextInput(
            attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}, suffix="people"
        ),
    )
    keys_held_elsewhere = forms.TypedChoiceField(
        label="Who holds the encryption keys that open people's words?",
        choices=(
            ("no", "Whoever runs this for the council"),
            (
                "yes",
                "Another organisation, separate from the council (a data controller of its own)",
            ),
        ),
        coerce=lambda typed: typed == "yes",
        widget=Radios(
            hints={
                "no": "The case study will say that the council's technical staff could read the words, "
                "and that this is forbidden and logged.",
                "yes": "The case study will say that the council sees only what people agreed to release. "
                "Choose this only if it is true: the system cannot check it.",
            }
        ),
        error_messages={"required": "Say who holds the keys"},
    )
    decision = forms.ChoiceField(
        label="By which decision of the panel?",
        help_text="Choose the decision in which the panel approved these settings.",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose the decision by which the panel approved this"
        ),
    )

    def __init__(self, *args: Any, decisions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose a decision"), *decisions]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]

    def as_saved(self, record: Programme) -> dict[str, Any]:
        keys = "yes" if record.keys_held_elsewhere else "no"
        return {**super().as_saved(record), "keys_held_elsewhere": keys}
