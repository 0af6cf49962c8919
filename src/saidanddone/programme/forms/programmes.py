from typing import Any

from django import forms

from saidanddone.access.queries import agencies
from saidanddone.programme.inputs import (
    CommunityInput,
    PartnerInput,
    ProgrammeInput,
    StageInput,
)
from saidanddone.programme.models import Partner, Programme
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import InputForm, KnowsVersion, SentOnce
from saidanddone.ui.widgets import Radios


class ProgrammeForm(InputForm[ProgrammeInput], SentOnce, KnowsVersion):
    """A programme's own words; `record` fills it for editing, and its address then stays."""

    input_class = ProgrammeInput

    slug = forms.SlugField(
        label="Short name for addresses",
        help_text="Lower case, like eastmere",
        max_length=40,
        error_messages={"required": "Enter a short name for addresses"},
    )
    title = forms.CharField(
        label="Title", max_length=250, error_messages={"required": "Enter a title"}
    )
    pledge = forms.CharField(
        label="The pledge, in one sentence",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the pledge"},
    )
    owner = forms.CharField(
        label="The public body whose pledge it is",
        max_length=250,
        error_messages={"required": "Enter whose pledge it is"},
    )
    open_to_influence = forms.CharField(
        label="What is open to influence",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    already_fixed = forms.CharField(
        label="What is already fixed", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    closes_on = DateField(label="When it closes", required=False)

    def __init__(self, *args: Any, record: Programme | None = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.fields["version"].required = record is not None
        if record is not None:
            del self.fields["slug"]


class CommunityForm(InputForm[CommunityInput]):
    input_class = CommunityInput
    name = forms.CharField(
        label="Community",
        help_text="For example, residents",
        max_length=250,
        error_messages={"required": "Enter the name of the community"},
    )
    heard_in = forms.CharField(
        label="Where it is mostly heard",
        help_text="For example, community conversations",
        max_length=250,
        required=False,
    )
    seldom_listened_to = forms.BooleanField(
        label="This community is seldom listened to: its words are held by the peer team",
        required=False,
    )


class StageForm(InputForm[StageInput]):
    input_class = StageInput
    title = forms.CharField(
        label="Stage", max_length=250, error_messages={"required": "Enter what the stage is called"}
    )
    starts_on = DateField(label="It starts")
    ends_on = DateField(label="It ends")


def _agencies() -> list[tuple[str, str]]:
    return [("", "Choose an agency"), *((agency.ref, agency.name) for agency in agencies())]


class PartnerForm(InputForm[PartnerInput], SentOnce):
    """An agency that takes part, or a change in what it answers for."""

    input_class = PartnerInput
    html_names = {"agency_ref": "agency"}
    agency_ref = forms.ChoiceField(
        label="The agency",
        choices=_agencies,
        error_messages={"required": "Choose the agency"},
    )
    responsibility = forms.ChoiceField(
        label="What does it answer for in law?",
        choices=[(key, words.capitalize()) for key, words in Partner.RESPONSIBILITIES.items()],
        widget=Radios(
            hints={
                "controller": "It decides alone why and how people's words are used.",
                "joint": "It decides together with another partner.",
                "processor": "It does what a controller tells it to, and nothing of its own.",
            }
        ),
        error_messages={"required": "Choose what it answers for in law"},
    )
