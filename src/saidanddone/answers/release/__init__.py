"""What a release says of what was answered. Signing it publishes the answers that it carries."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from saidanddone.access.actors import Actor
from saidanddone.answers.commands import publish_answers
from saidanddone.answers.models import Answer
from saidanddone.answers.release.build import answers_to_publish, build, seen_in
from saidanddone.answers.release.figures import ENTRIES, figures
from saidanddone.answers.release.shapes import AnswerGiven, Answers, Waiting
from saidanddone.base.errors import Refused
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.parts import CHANGED, Content, ReleasePart
from saidanddone.programme.models import Programme
from saidanddone.ui.templatetags.ui import gov_date

SAYS = Answer.SAYS
"""What an answer may say, by its short name, in words."""

__all__ = [
    "ANSWERS",
    "SAYS",
    "AnswerGiven",
    "Answers",
    "Waiting",
    "answers_to_publish",
    "seen_in",
    "with_marks",
]


def with_marks(answers: Answers, marks: Mapping[str, str]) -> Answers:
    """The same with the answers that were opened again since. `marks` says why, by their reference."""
    return replace(
        answers,
        answers=tuple(
            replace(answer, is_reopened=True, mark=marks[answer.ref])
            if answer.ref in marks
            else answer
            for answer in answers.answers
        ),
    )


def _figures(content: Content) -> Iterator[StatedFigure]:
    yield from figures(content.part(ANSWERS), f"at {gov_date(content.as_of)}")


def _from_people(part: Answers) -> object:
    return [
        (answer.ref, answer.told, answer.is_reopened, answer.said_back) for answer in part.answers
    ]


def _publish(actor: Actor, programme: Programme, part: Answers) -> None:
    """Raises Refused where other answers would be published than the release carries."""
    carried = publish_answers(actor=actor, programme=programme)
    if {answer.ref for answer in carried} != {answer.ref for answer in part.answers}:
        raise Refused(CHANGED)


ANSWERS = ReleasePart(
    slug="answers",
    format=1,
    shape=Answers,
    build=build,
    entries=ENTRIES,
    figures=_figures,
    from_people=_from_people,
    when_signed=_publish,
)
