"""What was answered and how, the noes as visible as the rest, and what people say back."""

from collections.abc import Iterator, Sequence

from saidanddone.answers.release import ANSWERS, SAYS, AnswerGiven
from saidanddone.case_study.material import Material
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Paragraph,
    Runs,
    Subheading,
    plain,
)
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, quoted
from saidanddone.ui.templatetags.ui import gov_date, listed

IN_WORDS = {says: f"“{words}”" for says, words in SAYS.items()}


def answered(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    content = material.content
    yield Subheading("What was answered")
    if not content.part(ANSWERS).answers:
        yield plain("Nothing has been answered yet.")
    else:
        yield _counted(sentences)
        standing = [each for each in content.part(ANSWERS).answers if not each.is_reopened]
        for says, head in (
            ("no_because", "Where the answer is no:"),
            ("not_ours", "Where it is not ours to decide:"),
            ("to_decide", "Where it is still to be decided:"),
        ):
            told = [each for each in standing if each.says == says]
            if told:
                yield plain(head)
                yield Bullets(tuple(_told(each, sentences) for each in told))
    yield from _held_against_us(sentences)
    yield from _waiting(material, sentences)


def _counted(sentences: FigureSentences) -> Paragraph:
    stand = [
        f"[answers_{says}|says|say] {{{says}}}"
        for says in IN_WORDS
        if sentences.count(f"answers_{says}")
    ]
    if not stand:
        return sentences.paragraph("No answer stands.")
    return sentences.paragraph(f"Of the answers that stand, {listed(stand)}.", **IN_WORDS)


def _told(answer: AnswerGiven, sentences: FigureSentences) -> Runs:
    parts: Sequence[str]
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


def _held_against_us(sentences: FigureSentences) -> Iterator[Block]:
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


def _waiting(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    reopened = [each for each in material.content.part(ANSWERS).answers if each.is_reopened]
    if reopened:
        yield sentences.paragraph("[answers_reopened|answer is|answers are] open again:")
        yield Bullets(
            tuple(
                sentences.bullet(
                    f"{quoted(each.theme)}.",
                    as_sentence(each.mark) or "People said that this is not what they see.",
                )
                for each in reopened
            )
        )
    again = {each.theme_slug for each in reopened}
    waiting = [each for each in material.content.part(ANSWERS).waiting if each.slug not in again]
    if waiting:
        yield plain(
            "Still without an answer: "
            + listed(
                [
                    quoted(each.statement) + (f", since {each.since:%B %Y}" if each.since else "")
                    for each in waiting
                ]
            )
            + "."
        )
