"""What was heard in common and where it differed, and what people are good at."""

from collections.abc import Iterator, Sequence

from saidanddone.disclosure.document import (
    Block,
    Paragraph,
    Quote,
    Subheading,
    Table,
    plain,
    words,
)
from saidanddone.disclosure.remarks import ANSWER
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, quoted
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.release.shapes import Block as HeardBlock
from saidanddone.evidence.themes.release.shapes import Heard, ThemeHeard
from saidanddone.ui.templatetags.ui import listed

QUOTES_A_BLOCK = 2
IN_GROUPS, REWORDED = "*", "†"  # set after a theme, explained under its table
NOT_ANSWERED = "none yet"
NOT_FOR_ANSWERING = "kept, not answered"


def what_was_heard(heard: Heard, material: Material, sentences: FigureSentences) -> Iterator[Block]:
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
            (raised.community_slug, raised.heard_in)
            for theme in block.themes
            for raised in theme.raised_in
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
    explained = []
    if any(theme.in_groups for theme in themes):
        explained.append(
            f"{IN_GROUPS} Also raised round tables or in the room, where nobody is counted."
        )
    if any(theme.is_reworded for theme in themes):
        explained.append(
            f"{REWORDED} Raised by few, so told in words that the advisory panel agreed."
        )
    return " ".join(explained)


def _raised(theme: ThemeHeard, slug: str) -> str:
    return theme.band_in(slug) or "not said"


def _answer(theme: ThemeHeard, material: Material) -> str:
    if theme.kind not in Theme.ANSWERABLE:
        return NOT_FOR_ANSWERING
    remarks = material.remarks.get(theme.ref, ())
    return next((remark.label for remark in remarks if remark.about == ANSWER), NOT_ANSWERED)


def _quotes(block: HeardBlock, material: Material) -> Iterator[Quote]:
    """A few a block, each under another theme."""
    quotes = [
        quote
        for theme in block.themes
        if theme.kind in Theme.ANSWERABLE and theme.ref not in material.quoted_apart
        for quote in material.first_quote(theme.ref)
    ]
    yield from quotes[:QUOTES_A_BLOCK]


def strengths(heard: Heard, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    """Strengths and experiences: they are kept and quoted, and asked of nobody."""
    themes = [theme for theme in heard.themes if theme.kind not in Theme.ANSWERABLE]
    if not themes:
        return
    yield Subheading("What people are good at")
    named = listed([quoted(theme.statement) for theme in themes])
    yield plain(
        "People also told of what they can do and of who they are. It is kept as it is, and asks for "
        f"no answer: {named}."
    )
    for theme in themes:
        yield from material.first_quote(theme.ref)
