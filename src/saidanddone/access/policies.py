"""The permissions, one plain sentence each, and the predicates that check them."""

from datetime import timedelta
from typing import Protocol

from saidanddone.access.actors import Actor
from saidanddone.access.roles import roles_in_group
from saidanddone.base.errors import NotYours

PERMISSIONS = {
    "access.see_today": "See what is yours to do.",
    "access.read_own_audit": "See what you yourself did and looked at.",
    "access.read_audit": "Read who did and looked at what.",
    "access.see_daily_totals": "See how much was done each day, without who.",
    "access.invite": "Invite a person to a role.",
    "access.keep_people": "See who signs in, give and end roles, let someone back in, close an account.",
    "access.keep_agencies": "Add and change agencies, and say which of them may enforce.",
}

OPEN_TO_ENFORCEMENT = {
    "access.see_today": "Signing in, and what is theirs to do.",
    "access.read_own_audit": "What they themselves did and looked at.",
}

LONGEST_ROLE = timedelta(days=3 * 365 + 1)  # training and interests are renewed by then
SITE_ROLES = roles_in_group("everywhere")  # held in no scope


class InScope(Protocol):
    """A scope, or the record that is one: a programme, a service, a panel, an area."""

    @property
    def scope_id(self) -> int: ...
    @property
    def ref(self) -> str: ...


def is_allowed(actor: Actor, permission: str, scope: InScope | None = None) -> bool:
    """Whether a role they hold (in this scope, if one is given) has the permission, R1 included."""
    return actor.may(permission, scope.scope_id if scope else None)


def require(actor: Actor, permission: str, scope: InScope | None = None) -> None:
    """Raise NotYours unless they hold the permission. The first line of every command and query."""
    if not is_allowed(actor, permission, scope):
        raise NotYours(permission)
