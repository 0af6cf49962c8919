"""Makes new receipt codes for whoever shows the demonstration. They are printed once and not stored."""

from saidanddone.access.installation import is_demonstration
from saidanddone.access.queries import actor_by_email
from saidanddone.base.errors import Refused
from saidanddone.listening.commands import issue_new_code
from saidanddone.listening.models import Contributor
from saidanddone.listening.states import ACTIVE
from saidanddone.programme.models import Community, Programme
from saidanddone.project.demo.story import ENGAGEMENT_LEAD

OF_EACH_COMMUNITY = 2
SLUG = "eastmere"


def fresh_codes() -> list[tuple[Community, str]]:
    """A few new codes with their communities. The codes these people had before stop working.

    Raises Refused outside a demonstration, or where the programme is not there.
    """
    if not is_demonstration():
        raise Refused("Codes are printed only in a demonstration.")
    programme = Programme.objects.filter(slug=SLUG).first()
    if programme is None:
        raise Refused("Eastmere is not built yet. Run `saidanddone demo` first.")
    actor = actor_by_email(ENGAGEMENT_LEAD)
    return [
        (community, issue_new_code(actor=actor, programme=programme, contributor=contributor))
        for community in programme.communities.all()
        for contributor in _some_of(community)
    ]


def _some_of(community: Community) -> list[Contributor]:
    """The first contributors who have not withdrawn."""
    active = Contributor.objects.filter(community=community, state=ACTIVE, consent_form="")
    return list(active.order_by("pk")[:OF_EACH_COMMUNITY])
