"""What was answered and how, the noes as visible as the rest, and what people say back."""

from collections.abc import Iterator

from saidanddone.answers.models import Answer
from saidanddone.answers.release.shapes import AnswerGiven, Answers
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Paragraph,
    Runs,
    Subheading,
    plain,
)
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, quoted
from saidanddone.ui.templatetags.ui import gov_date, listed

IN_WORDS = {says: f"“{words}”" for says, words in Answer.SAYS.items()}
TOLD_ONE_BY_ONE = (
    ("no_because", "Where the answer is no:"),
    ("not_ours", "Where it is not ours to decide:"),
    ("to_decide", "Where it is still to be decided:"),
)


def noes(part: Answers, material: Material, sentences: FigureSentences) -> str:
    """A template: how many answers are a no, not ours or open again."""
    clauses = [
        template
        for name, template in (
            ("answers_no_because", "[answers_no_because|is|are] no and says why"),
            ("answers_not_ours", "[answers_not_ours|is|are] not ours to decide"),
            ("answers_reopened", "[answers_reopened|is|are] open again"),
        )
        if sentences.count(name)
    ]
    if sentences.count("answers_no_because") > 1:
        clauses[0] = clauses[0].replace("says", "say")
    return f"Among the answers {listed(clauses)}." if clauses else ""


def answered(part: Answers, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield Subheading("What was answered")
    if not part.answers:
        yield plain("Nothing has been answered yet.")
    else:
        yield _counted(sentences)
        standing = [answer for answer in part.answers if not answer.is_reopened]
        for says, head in TOLD_ONE_BY_ONE:
            answers = [answer for answer in standing if answer.says == says]
            if answers:
                yield plain(head)
                yield Bullets(tuple(_bullet(answer, sentences) for answer in answers))
    yield from _how_we_are_doing(sentences)
    yield from _waiting(part, sentences)


def _counted(sentences: FigureSentences) -> Paragraph:
    clauses = [
        f"[answers_{says}|says|say] {{{says}}}"
        for says in IN_WORDS
        if sentences.count(f"answers_{says}")
    ]
    if not clauses:
        return sentences.paragraph("No answer stands.")
    return sentences.paragraph(f"Of the answers that stand, {listed(clauses)}.", **IN_WORDS)


def _bullet(answer: AnswerGiven, sentences: FigureSentences) -> Runs:
    parts: tuple[str, ...]
    if answer.says == "no_because":
        parts = (answer.decided, answer.why)
    elif answer.says == "not_ours":
        asked = f"We asked: {as_sentence(answer.what_we_asked)}" if answer.what_we_asked else ""
        reply = as_sentence(answer.their_reply)
        parts = (
            f"Who can decide it: {answer.who_can}" if answer.who_can else "",
            asked,
            f"They replied: {reply}" if reply else "No reply is recorded.",
        )
    else:
        by_when = f" by {gov_date(answer.when)}" if answer.when else ""
        parts = (f"{answer.decided_by_whom} decides{by_when}", answer.decided, answer.next_step)
    return sentences.bullet(f"{quoted(answer.theme)}.", *map(as_sentence, parts))


def _how_we_are_doing(sentences: FigureSentences) -> Iterator[Block]:
    """How much has an answer, what people can see of it, and how long they waited."""
    if sentences.has_value("things_said") and sentences.has_value("things_answered"):
        yield sentences.paragraph(
            "Of [things_said|thing|things] people said, [things_answered|has|have] an answer: "
            "[answered_share]. [contributions_not_yet_read|contribution has|contributions have] not "
            "been read yet."
        )
    else:
        yield plain("How much of what people said has an answer cannot be shown yet.")
    if sentences.count("actions_done"):
        yield sentences.paragraph(
            "Of [actions_done|thing|things] called done, people say they can see "
            "[actions_people_can_see] and cannot see [actions_people_cannot_see]. About the other "
            "[actions_people_not_asked], nobody or too few have been asked; silence is not counted as a "
            "yes."
        )
    if sentences.has_value("median_days_waiting"):
        yield sentences.paragraph(
            "Half of what was said waited [median_days_waiting] or more for its answer."
        )
    else:
        yield plain(
            "Half or more of what was said still waits, so how long people wait is not known."
        )


def _waiting(part: Answers, sentences: FigureSentences) -> Iterator[Block]:
    reopened = [answer for answer in part.answers if answer.is_reopened]
    if reopened:
        yield sentences.paragraph("[answers_reopened|answer is|answers are] open again:")
        yield Bullets(
            tuple(
                sentences.bullet(
                    f"{quoted(answer.theme)}.",
                    as_sentence(answer.mark) or "People said that this is not what they see.",
                )
                for answer in reopened
            )
        )
    open_again = {answer.theme_slug for answer in reopened}
    waiting = [
        quoted(theme.statement) + (f", since {theme.since:%B %Y}" if theme.since else "")
        for theme in part.waiting
        if theme.slug not in open_again
    ]
    if waiting:
        yield plain(f"Still without an answer: {listed(waiting)}.")
