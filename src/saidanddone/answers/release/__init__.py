"""What a release says of what was answered. Signing it publishes the answers that it carries."""

from collections.abc import Iterator
from dataclasses import replace

from saidanddone.access.actors import Actor
from saidanddone.answers.commands import publish_answers
from saidanddone.answers.queries import marks_of
from saidanddone.answers.release import report, shown
from saidanddone.answers.release.build import answers_to_publish, build, seen_in
from saidanddone.answers.release.figures import ENTRIES, figures
from saidanddone.answers.release.older import without_can_see
from saidanddone.answers.release.pages import PAGES
from saidanddone.answers.release.remarks import remarks
from saidanddone.answers.release.shapes import AnswerGiven, Answers, Waiting
from saidanddone.base.errors import Refused
from saidanddone.disclosure.content import Content
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.pages import PageBlock
from saidanddone.disclosure.parts import CHANGED, ApiResource, ReleasePart
from saidanddone.disclosure.report import OUTCOMES, Passage, Report
from saidanddone.programme.models import Programme
from saidanddone.ui.templatetags.ui import gov_date

__all__ = ["ANSWERS", "AnswerGiven", "Answers", "Waiting", "answers_to_publish", "seen_in"]


def _as_it_stands(part: Answers, programme_id: int) -> Answers:
    """With the answers that were opened again since it was signed. One query."""
    marks = marks_of(programme_id)
    return replace(
        part,
        answers=tuple(
            replace(answer, is_reopened=True, mark=marks[answer.ref])
            if answer.ref in marks
            else answer
            for answer in part.answers
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
    named = {answer.theme_ref for answer in part.answers}
    carried = publish_answers(actor=actor, programme=programme, named=named)
    if {answer.ref for answer in carried} != {answer.ref for answer in part.answers}:
        raise Refused(CHANGED)


def _api() -> tuple[ApiResource[Answers], ...]:
    from saidanddone.answers.release import api

    return (
        ApiResource(
            "answers",
            list[api.AnswerOut],
            "Its answers, the open-again ones marked as they stand now",
            api.answers,
            rank=-10,
        ),
        ApiResource(
            "actions",
            list[api.ActionOut],
            "Its actions, with those not possible, stopped and overdue",
            api.actions,
            rank=-10,
        ),
    )


BLOCKS: tuple[PageBlock[Answers], ...] = (
    PageBlock(page="front", rank=10, template="answers/public/read_them.html"),
    PageBlock(
        page="front",
        rank=30,
        template="answers/public/open_again_and_waiting.html",
        context=shown.reopened,
    ),
    PageBlock(
        page="front",
        rank=50,
        template="answers/public/cannot_see.html",
        context=shown.people_cannot_see,
    ),
    PageBlock(
        page="not_done", rank=10, template="answers/public/not_a_yes.html", context=shown.not_a_yes
    ),
    PageBlock(page="not_done", rank=30, template="answers/public/not_yet_answered.html"),
)
ANSWERS: ReleasePart[Answers] = ReleasePart(
    slug="answers",
    format=2,
    shape=Answers,
    upgraders={1: without_can_see},
    build=build,
    entries=ENTRIES,
    figures=_figures,
    from_people=_from_people,
    when_signed=_publish,
    as_it_stands=_as_it_stands,
    remarks=remarks,
    pages=PAGES,
    blocks=BLOCKS,
    api=_api,
    report=Report(
        opening=report.noes,
        passages=(Passage(OUTCOMES, report.answered),),
        lessons=report.lessons,
    ),
)
