"""What answers say beside records of earlier stages: beside a theme, and beside an action called done."""

from collections.abc import Iterator

from saidanddone.answers.release.shapes import Answers
from saidanddone.answers.release.shown import SAYS, state_of
from saidanddone.disclosure.remarks import ANSWER, CANNOT_SEE, Remark

UNSEEN = Remark(CANNOT_SEE, "people cannot see it", "People say that they cannot see it.")


def remarks(part: Answers) -> Iterator[tuple[str, Remark]]:
    for answer in part.answers:
        words = SAYS[state_of(answer)]
        yield (
            answer.theme_ref,
            Remark(
                ANSWER,
                words,
                f"What was done with it: {words}",
                page=("answer", answer.theme_slug),
            ),
        )
    for ref in part.cannot_see:
        yield ref, UNSEEN
