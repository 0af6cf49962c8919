"""What may be done here, one plain sentence each."""

from typing import Final

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import is_allowed
from saidanddone.access.roles import all_roles
from saidanddone.base.lifecycle import Capacity
from saidanddone.programme.models import Programme
from saidanddone.releases.models import Release
from saidanddone.releases.states import RELEASE_LIFECYCLE

PERMISSIONS = {
    "publishing.see": "See releases, what they hold, what they hide and what they leave out.",
    "publishing.draft": "Draft a release and choose which quotes it carries.",
    "publishing.sign": "Sign a release, so that it leaves when a second person signs too.",
    "publishing.decide_totals": "Decide that one exact total may leave, once, and say why.",
    "publishing.export_site": "Write the public pages to a folder, to be served elsewhere.",
    "publishing.write_case_study": "Write the case study from a draft or a release.",
}

QUOTE_IN_PUBLIC: Final = "quote_without_name_in_public"


def signing_role(actor: Actor, programme: Programme) -> str:
    """The role in which this person signs; the first that carries the permission."""
    roles = all_roles()
    return next(
        (
            role
            for role in sorted(actor.roles_in(programme.scope_id))
            if role in roles and "publishing.sign" in roles[role].permissions
        ),
        "",
    )


def has_signed(actor: Actor, release: Release) -> bool:
    return any(signature.signed_by_id == actor.user_id for signature in release.signatures.all())


def capacities_for(actor: Actor, release: Release) -> frozenset[Capacity]:
    """In which capacities of the table this person may move the release."""
    relations = [] if has_signed(actor, release) else ["second person"]
    return capacities_of(actor, RELEASE_LIFECYCLE, release.programme, *relations)


def may_draft(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "publishing.draft", programme)


def may_write_case_study(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "publishing.write_case_study", programme)


def may_sign(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "publishing.sign", programme)


def may_decide_totals(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "publishing.decide_totals", programme)
