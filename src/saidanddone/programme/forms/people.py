"""The forms for invitations, roles and recovery links."""

from typing import Any

from django import forms

from saidanddone.access.policies import SITE_ROLES
from saidanddone.access.queries import agencies
from saidanddone.access.roles import all_roles
from saidanddone.programme.inputs import NO_AGENCY, AgencyOfPersonInput, InvitationInput
from saidanddone.programme.models import Programme
from saidanddone.ui.fields import DateField
from saidanddone.ui.forms import GovukForm, InputForm, SentOnce
from saidanddone.ui.widgets import Radios

UNTIL = (
    "The earliest of three days: when the role ends, when their training is due again, when their "
    "declaration of interests is due again."
)


class AgencyField(forms.ChoiceField):
    """Whom someone works for. It has no answer at first, because R1 is kept by it."""

    def __init__(self) -> None:
        super().__init__(
            label="Who they work for",
            help_text="The team that manages them. Council enforcement and housing are agencies of their own.",
            error_messages={
                "required": "Choose who they work for, or that it is no agency listed here"
            },
        )


class InvitationForm(InputForm[InvitationInput], SentOnce):
    input_class = InvitationInput
    name = forms.CharField(
        label="Their name",
        max_length=250,
        error_messages={"required": "Enter the name colleagues know them by"},
    )
    email = forms.EmailField(
        label="Their email address",
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    agency = AgencyField()
    role = forms.ChoiceField(label="Their role")
    programme = forms.ChoiceField(
        label="The programme",
        help_text="Administrators and data protection officers serve every programme, and no day ends their role.",
        required=False,
    )
    until = DateField(label="Until when, in this programme", help_text=UNTIL, required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "role", ("", "Choose a role"), _roles(tuple(all_roles())))
        _choices(self, "agency", *_agencies())
        _choices(self, "programme", ("", "Every programme"), _programmes())

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        role, programme, until = (typed.get(name) for name in ("role", "programme", "until"))
        if role in SITE_ROLES and programme:
            self.add_error("programme", "This role is held everywhere. Choose every programme")
        if role and role not in SITE_ROLES and not programme:
            self.add_error("programme", "Choose the programme this role is for")
        if programme and role not in SITE_ROLES and not until and "until" not in self.errors:
            self.add_error("until", "Enter the last day of the role")
        return typed


class AgencyOfPersonForm(InputForm[AgencyOfPersonInput], SentOnce):
    """Whom someone works for."""

    input_class = AgencyOfPersonInput
    agency = AgencyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "agency", *_agencies())


class RoleForm(GovukForm, SentOnce):
    """A role in a programme, until a day."""

    programme = forms.ChoiceField(
        label="The programme", error_messages={"required": "Choose the programme"}
    )
    role = forms.ChoiceField(label="The role", error_messages={"required": "Choose the role"})
    until = DateField(
        label="Until when?",
        help_text=UNTIL,
        error_messages={"required": "Enter the last day of the role. No role is without an end"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        roles = tuple(role for role in all_roles() if role not in SITE_ROLES)
        _choices(self, "role", ("", "Choose a role"), _roles(roles))
        _choices(self, "programme", ("", "Choose a programme"), _programmes())


class WayBackForm(GovukForm, SentOnce):
    lost = forms.ChoiceField(
        label="What did they lose?",
        choices=[
            ("password", "Their password"),
            ("second_factor", "Their phone, passkey or security key"),
            ("both", "Both"),
        ],
        widget=Radios(
            hints={
                "password": "The phone, passkey or key they have is still asked for.",
                "second_factor": "Everything they sign in with stops now, and every open visit ends. "
                "The link then asks for the password they had.",
                "both": "Everything stops now. Whoever holds the link can then come in as them.",
            }
        ),
        error_messages={"required": "Say what they lost"},
    )
    is_them = forms.BooleanField(
        label="I spoke to this person, and know that it is them who asks",
        error_messages={
            "required": "Speak to the person first, and tick this when you are sure it is them"
        },
    )

    def __init__(self, *args: object, is_closed: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if is_closed:  # there is nothing left to sign in with
            self.fields["lost"].choices = [  # type: ignore[attr-defined]
                ("both", "Nothing: the account was closed, and everything is set up anew")
            ]


class EndForm(GovukForm, SentOnce):
    """A form with only a button."""


def _roles(slugs: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(slug, all_roles()[slug].name) for slug in slugs]


def _agencies() -> tuple[tuple[str, str], list[tuple[str, str]]]:
    """Every agency with whether it may enforce, and last that it is none of them."""
    listed = [
        (agency.ref, f"{agency.name} (may enforce)" if agency.may_enforce else agency.name)
        for agency in agencies()
    ]
    return ("", "Choose who they work for"), [*listed, (NO_AGENCY, "No agency listed here")]


def _programmes() -> list[tuple[str, str]]:
    return list(Programme.objects.order_by("title").values_list("slug", "title"))


def _choices(
    form: forms.Form, name: str, empty: tuple[str, str], choices: list[tuple[str, str]]
) -> None:
    form.fields[name].choices = [empty, *choices]  # type: ignore[attr-defined]
