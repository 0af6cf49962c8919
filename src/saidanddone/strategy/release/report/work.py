"""Work done while the strategy was being written, the money, and what was done since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

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
from saidanddone.disclosure.wording import as_sentence, inside, quoted, short_together
from saidanddone.strategy.release.shapes import ActionLine, Plan
from saidanddone.strategy.states import DONE
from saidanddone.ui.templatetags.ui import gov_date, listed


@dataclass(frozen=True)
class Work:
    """Actions done, in the order they were finished; before the strategy was agreed, or `later`."""

    asked_for: tuple[ActionLine, ...]
    others: tuple[ActionLine, ...]
    later: tuple[ActionLine, ...]
    nobody_asked_for: tuple[ActionLine, ...]


def done_so_far(plan: Plan, sentences: FigureSentences) -> str:
    """A template: how many actions are done."""
    if plan.agreed_on and sentences.count("actions_done_before_strategy"):
        return (
            "[actions_done_before_strategy|action was|actions were] done while the strategy was still "
            "being written."
        )
    return "[actions_done|action is|actions are] done." if sentences.count("actions_done") else ""


def work_done(plan: Plan, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    work = _work(plan)

    def bullets(actions: Iterable[ActionLine]) -> Bullets:
        return Bullets(tuple(_bullet(action, material, sentences) for action in actions))

    yield Subheading("Work done while the strategy was being written")
    if work.asked_for:
        yield _opening(plan.agreed_on, sentences)
        yield bullets(work.asked_for)
    else:
        yield plain("Nothing that people asked for is recorded as done before the strategy.")
    if work.others:
        yield plain("Also done, though nothing anyone said leads straight to it:")
        yield bullets(work.others)
    yield from _funding(plan, sentences)
    if work.later:
        yield plain("Since then:")
        yield bullets(work.later)
    if sentences.count("actions_under_way"):
        yield sentences.paragraph(
            "[actions_under_way|action is|actions are] agreed or started and not yet done."
        )
    if work.nobody_asked_for:
        yield sentences.paragraph(
            "[actions_nobody_asked_for|action was|actions were] done that nobody asked for: {titles}.",
            titles=listed([quoted(action.title) for action in work.nobody_asked_for]),
        )


def _work(plan: Plan) -> Work:
    done = sorted(
        (action for action in plan.actions if action.state == DONE and action.done_on),
        key=lambda action: (str(action.done_on), action.title),
    )
    early = [action for action in done if _was_early(action, plan.agreed_on)]
    asked_for = tuple(action for action in early if action.serves or action.asked_at)
    return Work(
        asked_for=asked_for,
        others=tuple(
            action for action in early if action not in asked_for and not action.nobody_asked_for
        ),
        later=tuple(
            action for action in done if action not in early and not action.nobody_asked_for
        ),
        nobody_asked_for=tuple(action for action in done if action.nobody_asked_for),
    )


def _was_early(action: ActionLine, agreed_on: date | None) -> bool:
    """Done before the strategy was agreed, or while it still is not."""
    return agreed_on is None or (action.done_on is not None and action.done_on < agreed_on)


def _opening(agreed_on: date | None, sentences: FigureSentences) -> Paragraph:
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


def _bullet(action: ActionLine, material: Material, sentences: FigureSentences) -> Runs:
    owner, *others = short_together([action.owner_agency, *action.partners])
    partners = f", with {listed(others)}" if others else ""
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
    """What its owner wrote the day it was done, else last."""
    updates = [update for update in action.updates if update.what_changed]
    of_that_day = [update for update in updates if update.said_on == action.done_on]
    return next((update.what_changed for update in [*of_that_day, *updates]), "")


def _seen(action: ActionLine, material: Material) -> str:
    """What later stages say of it, else what the panel says."""
    remarks = [remark.sentence for remark in material.remarks.get(action.ref, ())]
    if remarks:
        return " ".join(remarks)
    return "The advisory panel says that it can be seen." if action.panel_says_seen else ""


def _funding(plan: Plan, sentences: FigureSentences) -> Iterator[Block]:
    if not plan.funding:
        yield plain("No money from elsewhere is recorded.")
        return
    yield sentences.paragraph("Money from elsewhere came to [funding_pounds]. It bought:")
    yield Bullets(
        tuple(
            sentences.runs(
                "{*source} {bought}",
                source=f"{funding.source.removesuffix('.')}, £{funding.pounds:,}.",
                bought=as_sentence(funding.bought),
            )
            for funding in plan.funding
        )
    )
