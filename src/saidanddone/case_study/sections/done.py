"""Work done while the strategy was being written, the money, and what was not done and why."""

from collections.abc import Iterator, Sequence
from datetime import date

from saidanddone.answers.release import ANSWERS
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
from saidanddone.disclosure.wording import as_sentence, inside, quoted, short
from saidanddone.strategy.release import PLAN, ActionLine
from saidanddone.ui.templatetags.ui import gov_date, listed


def work_done(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    content = material.content
    agreed_on = content.part(PLAN).agreed_on
    done = sorted(
        (each for each in content.part(PLAN).actions if each.state == "done" and each.done_on),
        key=lambda each: (str(each.done_on), each.title),
    )
    early = [
        each for each in done if agreed_on is None or (each.done_on and each.done_on < agreed_on)
    ]
    asked_for = [each for each in early if each.serves or each.asked_at]
    others = [each for each in early if each not in asked_for and not each.nobody_asked_for]
    later = [each for each in done if each not in early and not each.nobody_asked_for]
    yield Subheading("Work done while the strategy was being written")
    if asked_for:
        yield _opening(sentences, agreed_on)
        yield Bullets(tuple(_told(each, material, sentences) for each in asked_for))
    else:
        yield plain("Nothing that people asked for is recorded as done before the strategy.")
    if others:
        yield plain("Also done, though nothing anyone said leads straight to it:")
        yield Bullets(tuple(_told(each, material, sentences) for each in others))
    yield from _funding(material, sentences)
    if later:
        yield plain("Since then:")
        yield Bullets(tuple(_told(each, material, sentences) for each in later))
    if sentences.count("actions_under_way"):
        yield sentences.paragraph(
            "[actions_under_way|action is|actions are] agreed or started and not yet done."
        )
    unasked = [each for each in done if each.nobody_asked_for]
    if unasked:
        titles = listed([quoted(each.title) for each in unasked])
        yield sentences.paragraph(
            "[actions_nobody_asked_for|action was|actions were] done that nobody asked for: {titles}.",
            titles=titles,
        )


def _opening(sentences: FigureSentences, agreed_on: date | None) -> Paragraph:
    if agreed_on is None:
        return sentences.paragraph(
            "The strategy itself has not been agreed. [actions_done|action is|actions are] done "
            "already, because people asked and it did not have to wait:"
        )
    return sentences.paragraph(
        "The strategy was agreed on {on}. [actions_done_before_strategy|action was|actions were] done "
        "before that. Those that people had asked for are told here, in the order they were finished:",
        on=gov_date(agreed_on),
    )


def _told(action: ActionLine, material: Material, sentences: FigureSentences) -> Runs:
    owner = short(action.owner_agency)
    others = [name for name in map(short, action.partners) if name != owner]
    partners = f", with {listed(list(dict.fromkeys(others)))}" if others else ""
    parts = (
        _asked(action.asked_at),
        f"Done on {gov_date(action.done_on)} by {owner}{partners}." if action.done_on else "",
        as_sentence(_what_changed(action) or action.evidence),
        _seen(action, material),
    )
    return sentences.bullet(as_sentence(action.title), *parts)


def _asked(asked_at: str) -> str:
    """ "Second conversation, June 2026" as a sentence; one that is a sentence already stays."""
    if not asked_at or asked_at.startswith("Asked"):
        return as_sentence(asked_at)
    occasion, _, month = asked_at.rpartition(", ")
    return f"Asked for in {month}: {inside(occasion)}." if occasion else f"Asked for at {asked_at}."


def _what_changed(action: ActionLine) -> str:
    """What its owner said the day it was done, else last."""
    said = [each for each in action.updates if each.what_changed]
    then = [each for each in said if each.said_on == action.done_on]
    return next((each.what_changed for each in [*then, *said]), "")


def _seen(action: ActionLine, material: Material) -> str:
    if action.ref in material.content.part(ANSWERS).cannot_see:
        return "People say that they cannot see it."
    return "The advisory panel says that it can be seen." if action.panel_says_seen else ""


def _funding(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    funding = material.content.part(PLAN).funding
    if not funding:
        yield plain("No money from elsewhere is recorded.")
        return
    yield sentences.paragraph("Money from elsewhere came to [funding_pounds]. It bought:")
    yield Bullets(
        tuple(
            sentences.runs(
                "{*source} {bought}",
                source=f"{each.source.removesuffix('.')}, £{each.pounds:,}.",
                bought=as_sentence(each.bought),
            )
            for each in funding
        )
    )


def not_done(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    content = material.content
    yield Subheading("What was not done, and why")
    stopped = [
        each for each in content.part(PLAN).actions if each.state in ("not_possible", "stopped")
    ]
    overdue = [each for each in content.part(PLAN).actions if each.is_overdue]
    left_out = [each for each in content.part(PLAN).decisions if each.left_out_because]
    if not (stopped or overdue or left_out):
        yield plain("Nothing is recorded as refused, stopped, late or left out.")
        return
    if stopped:
        yield sentences.paragraph(
            "Of what was proposed or begun, [actions_not_possible] turned out not to be possible and "
            "[actions_stopped|was|were] stopped:"
        )
        yield Bullets(tuple(_refused(each, sentences) for each in stopped))
    if overdue:
        yield sentences.paragraph("[actions_overdue|action is|actions are] late:")
        yield Bullets(tuple(_late(each, sentences) for each in overdue))
    if left_out:
        yield plain("Each decision also left something out. These are the reasons recorded:")
        yield Bullets(
            tuple(
                sentences.bullet(as_sentence(each.title), as_sentence(each.left_out_because))
                for each in left_out
            )
        )


def _refused(action: ActionLine, sentences: FigureSentences) -> Runs:
    return sentences.runs(
        "{*head} {state} {reason}",
        head=as_sentence(action.title),
        state=as_sentence(action.state_words),
        reason=as_sentence(action.reason) or "No reason is recorded.",
    )


def _late(action: ActionLine, sentences: FigureSentences) -> Runs:
    due = f"Due on {gov_date(action.due_on)}." if action.due_on else ""
    last = action.updates[0] if action.updates else None
    parts: Sequence[str] = (
        f"{due} {short(action.owner_agency)}.",
        as_sentence(last.what_changed)
        if last
        else "Nothing has been heard of it since it was agreed.",
        f"Next: {as_sentence(last.what_next)}" if last and last.what_next else "",
    )
    return sentences.bullet(as_sentence(action.title), *parts)
