"""Counts what is new among answers, for the today page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from saidanddone.access.actors import Actor
from saidanddone.answers import states
from saidanddone.answers.models import Answer
from saidanddone.programme.queries import programmes_where


@dataclass(frozen=True)
class NewAnswers:
    """How many answers of a programme were published, approved (and wait), and opened again."""

    slug: str
    published: int
    approved: int
    reopened: int


def new_answers(actor: Actor, since: datetime) -> list[NewAnswers]:
    """What is new since a moment where this person sees answers. One query."""
    if not actor.may("answers.see"):
        return []
    rows = (
        Answer.objects.filter(programme__in=programmes_where(actor, "answers.see"))
        .order_by("programme")
        .values_list("programme__slug")
        .annotate(
            published=Count("pk", filter=Q(state=states.PUBLISHED, published_at__gte=since)),
            approved=Count("pk", filter=Q(state=states.APPROVED, approved_at__gte=since)),
            reopened=Count("pk", filter=Q(state=states.REOPENED, reopened_at__gte=since)),
        )
    )
    return [NewAnswers(*row) for row in rows]
