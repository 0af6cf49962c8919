"""Where people pull apart, in the words of both sides, and what was decided over it."""

from collections.abc import Iterator

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.document import Block, Bullets, Subheading, plain
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, inside
from saidanddone.evidence.themes.release import HEARD
from saidanddone.strategy.release.shapes import Plan, TensionNamed


def themes_of_tensions(plan: Plan, content: Content) -> Iterator[str]:
    """The references of the themes of every tension."""
    for tension in plan.tensions:
        yield from _theme_refs(tension, content)


def _theme_refs(tension: TensionNamed, content: Content) -> Iterator[str]:
    for slug in tension.theme_slugs:
        theme = content.part(HEARD).theme(slug)
        if theme is not None:
            yield theme.ref


def tensions(plan: Plan, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    if plan.tensions:
        yield Subheading("Where people pull apart")
    for tension in plan.tensions:
        yield plain(as_sentence(tension.statement))
        for ref in _theme_refs(tension, material.content):
            yield from material.first_quote(ref)
        yield from _what_was_decided(tension, plan, sentences)


def _what_was_decided(
    tension: TensionNamed, plan: Plan, sentences: FigureSentences
) -> Iterator[Block]:
    decision = plan.decision(tension.decision_ref)
    if decision is None:
        yield plain(
            "No decision over this has been made. Until one is, neither side has an answer."
        )
        return
    yield sentences.paragraph(
        "On {on} {body} decided: {title}. {how}",
        on=f"{decision.decided_on.day} {decision.decided_on:%B %Y}",
        body=inside(decision.body),
        title=inside(decision.title),
        how=as_sentence(decision.how_shaped) or decision.shaped_words,
    )
    yield Bullets(
        (
            sentences.bullet("Who bears the cost.", as_sentence(tension.who_bears_the_cost)),
            sentences.bullet("What is offered to them.", as_sentence(tension.offered_to_them)),
        )
    )
