"""Answers as they are told aloud: what the last release carries, and nothing else."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.answers.models import AloudTally, PublishedAnswer
from saidanddone.answers.published import Parts
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where


@dataclass(frozen=True)
class Sheet:
    """The answer sheet, to print and read out: published answers only, no names, neutral."""

    answers: tuple[Parts, ...]


def answer_sheet(actor: Actor, programme: Programme) -> Sheet:
    """What the last release carries, as it may be read out. One query."""
    require(actor, "answers.tell_aloud", programme)
    return Sheet(
        answers=tuple(
            PublishedAnswer.objects.filter(programme=programme).values_list("parts", flat=True)
        ),
    )


def find_told_answer(actor: Actor, programme: Programme, ref: str) -> PublishedAnswer:
    """An answer of the last release, for whoever tells it aloud. Raises NotYours."""
    require(actor, "answers.tell_aloud", programme)
    found = (
        PublishedAnswer.objects.filter(programme=programme, answer__ref=ref)
        .select_related("answer")
        .first()
    )
    if found is None:
        raise NotYours("answer")
    return found


@dataclass(frozen=True)
class Untold:
    """Published answers of one programme that nobody has been asked about aloud."""

    slug: str
    answers: int


def untold(actor: Actor) -> list[Untold]:
    """For whoever reads answers out, the programmes where some wait to be read. One query."""
    never = ~Exists(AloudTally.objects.filter(answer=OuterRef("answer")))
    rows = (
        PublishedAnswer.objects.filter(never, programme__in=told_where(actor))
        .values_list("programme__slug")
        .annotate(answers=Count("pk"))
        .order_by("programme__slug")
    )
    return [Untold(slug, answers) for slug, answers in rows]


def told_where(actor: Actor) -> QuerySet[Programme]:
    """The programmes whose answers this person may read out."""
    if not is_allowed(actor, "answers.tell_aloud"):
        return Programme.objects.none()
    return programmes_where(actor, "answers.tell_aloud")
