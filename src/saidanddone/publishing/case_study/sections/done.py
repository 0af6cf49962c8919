"""Work done while the strategy was being written, the money, and what was not done and why."""

from collections.abc import Iterator, Sequence

from saidanddone.publishing.case_study.document import (
    Block,
    Bullets,
    Paragraph,
    Runs,
    Subheading,
    words,
)
from saidanddone.publishing.case_study.figures import strategy_agreed_on
from saidanddone.publishing.case_study.material import Material
from saidanddone.publishing.case_study.pen import Pen
from saidanddone.publishing.case_study.wording import (
    as_sentence,
    day,
    inside,
    listed,
    quoted,
)
from saidanddone.publishing.content import ActionLine

SEEN = {
    "yes": "People say that they can see it.",
    "no": "People say that they cannot see it.",
    "not_asked": "Too few people have been asked whether they can see it.",
}


def work_done(material: Material, pen: Pen) -> Iterator[Block]:
    content = material.content
    agreed_on = strategy_agreed_on(content)
    done = sorted(
        (each for each in content.actions if each.state == "done" and each.done_on),
        key=lambda each: (str(each.done_on), each.title),
    )
    asked_for = [each for each in done if not each.nobody_asked_for]
    early = [
        each
        for each in asked_for
        if agreed_on is None or (each.done_on and each.done_on < agreed_on)
    ]
    later = [each for each in asked_for if each not in early]
    yield Subheading("Work done while the strategy was being written")
    if not early:
        yield Paragraph(
            words("Nothing that people asked for is recorded as done before the strategy.")
        )
    else:
        yield _opening(pen, agreed_on is not None)
        yield Bullets(tuple(_told(each, pen) for each in early))
    yield from _funding(material, pen)
    if later:
        yield Paragraph(words("Since then:"))
        yield Bullets(tuple(_told(each, pen) for each in later))
    unasked = [each for each in done if each.nobody_asked_for]
    if unasked:
        titles = listed([quoted(each.title) for each in unasked])
        yield pen.say(
            "[actions_nobody_asked_for|action was|actions were] done that nobody asked for: {titles}.",
            titles=titles,
        )


def _opening(pen: Pen, is_agreed: bool) -> Paragraph:
    if not is_agreed:
        return pen.say(
            "The strategy itself has not been agreed. [actions_done|action is|actions are] done "
            "already, because people asked and it did not have to wait:"
        )
    return pen.say(
        "[actions_done_before_strategy|action was|actions were] done before the strategy was agreed. "
        "Those that people had asked for are told here, in the order they were finished:"
    )


def _told(action: ActionLine, pen: Pen) -> Runs:
    partners = f", with {listed(action.partners)}" if action.partners else ""
    done_on = f" Done on {day(action.done_on)}" if action.done_on else " Done"
    asked = (
        f"{as_sentence(action.asked_at)}"
        if action.asked_at.startswith("Asked")
        else (f"Asked for at {inside(action.asked_at)}." if action.asked_at else "")
    )
    changed = action.updates[-1].what_changed if action.updates else ""
    parts = (
        asked,
        f"{done_on.strip()} by {action.owner_agency}{partners}.",
        as_sentence(changed or action.evidence),
        SEEN.get(action.seen, ""),
    )
    return pen.runs(
        "{*head} {said}",
        head=as_sentence(action.title),
        said=" ".join(part for part in parts if part),
    )


def _funding(material: Material, pen: Pen) -> Iterator[Block]:
    funding = material.content.funding
    if not funding:
        yield Paragraph(words("No money from elsewhere is recorded."))
        return
    yield pen.say("Money from elsewhere came to [funding_pounds]. It bought:")
    yield Bullets(
        tuple(
            pen.runs(
                "{*source} {bought}",
                source=f"£{each.pounds:,} from {inside_source(each.source)}.",
                bought=as_sentence(each.bought),
            )
            for each in funding
        )
    )


def inside_source(source: str) -> str:
    """A funder's name as it stands, its article alone in lower case."""
    return f"the {source[4:]}" if source.startswith("The ") else source


def not_done(material: Material, pen: Pen) -> Iterator[Block]:
    content = material.content
    yield Subheading("What was not done, and why")
    stopped = [each for each in content.actions if each.state in ("not_possible", "stopped")]
    overdue = [each for each in content.actions if each.is_overdue]
    left_out = [each for each in content.decisions if each.left_out_because]
    if not (stopped or overdue or left_out):
        yield Paragraph(words("Nothing is recorded as refused, stopped, late or left out."))
        return
    if stopped:
        yield pen.say(
            "Of what was proposed or begun, [actions_not_possible] turned out not to be possible and "
            "[actions_stopped|was|were] stopped:"
        )
        yield Bullets(tuple(_refused(each, pen) for each in stopped))
    if overdue:
        yield pen.say("[actions_overdue|action is|actions are] late:")
        yield Bullets(tuple(_late(each, pen) for each in overdue))
    if left_out:
        yield Paragraph(
            words("Each decision also left something out. These are the reasons recorded:")
        )
        yield Bullets(
            tuple(
                pen.runs(
                    "{*head} {said}",
                    head=as_sentence(each.title),
                    said=as_sentence(each.left_out_because),
                )
                for each in left_out
            )
        )


def _refused(action: ActionLine, pen: Pen) -> Runs:
    return pen.runs(
        "{*head} {state} {reason}",
        head=as_sentence(action.title),
        state=as_sentence(action.state_words),
        reason=as_sentence(action.reason) or "No reason is recorded.",
    )


def _late(action: ActionLine, pen: Pen) -> Runs:
    due = f"Due on {day(action.due_on)}." if action.due_on else ""
    last = action.updates[0] if action.updates else None
    parts: Sequence[str] = (
        f"{due} {action.owner_agency}.",
        as_sentence(last.what_changed)
        if last
        else "Nothing has been heard of it since it was agreed.",
        f"Next: {as_sentence(last.what_next)}" if last and last.what_next else "",
    )
    return pen.runs(
        "{*head} {said}",
        head=as_sentence(action.title),
        said=" ".join(part for part in parts if part),
    )
