"""Starting a programme, changing what surrounds it, and who works on it."""

from saidanddone.programme.commands.partners import add_partner, end_partnership
from saidanddone.programme.commands.people import (
    close_account,
    end_role,
    give_role,
    invite_to_programme,
    join_as_invited,
)
from saidanddone.programme.commands.starting import add_part, create_programme, edit_programme

__all__ = [
    "add_part",
    "add_partner",
    "close_account",
    "create_programme",
    "edit_programme",
    "end_partnership",
    "end_role",
    "give_role",
    "invite_to_programme",
    "join_as_invited",
]
