"""What the records teach: work that could be done at once, and answers that did not hold."""

from collections.abc import Iterator

from saidanddone.answers.release.shapes import AnswerGiven, Answers
from saidanddone.disclosure.document import Runs
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, quoted
from saidanddone.strategy.release import PLAN, ActionLine, DecisionMade, Plan
from saidanddone.strategy.states import DONE
from saidanddone.ui.templatetags.ui import gov_date, listed

DAYS_AT_ONCE = 14  # from agreed to done, or less: what people had asked for that needed no waiting


def lessons(part: Answers, material: Material, sentences: FigureSentences) -> Iterator[Runs]:
    plan = material.content.part(PLAN)
    yield from _quick(part, plan, sentences)
    for answer in part.answers:
        if answer.is_reopened:
            yield _did_not_hold(answer, plan, sentences)


def _quick(part: Answers, plan: Plan, sentences: FigureSentences) -> Iterator[Runs]:
    """Asked for, agreed, done within a fortnight, and people can see it."""
    titles = [
        quoted(action.title)
        for action in plan.actions
        if action.ref not in part.cannot_see and _was_quick(action)
    ]
    if titles:
        were = "was" if len(titles) == 1 else "were"
        yield sentences.bullet(
            "Some of what people ask for can be done at once.",
            f"{listed(titles)} {were} asked for and finished within {DAYS_AT_ONCE} days of being "
            "agreed.",
        )


def _was_quick(action: ActionLine) -> bool:
    if action.state != DONE or not action.asked_at:
        return False
    if action.agreed_on is None or action.done_on is None:
        return False
    return (action.done_on - action.agreed_on).days <= DAYS_AT_ONCE


def _did_not_hold(answer: AnswerGiven, plan: Plan, sentences: FigureSentences) -> Runs:
    """An answer that came back open, and whether lived experience had shaped what was decided."""
    over = sorted(
        (decision for decision in plan.decisions if answer.theme_slug in decision.theme_slugs),
        key=lambda decision: decision.decided_on,
    )
    decided = [_how_decided(decision, is_first=decision is over[0]) for decision in over]
    return sentences.bullet(
        f"An answer did not hold: {quoted(answer.theme)}.",
        " ".join([as_sentence(answer.mark), *decided]),
    )


def _how_decided(decision: DecisionMade, *, is_first: bool) -> str:
    when = f"It was decided {'first' if is_first else 'again'} on {gov_date(decision.decided_on)}"
    if decision.shaped == "none":
        return f"{when}, and lived experience changed nothing."
    return f"{when}, and people with lived experience {decision.shaped} it."
