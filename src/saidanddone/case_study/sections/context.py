"""Context: what was promised, what could still change, what was heard in common and where it differed."""

from collections.abc import Iterator, Sequence

from saidanddone.answers.release import ANSWERS
from saidanddone.case_study.material import Material
from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Paragraph,
    Pledge,
    Quote,
    Section,
    Subheading,
    Table,
    plain,
    words,
)
from saidanddone.disclosure.months import period
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, inside, lines
from saidanddone.evidence.themes.release import HEARD, ThemeHeard
from saidanddone.evidence.themes.release import Block as HeardBlock
from saidanddone.programme.release import ABOUT
from saidanddone.strategy.release import PLAN, TensionNamed

QUOTES_A_BLOCK = 2
IN_GROUPS, REWORDED = "*", "†"  # set after a theme, explained under its table
NOT_ANSWERED = "none yet"
NOT_FOR_ANSWERING = "kept, not answered"


def context(material: Material, sentences: FigureSentences) -> Section:
    blocks = (
        *_promised(material, sentences),
        *_heard(material, sentences),
        *_tensions(material, sentences),
    )
    return Section("context", "Context", blocks)


def _promised(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    about = material.content.part(ABOUT)
    yield plain("The strategy began with a pledge:")
    yield Pledge(as_sentence(about.pledge), about.owner)
    if about.stages:
        yield plain("The work went, and goes on, in these stages:")
        yield Table(
            caption="Stages",
            head=("What", "When"),
            rows=tuple(
                (words(each.title), words(period(each.starts_on, each.ends_on)))
                for each in about.stages
            ),
        )
    open_to, fixed = lines(about.open_to_influence), lines(about.already_fixed)
    if open_to:
        yield plain("People were told at the start what they could change:")
        yield Bullets(tuple(words(each) for each in open_to))
    else:
        yield plain("What people could change was not written down at the start.")
    if fixed:
        yield plain("And what was already fixed:")
        yield Bullets(tuple(words(each) for each in fixed))


def _heard(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    heard = material.content.part(HEARD)
    yield Subheading("What was heard")
    if not heard.blocks:
        yield plain("No theme may be told yet, so what was heard is not described here.")
        return
    yield _opening(sentences)
    for block in heard.blocks:
        yield _as_table(block, material)
        yield from _quotes(block, material)
    if heard.caution:
        yield plain(as_sentence(heard.caution), "caution")


def _opening(sentences: FigureSentences) -> Paragraph:
    if not sentences.has_value("themes_in_common"):
        return sentences.paragraph(
            "What people said was gathered into themes, of which [themes_told|theme|themes] may be "
            "told here. The communities have not been compared, or the themes changed since: what "
            "they have in common is not known."
        )
    return sentences.paragraph(
        "What people said was gathered into themes, of which [themes_told] may be told here. Every "
        "community compared raises [themes_in_common] of them; [themes_diverging] are raised more in "
        "one than in another. Agreement and difference are given the same room below."
    )


def _as_table(block: HeardBlock, material: Material) -> Table:
    columns = list(
        dict.fromkeys(
            (each.community_slug, each.heard_in)
            for theme in block.themes
            for each in theme.raised_in
        )
    )
    return Table(
        caption=block.heading,
        head=("What people said", *(f"In {heard_in}" for _, heard_in in columns), "Answer"),
        rows=tuple(
            (
                words(f"{theme.statement}{_marked(theme)}"),
                *(words(_raised(theme, slug)) for slug, _ in columns),
                words(_answer(theme, material)),
            )
            for theme in block.themes
        ),
        note=_marks_explained(block.themes),
    )


def _marked(theme: ThemeHeard) -> str:
    return f"{IN_GROUPS if theme.in_groups else ''}{REWORDED if theme.is_reworded else ''}"


def _marks_explained(themes: Sequence[ThemeHeard]) -> str:
    said = []
    if any(each.in_groups for each in themes):
        said.append(
            f"{IN_GROUPS} Also raised round tables or in the room, where nobody is counted."
        )
    if any(each.is_reworded for each in themes):
        said.append(f"{REWORDED} Raised by few, so told in words that the advisory panel agreed.")
    return " ".join(said)


def _raised(theme: ThemeHeard, slug: str) -> str:
    band = next((each.band for each in theme.raised_in if each.community_slug == slug), None)
    return band or "not said"


def _answer(theme: ThemeHeard, material: Material) -> str:
    if theme.kind in ("strength", "experience"):
        return NOT_FOR_ANSWERING
    answer = next(
        (each for each in material.content.part(ANSWERS).answers if each.theme_slug == theme.slug),
        None,
    )
    if answer is None:
        return NOT_ANSWERED
    return "open again" if answer.is_reopened else answer.says_words


def _quotes(block: HeardBlock, material: Material) -> Iterator[Quote]:
    """A few passages a block, each under another theme; those of a tension stand beside it."""
    beside = {slug for each in material.content.part(PLAN).tensions for slug in each.theme_slugs}
    kept = [
        theme
        for theme in block.themes
        if theme.kind in ("concern", "ask") and theme.slug not in beside
    ]
    shown = 0
    for theme in kept:
        passages = material.passages.get(theme.ref, ())
        if passages and shown < QUOTES_A_BLOCK:
            shown += 1
            yield Quote(passages[0].words, passages[0].said_in)


def _tensions(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    tensions = material.content.part(PLAN).tensions
    if not tensions:
        return
    yield Subheading("Where people pull apart")
    for tension in tensions:
        yield plain(as_sentence(tension.statement))
        yield from _both_sides(tension, material)
        decision = next(
            (
                each
                for each in material.content.part(PLAN).decisions
                if each.ref == tension.decision_ref
            ),
            None,
        )
        if decision is None:
            yield plain(
                "No decision over this has been made. Until one is, neither side has an answer."
            )
            continue
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


def _both_sides(tension: TensionNamed, material: Material) -> Iterator[Quote]:
    for slug in tension.theme_slugs:
        theme = material.content.part(HEARD).theme(slug)
        passages = material.passages.get(theme.ref, ()) if theme else ()
        if passages:
            yield Quote(passages[0].words, passages[0].said_in)
