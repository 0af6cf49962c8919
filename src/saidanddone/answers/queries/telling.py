"""Answers as they are told aloud: what the last release carries, and nothing else."""

from dataclasses import dataclass
from datetime import date

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.models import PublishedAnswer
from saidanddone.answers.published import Parts
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.programme.models import Programme


@dataclass(frozen=True)
class Sheet:
    """The answer sheet, to print and read out: published answers only, no names, neutral."""

    printed_on: date
    communities: tuple[str, ...]
    answers: tuple[Parts, ...]


def answer_sheet(actor: Actor, programme: Programme) -> Sheet:
    """What the last release carries, as it may be read out. Two queries."""
    require(actor, "answers.tell_aloud", programme)
    return Sheet(
        printed_on=clock.today(),
        communities=tuple(programme.communities.values_list("name", flat=True)),
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
