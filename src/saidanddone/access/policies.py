"""What may be done here, one plain sentence each, and the predicates."""

from typing import Protocol

from saidanddone.access.actors import Actor
from saidanddone.base.errors import NotYours

PERMISSIONS = {
    "access.see_today": "See what is yours to do.",
    "access.read_own_audit": "See what you yourself did and looked at.",
    "access.read_audit": "Read who did and looked at what.",
    "access.see_daily_totals": "See how much was done each day, without who.",
    "access.invite": "Invite a person to a role.",
}


class HasId(Protocol):
    @property
    def pk(self) -> int: ...


# What R1 keeps from anyone whose agency may enforce, whatever role they were given.
NOT_FOR_ENFORCEMENT = (
    "programme.",
    "peers.",
    "listening.",
    "evidence.",
    "strategy.",
    "outcomes.",
    "answers.",
    "thread.",
    "publishing.",  # what is drafted is not out yet; the public pages are everyone's
)
# Their own part in delivering the plan, in its public words.
BUT_THEIRS = frozenset({"strategy.see_own_actions", "strategy.update_own_action"})


def is_allowed(actor: Actor, permission: str, programme: HasId | None = None) -> bool:
    """Whether a role they hold (in this programme, if one is named) carries it, R1 included."""
    is_kept_back = permission.startswith(NOT_FOR_ENFORCEMENT) and permission not in BUT_THEIRS
    if actor.works_for_enforcement and is_kept_back:
        return False
    return actor.may(permission, programme.pk if programme else None)


def require(actor: Actor, permission: str, programme: HasId | None = None) -> None:
    """The first line of every command and query. Raises NotYours."""
    if not is_allowed(actor, permission, programme):
        raise NotYours(permission)
