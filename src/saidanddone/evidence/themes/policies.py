"""What may be done with themes, tensions and the common ground, one plain sentence each."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.programme.models import Programme

PERMISSIONS = {
    "evidence.manage_themes": "Gather codes into themes and name where two themes pull apart.",
    "evidence.see_themes": "See the themes, who raised them, and the passages with consent to quote.",
    "evidence.see_common_ground": "See what different communities both say, and where they differ.",
    "evidence.run_common_ground": "Work out the common ground again.",
}


def may_manage_themes(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.manage_themes", programme)


def may_run_common_ground(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "evidence.run_common_ground", programme)
