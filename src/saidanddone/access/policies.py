"""The permissions, one plain sentence each, and the predicates that check them."""

from datetime import timedelta
from typing import Protocol

from saidanddone.access.actors import Actor
from saidanddone.access.enforcement import is_kept_from_enforcement
from saidanddone.access.models import Agency
from saidanddone.access.roles import all_roles
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
SITE_ROLES = ("administrator", "data_protection_officer")  # held everywhere


class InScope(Protocol):
    """A scope, or the record that is one: a programme, a service, a panel, an area."""

    @property
    def scope_id(self) -> int: ...
    @property
    def ref(self) -> str: ...


def refusal_for_enforcement(agency: Agency | None, role: str) -> str:
    """Why whoever works for this agency cannot have this role (R1), or an empty text."""
    is_kept_back = any(
        is_kept_from_enforcement(permission) for permission in all_roles()[role].permissions
    )
    if agency is None or not agency.may_enforce or not is_kept_back:
        return ""
    return (
        f"{agency.name} may enforce, so whoever works for it sees nothing of what people said, and "
        f"this role would open nothing to them. Choose a role in delivering the plan, like action owner."
    )


def is_allowed(actor: Actor, permission: str, scope: InScope | None = None) -> bool:
    """Whether a role they hold (in this scope, if one is given) has the permission, R1 included."""
    if actor.works_for_enforcement and is_kept_from_enforcement(permission):
        return False
    return actor.may(permission, scope.scope_id if scope else None)


def require(actor: Actor, permission: str, scope: InScope | None = None) -> None:
    """Raise NotYours unless they hold the permission. The first line of every command and query."""
    if not is_allowed(actor, permission, scope):
        raise NotYours(permission)


POLICE = frozenset({"police_panel_member", "police_intake"})
SUPPORT = frozenset({"hub_worker", "outreach_worker", "service_manager", "advocate"})
PEERS = frozenset({"peer_researcher"})
SAFETY = frozenset({"safety_officer"})


def refusal_of_combination(roles: frozenset[str]) -> str:
    """Why one person cannot hold these roles together, or an empty text."""
    if roles & POLICE and roles & (SUPPORT | PEERS):
        return "Nobody holds a police role with a support or peer role. Choose one."
    if roles & SAFETY and roles & SUPPORT:
        return "Nobody holds a safety role with a support role. Choose one."
    return ""
