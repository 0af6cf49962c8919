"""Reads the answers that may be read aloud: those of the last release, and no others."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed, require
from saidanddone.answers.models import AloudTally, PublishedAnswer
from saidanddone.answers.published import Parts
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import programmes_where

ALL, UNTOLD, NEW = "all", "untold", "new"
CHOICES = {ALL: "all", UNTOLD: "not yet told aloud", NEW: "new in the last release"}


@dataclass(frozen=True)
class SheetAnswer:
    """An answer to read out. `is_new`: the last release carried it first."""

    parts: Parts
    is_told: bool
    is_new: bool


@dataclass(frozen=True)
class SheetChoice:
    which: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class AnswerSheet:
    """The answer sheet, to print and read out: published answers only, no names, neutral."""

    answers: tuple[SheetAnswer, ...]
    choices: tuple[SheetChoice, ...]
    which: str


def answer_sheet(actor: Actor, programme: Programme, which: str = ALL) -> AnswerSheet:
    """The answers of the last release: all of them, those not yet told aloud, or the new ones. One query."""
    require(actor, "answers.tell_aloud", programme)
    which = which if which in CHOICES else ALL
    told = Exists(AloudTally.objects.filter(answer=OuterRef("answer")))
    rows = list(
        PublishedAnswer.objects.filter(programme=programme)
        .annotate(is_told=told)
        .values_list("parts", "is_told", "answer__published_at")
    )
    last = max((clock.day_of(at) for _, _, at in rows if at), default=None)
    every = [
        SheetAnswer(parts, is_told, is_new=at is not None and clock.day_of(at) == last)
        for parts, is_told, at in rows
    ]
    shown = {
        ALL: every,
        UNTOLD: [answer for answer in every if not answer.is_told],
        NEW: [answer for answer in every if answer.is_new],
    }
    return AnswerSheet(
        answers=tuple(shown[which]),
        choices=tuple(
            SheetChoice(name, label, len(shown[name]), name == which)
            for name, label in CHOICES.items()
        ),
        which=which,
    )


def find_published_answer(actor: Actor, programme: Programme, ref: str) -> PublishedAnswer:
    """An answer of the last release, for whoever reads it aloud. Raises NotYours."""
    require(actor, "answers.tell_aloud", programme)
    published = (
        PublishedAnswer.objects.filter(programme=programme, answer__ref=ref)
        .select_related("answer")
        .first()
    )
    if published is None:
        raise NotYours("answer")
    return published


@dataclass(frozen=True)
class NotYetReadAloud:
    """How many published answers of one programme have no tally from a reading."""

    slug: str
    answers: int


def not_yet_read_aloud(actor: Actor) -> list[NotYetReadAloud]:
    """Programmes with answers that this person could read aloud and nobody has. One query."""
    never = ~Exists(AloudTally.objects.filter(answer=OuterRef("answer")))
    rows = (
        PublishedAnswer.objects.filter(never, programme__in=programmes_to_read_aloud_in(actor))
        .values_list("programme__slug")
        .annotate(answers=Count("pk"))
        .order_by("programme__slug")
    )
    return [NotYetReadAloud(slug, answers) for slug, answers in rows]


def programmes_to_read_aloud_in(actor: Actor) -> QuerySet[Programme]:
    """The programmes whose answers this person may read out."""
    if not is_allowed(actor, "answers.tell_aloud"):
        return Programme.objects.none()
    return programmes_where(actor, "answers.tell_aloud")
