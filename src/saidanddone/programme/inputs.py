"""The inputs of this app's commands: a programme, communities, stages, partners, invitations."""

from datetime import date

from saidanddone.base.inputs import Choice, Line, NeededLine, Ref, Text, command_input
from saidanddone.programme.models import Community, Partner, Programme, Stage


@command_input(Programme)
class ProgrammeInput:
    """A programme's own words. Its privacy settings are apart, because the panel decides them."""

    title: NeededLine
    pledge: Text
    owner: NeededLine
    open_to_influence: Text = ""
    already_fixed: Text = ""
    closes_on: date | None = None


@command_input(Community)
class CommunityInput:
    """A community whose voice is sought. Its slug is made from `slug_wanted`, else from its name."""

    name: Line
    heard_in: Line = ""
    seldom_listened_to: bool = False
    slug_wanted: Line = ""


@command_input(Stage)
class StageInput:
    """A stage of a programme, from its first to its last day."""

    title: NeededLine
    starts_on: date
    ends_on: date


@command_input(Partner)
class PartnerInput:
    """An agency that takes part, named by its reference, and what it answers for in law."""

    agency_ref: Ref
    responsibility: Choice = "joint"


@command_input()
class InvitationInput:
    """Who is invited, to which role; `programme` is a slug and `agency` a reference, empty for none.

    `until` is the last day of a role in a programme.
    """

    email: Line
    name: Line
    role: Choice
    programme: Ref = ""
    agency: Ref = ""
    until: date | None = None
