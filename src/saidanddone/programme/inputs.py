"""The inputs of this app's commands: a programme, communities, stages, partners, invitations."""

from saidanddone.base.inputs import Choice, Day, Line, NeededLine, Ref, Text, command_input
from saidanddone.programme.models import Community, Partner, Programme, Stage


@command_input(Programme)
class ProgrammeInput:
    """A programme's own words. Its privacy settings are apart, because the panel decides them."""

    title: NeededLine
    pledge: Text
    owner: NeededLine
    open_to_influence: Text = ""
    already_fixed: Text = ""
    closes_on: Day | None = None


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
    starts_on: Day
    ends_on: Day


@command_input(Partner)
class PartnerInput:
    """An agency that takes part, named by its reference, and what it answers for in law."""

    agency_ref: Ref
    responsibility: Choice = "joint"


NO_AGENCY = "none"  # chosen by hand where the agency is not listed; nothing is read as this


@command_input()
class InvitationInput:
    """Who is invited, to which role; `programme` is a slug, empty for none.

    `agency` is a reference, or NO_AGENCY: whom someone works for is always said (R1). `until` is the last
    day of a role in a programme.
    """

    email: Line
    name: Line
    role: Choice
    agency: Ref
    programme: Ref = ""
    until: Day | None = None


@command_input()
class AgencyOfPersonInput:
    """Whom someone works for: the agency's reference, or NO_AGENCY."""

    agency: Ref
