"""What was not done, and why: refused, stopped, late, left out of a decision."""

from collections.abc import Iterator

from saidanddone.disclosure.document import Block, Bullets, Runs, Subheading, plain
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, short
from saidanddone.strategy.release.shapes import ActionLine, Plan
from saidanddone.ui.templatetags.ui import gov_date


def not_done(plan: Plan, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield Subheading("What was not done, and why")
    if not (plan.ended or plan.overdue or plan.left_out):
        yield plain("Nothing is recorded as refused, stopped, late or left out.")
        return
    if plan.ended:
        yield sentences.paragraph(
            "Of what was proposed or begun, [actions_not_possible] turned out not to be possible and "
            "[actions_stopped|was|were] stopped:"
        )
        yield Bullets(tuple(_ended(action, sentences) for action in plan.ended))
    if plan.overdue:
        yield sentences.paragraph("[actions_overdue|action is|actions are] late:")
        yield Bullets(tuple(_late(action, sentences) for action in plan.overdue))
    if plan.left_out:
        yield plain("Each decision also left something out. These are the reasons recorded:")
        yield Bullets(
            tuple(
                sentences.bullet(
                    as_sentence(decision.title), as_sentence(decision.left_out_because)
                )
                for decision in plan.left_out
            )
        )


def _ended(action: ActionLine, sentences: FigureSentences) -> Runs:
    return sentences.runs(
        "{*head} {state} {reason}",
        head=as_sentence(action.title),
        state=as_sentence(action.state_words),
        reason=as_sentence(action.reason) or "No reason is recorded.",
    )


def _late(action: ActionLine, sentences: FigureSentences) -> Runs:
    due = f"Due on {gov_date(action.due_on)}." if action.due_on else ""
    last = action.updates[0] if action.updates else None
    return sentences.bullet(
        as_sentence(action.title),
        f"{due} {short(action.owner_agency)}.",
        as_sentence(last.what_changed)
        if last
        else "Nothing has been heard of it since it was agreed.",
        f"Next: {as_sentence(last.what_next)}" if last and last.what_next else "",
    )
