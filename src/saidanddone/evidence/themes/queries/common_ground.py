"""The last stored comparison of communities, and whether codings changed since."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.programme.models import Community, Programme


def latest_run(actor: Actor, programme: Programme) -> CommonGroundRun | None:
    """One query."""
    require(actor, "evidence.see_common_ground", programme)
    runs = CommonGroundRun.objects.filter(programme=programme).select_related("run_by")
    return runs.order_by("-pk").first()


def communities_in_order(actor: Actor, programme: Programme) -> list[Community]:
    require(actor, "evidence.see_common_ground", programme)
    return list(Community.objects.filter(programme=programme))
