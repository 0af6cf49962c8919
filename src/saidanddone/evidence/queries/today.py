"""What waits for someone, by programme address. Counts only; nothing is unsealed."""

from django.db.models import Count

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.evidence.queries.confirming import waiting
from saidanddone.evidence.queries.transcripts import (
    readable_transcripts,
    ready_to_code,
    unread,
)
from saidanddone.programme.models import Programme


def waiting_by_programme(actor: Actor) -> dict[str, int]:
    """How many contributions wait for this person to confirm them. One query."""
    if not is_allowed(actor, "evidence.confirm"):
        return {}
    counted = (
        waiting(actor)
        .filter(programme__in=actor.programmes_where("evidence.confirm"))
        .values_list("programme__slug")
        .annotate(waiting=Count("pk"))
        .order_by("programme")
    )
    return dict(counted)


def unread_by_programme(actor: Actor) -> dict[str, int]:
    """How many transcripts that may be coded now nobody has marked. A query a programme, and one."""
    if not is_allowed(actor, "evidence.code"):
        return {}
    counts = {}
    for programme in Programme.objects.filter(pk__in=actor.programmes_where("evidence.code")):
        ready = ready_to_code(unread(readable_transcripts(actor, programme)))
        if count := ready.count():
            counts[programme.slug] = count
    return counts
