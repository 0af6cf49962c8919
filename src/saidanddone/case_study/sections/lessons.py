"""Lessons learnt and reflections: in the words of those who took part, then what the records teach."""

from collections.abc import Iterator

from saidanddone.answers.release import ANSWERS
from saidanddone.case_study.material import Material
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Quote,
    Runs,
    Section,
    Subheading,
    plain,
)
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, capital, inside, or_listed, quoted
from saidanddone.peers.release import PANEL
from saidanddone.strategy.release import PLAN, ActionLine, DecisionMade
from saidanddone.ui.templatetags.ui import gov_date, listed

DAYS_AT_ONCE = 14  # from agreed to done, or less: what people had asked for that needed no waiting


def lessons(material: Material, sentences: FigureSentences) -> Section:
    blocks = (*_reflections(material), *_from_the_records(material, sentences))
    return Section("lessons", "Lessons learnt and reflections", blocks)


def _reflections(material: Material) -> Iterator[Block]:
    spoke = [each for each in material.reflections if each.words]
    if not spoke:
        yield plain(
            "Nobody's reflections on how this was done may be quoted, so this section has none."
        )
    for each in spoke:
        yield plain(f"{capital(each.from_whom)} said of how this was done:")
        for said in each.words:
            yield Quote(said, "")
    silent = [each.from_whom for each in material.reflections if not each.words]
    if spoke and silent:
        yield plain(f"No reflection from {or_listed(silent)} may be quoted.")


def _from_the_records(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield Subheading("What the records teach")
    found = [
        *_quick(material, sentences),
        *_without_them(material, sentences),
        *_paused(material, sentences),
    ]
    if found:
        yield Bullets(tuple(found))
    else:
        yield plain("It is too soon to say: no work has been finished or opened again.")


def _quick(material: Material, sentences: FigureSentences) -> Iterator[Runs]:
    """Asked for, agreed, done within a fortnight: what listening made possible at once."""
    quick = [each for each in material.content.part(PLAN).actions if _was_quick(each, material)]
    if not quick:
        return
    titles = listed([quoted(each.title) for each in quick])
    were = "was" if len(quick) == 1 else "were"
    yield sentences.bullet(
        "Some of what people ask for can be done at once.",
        f"{titles} {were} asked for and finished within {DAYS_AT_ONCE} days of being agreed.",
    )


def _was_quick(action: ActionLine, material: Material) -> bool:
    if action.state != "done" or not action.asked_at:
        return False
    if action.ref in material.content.part(ANSWERS).cannot_see:
        return False
    if action.agreed_on is None or action.done_on is None:
        return False
    return (action.done_on - action.agreed_on).days <= DAYS_AT_ONCE


def _without_them(material: Material, sentences: FigureSentences) -> Iterator[Runs]:
    """Answers that came back open, and who had been in the room when they were decided."""
    content = material.content
    for answer in content.part(ANSWERS).answers:
        if not answer.is_reopened:
            continue
        over = [
            each for each in content.part(PLAN).decisions if answer.theme_slug in each.theme_slugs
        ]
        over.sort(key=lambda each: each.decided_on)
        decided = [_who_decided(each, is_first=each is over[0]) for each in over]
        yield sentences.bullet(
            f"An answer did not hold: {quoted(answer.theme)}.",
            " ".join([as_sentence(answer.mark), *decided]),
        )


def _who_decided(decision: DecisionMade, *, is_first: bool) -> str:
    when = f"It was decided {'first' if is_first else 'again'} on {gov_date(decision.decided_on)}"
    if decision.shaped == "none":
        return f"{when}, and lived experience changed nothing."
    return f"{when}, and people with lived experience {decision.shaped} it."


def _paused(material: Material, sentences: FigureSentences) -> Iterator[Runs]:
    halted = [
        each
        for each in material.content.part(PANEL).decisions
        if each.outcome in ("paused", "refused")
    ]
    if halted:
        said = listed([inside(each.title) for each in halted])
        yield sentences.bullet("A panel with a veto uses it.", f"It paused or refused {said}.")
