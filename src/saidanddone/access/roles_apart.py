"""Which roles one person may hold, given their agency and their other roles (R1).

A role that is refused here is not given. Where it stands in the database all the same (an earlier
version gave it, or its agency came to enforce since), it opens nothing.
"""

from collections.abc import Iterable

from django.db.models import Q

from saidanddone.access.enforcement import is_kept_from_enforcement
from saidanddone.access.models import Agency, Membership, User
from saidanddone.access.roles import all_roles, enforcing_roles, permissions_of
from saidanddone.base import clock

ADMINISTRATOR = "administrator"
HELD_APART = (("police", "support"), ("police", "peers"), ("safety", "support"))  # groups of roles
SENTENCES_APART = {
    "police": "Nobody holds a police role with a support or peer role. Choose one.",
    "safety": "Nobody holds a safety role with a support role. Choose one.",
}


def refusal_to_give(role: str, agency: Agency | None, others: frozenset[str]) -> str:
    """Why someone of this agency who holds these roles is not given one more, or an empty text."""
    reasons = [refusal_of_role(role, agency, others)]
    reasons += [_refusal_beside(other, role) for other in sorted(others)]
    return next(filter(None, reasons), "")


def refusal_of_role(role: str, agency: Agency | None, others: frozenset[str]) -> str:
    """Why this role opens nothing to someone of this agency beside these roles, or an empty text."""
    reasons = [_refusal_beside(role, other) for other in sorted(others)]
    reasons += [_refusal_without_agency(role, agency), refusal_for_enforcement(agency, role)]
    return next(filter(None, reasons), "")


def refusal_for_enforcement(agency: Agency | None, role: str) -> str:
    """Why whoever works for this agency cannot have this role (R1), or an empty text."""
    if agency is None or not agency.may_enforce or not _is_kept_back(role):
        return ""
    return (
        f"{agency.name} may enforce, so whoever works for it sees nothing of what people said, and "
        f"this role would open nothing to them. Choose a role in delivering the plan, like action owner."
    )


def _refusal_without_agency(role: str, agency: Agency | None) -> str:
    if role not in enforcing_roles() or (agency is not None and agency.may_enforce):
        return ""
    return (
        f"{_name(role)} is a role for people whose agency may enforce. Say which agency they work "
        "for, or choose another role."
    )


def _refusal_beside(role: str, other: str) -> str:
    """Why `role` opens nothing to someone who holds `other`, or an empty text."""
    if other == ADMINISTRATOR:
        return "An administrator reads nobody's words, so they hold no role in a programme. End that first."
    groups = {_group(role), _group(other)}
    for first, second in HELD_APART:
        if groups == {first, second}:
            return SENTENCES_APART[first]
    if other in enforcing_roles() and _is_kept_back(role):
        return (
            f"Nobody is {_name(role).lower()} and {_name(other).lower()}: whoever holds a role of people who "
            "may enforce sees nothing of what people said. End one of the two."
        )
    return ""


def refusals_of(user: User, memberships: Iterable[Membership]) -> dict[int, str]:
    """Why current roles of this person open nothing, by the membership's id. The others are left out.

    `memberships`: theirs in every scope, current ones and those that `may_count` keeps.
    """
    memberships = list(memberships)
    current = [membership for membership in memberships if membership.is_current]
    refusals = {}
    for membership in current:
        others = {other.role for other in current if other is not membership} | {user.site_role}
        sentence = refusal_of_role(membership.role, user.agency, frozenset(others - {""}))
        if sentence or (sentence := _refusal_after(membership, memberships)):
            refusals[membership.pk] = sentence
    return refusals


def refusal_of_site_role(user: User, memberships: Iterable[Membership]) -> str:
    """Why the role this person holds everywhere opens nothing, or an empty text."""
    current = frozenset(membership.role for membership in memberships if membership.is_current)
    return refusal_of_role(user.site_role, user.agency, current) if user.site_role else ""


def _refusal_after(membership: Membership, memberships: Iterable[Membership]) -> str:
    """A role that may enforce counts on after its last day, beside what was held meanwhile.

    Otherwise the passing of a day would open words to whoever was kept from them.
    """
    given_on = clock.day_of(membership.created_at)
    for past in memberships:
        was_beside = past.role in enforcing_roles() and past.until >= given_on
        if was_beside and not past.is_current and _refusal_beside(membership.role, past.role):
            return (
                f"They held this role beside {_name(past.role).lower()}, so it stays shut after the end of "
                "that. End this role too; if it should be theirs now, give it again."
            )
    return ""


def may_count() -> Q:
    """The memberships that `refusals_of` needs: current ones, and past ones of roles that may enforce."""
    return Q(until__gte=clock.today()) | Q(role__in=enforcing_roles())


def _is_kept_back(role: str) -> bool:
    """Whether the role has a permission that is not open to whoever may enforce."""
    return any(map(is_kept_from_enforcement, permissions_of(frozenset({role}))))


def _group(role: str) -> str:
    return all_roles()[role].group if role in all_roles() else ""


def _name(role: str) -> str:
    return all_roles()[role].name if role in all_roles() else role
