"""The figures of what was answered, with their entries of the catalogue."""

from collections.abc import Iterator

from saidanddone.answers.models import Answer
from saidanddone.answers.release.shapes import Answers
from saidanddone.disclosure.catalogue import ANSWERED, ANSWERS, Entry, under
from saidanddone.disclosure.known import FigureMaker, StatedFigure

ENTRIES = under(
    ANSWERED,
    *(
        Entry(
            f"answers_{says}",
            "things",
            f"Answers that stand and say “{words}”",
            "published answers by what they say; reopened ones are not among them",
            ANSWERS,
        )
        for says, words in Answer.SAYS.items()
    ),
    Entry(
        "answers_reopened",
        "things",
        "Answers opened again because of what people said back",
        "answers that at least 3 people, and at least a third of those who replied, said no to; or that "
        "the panel reopened",
        ANSWERS,
    ),
    Entry(
        "themes_waiting",
        "things",
        "Concerns and asks that may be published and have no answer that stands",
        "themes without a published answer, and themes whose answer is reopened",
        ANSWERS,
    ),
    rank=1,
)


def figures(part: Answers, now: str) -> Iterator[StatedFigure]:
    """`now` says as of which day."""
    make = FigureMaker(ENTRIES)
    standing = [answer.says for answer in part.answers if not answer.is_reopened]
    for says in Answer.SAYS:
        yield make.things(f"answers_{says}", standing.count(says), now)
    reopened = sum(answer.is_reopened for answer in part.answers)
    yield make.things("answers_reopened", reopened, now)
    yield make.things("themes_waiting", len(part.waiting), now)
