"""The permissions, one plain sentence each, and when an indicator may be shown alone."""

from django.db.models import Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme

PERMISSIONS = {
    "outcomes.see": "See measures and what changed.",
    "outcomes.manage_indicators": "Define measures, put in their figures and link them to actions.",
}
COMPANIONS = ("harm", "enforcement")


def may_manage(actor: Actor, programme: Programme) -> bool:
    return is_allowed(actor, "outcomes.manage_indicators", programme)


def may_stand_alone(indicator: Indicator) -> bool:
    """False where fewer reports could be taken for less harm: fewer people may dare to report."""
    hopes_for_fewer_reports = indicator.counts == "reports" and indicator.better == "fewer"
    return not hopes_for_fewer_reports or indicator.tells_of in COMPANIONS


def missing_companions(indicator: Indicator) -> tuple[str, ...]:
    """Which figures must be shown beside this indicator and are missing, in plain words.

    A release and a case study leave out an indicator for which this is not empty. At most one query.
    """
    if may_stand_alone(indicator):
        return ()
    with_figures = Q(measurements__isnull=False) | Q(totals__isnull=False)
    beside = set(
        Indicator.objects.filter(with_figures, stands_beside=indicator).values_list(
            "tells_of", flat=True
        )
    )
    return tuple(Indicator.TELLS_OF[kind] for kind in COMPANIONS if kind not in beside)
