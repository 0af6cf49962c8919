"""Every command of the app: starting and editing programmes, partners, invitations."""

from saidanddone.programme.commands.inviting import change_agency_of, invite_to_programme
from saidanddone.programme.commands.partners import add_partner, end_partnership
from saidanddone.programme.commands.starting import add_part, create_programme, edit_programme

__all__ = [
    "add_part",
    "add_partner",
    "change_agency_of",
    "create_programme",
    "edit_programme",
    "end_partnership",
    "invite_to_programme",
]
