"""A decision of the panel, and a new member of it."""

from django import forms

from saidanddone.base import clock
from saidanddone.peers.models import PanelDecision, PeerResearcher
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, SentOnce
from saidanddone.ui.widgets import Radios, Textarea


class DecisionForm(GovukForm, SentOnce):
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
        choices=(("approved", "Approved it"), ("paused", "Paused it"), ("refused", "Refused it")),
        widget=Radios(
            hints={"paused": "A pause stops it at once, until the panel lifts it."},
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
        choices=[(key, words.capitalize()) for key, words in PeerResearcher.STATES.items()][:4],
        widget=Radios,
        initial="applied",
    )
