"""Builds the actor: a signed-in person with the roles they hold today."""

from collections import defaultdict

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import Membership, User
from saidanddone.access.roles_apart import may_count, refusal_of_site_role, refusals_of
from saidanddone.base.errors import Refused


def actor_of(user: User | None, purpose: str = "") -> Actor:
    """The actor for a signed-in person. Roles that ended or open nothing are left out. One query."""
    if user is None or not user.is_active:
        return NOBODY
    memberships = list(Membership.objects.filter(may_count(), user=user))
    refusals = refusals_of(user, memberships)
    roles: dict[int, set[str]] = defaultdict(set)
    for membership in memberships:
        if membership.is_current and membership.pk not in refusals:
            roles[membership.scope_id].add(membership.role)
    is_refused = refusal_of_site_role(user, memberships)
    site_roles = frozenset() if is_refused or not user.site_role else frozenset({user.site_role})
    return Actor(
        user_id=user.pk,
        ref=user.ref,
        name=user.name or user.email,
        email=user.email,
        agency_id=user.agency_id,
        works_for_enforcement=bool(user.agency and user.agency.may_enforce),
        roles={scope_id: frozenset(names) for scope_id, names in roles.items()},
        site_roles=site_roles,
        purpose=purpose,
    )


def actor_by_email(email: str) -> Actor:
    """For commands run from a terminal with --as EMAIL."""
    user = User.objects.select_related("agency").filter(email__iexact=email.strip()).first()
    if user is None or not user.is_active:
        raise Refused(f"Nobody signs in as {email}. Run `saidanddone people` to see who does.")
    return actor_of(user, purpose="terminal")
