"""Every command of the app: invitations, roles, accounts, agencies, wrong tries, reading the audit."""

from saidanddone.access.commands.accounts import (
    end_site_role,
    find_way_back,
    make_way_back,
    use_way_back,
)
from saidanddone.access.commands.agencies import add_agency, edit_agency
from saidanddone.access.commands.demonstration import (
    find_one_time_link,
    make_one_time_links,
    use_one_time_link,
)
from saidanddone.access.commands.invitations import (
    INVITATION_LASTS,
    accept_invitation,
    cancel_invitation,
    find_invitation,
    invite,
    invite_administrator,
)
from saidanddone.access.commands.memberships import (
    change_agency,
    close_account,
    end_role,
    give_role,
)
from saidanddone.access.commands.reading import read_audit
from saidanddone.access.commands.wrong_tries import note_wrong_try
from saidanddone.access.policies import SITE_ROLES

__all__ = [
    "INVITATION_LASTS",
    "SITE_ROLES",
    "accept_invitation",
    "add_agency",
    "cancel_invitation",
    "change_agency",
    "close_account",
    "edit_agency",
    "end_role",
    "end_site_role",
    "find_invitation",
    "find_one_time_link",
    "find_way_back",
    "give_role",
    "invite",
    "invite_administrator",
    "make_one_time_links",
    "make_way_back",
    "note_wrong_try",
    "read_audit",
    "use_one_time_link",
    "use_way_back",
]
