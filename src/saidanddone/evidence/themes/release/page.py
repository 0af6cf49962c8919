"""What was heard, theme by theme, as a public page shows it."""

from dataclasses import dataclass

from saidanddone.disclosure.document import Quote
from saidanddone.disclosure.pages import Site
from saidanddone.evidence.themes.release.shapes import Heard, ThemeHeard
from saidanddone.ui.templatetags.ui import listed


@dataclass(frozen=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True)
class ThemeShown:
    """`links` lead to what later stages say of it, such as its answer."""

    theme: ThemeHeard
    raised: str
    quotes: tuple[Quote, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class BlockShown:
    heading: str
    themes: tuple[ThemeShown, ...]


def themes_shown(heard: Heard, site: Site) -> list[BlockShown]:
    return [
        BlockShown(block.heading, tuple(_shown(theme, site) for theme in block.themes))
        for block in heard.blocks
    ]


def _shown(theme: ThemeHeard, site: Site) -> ThemeShown:
    return ThemeShown(
        theme,
        raised_in_words(theme),
        tuple(site.quotes.get(theme.ref, ())),
        tuple(
            Link(remark.sentence, site.address(*remark.page))
            for remark in site.remarks.get(theme.ref, ())
            if remark.page
        ),
    )


def raised_in_words(theme: ThemeHeard) -> str:
    """ "Raised by most in peer interviews and a few in community conversations. Raised in groups too." """
    known = [f"{raised.band} in {raised.heard_in}" for raised in theme.raised_in if raised.band]
    unknown = [raised.heard_in for raised in theme.raised_in if not raised.band]
    sentences = [f"Raised by {listed(known)}."] if known else []
    if unknown:
        sentences.append(f"Too few spoke in {listed(unknown)} to say.")
    if theme.in_groups:
        sentences.append("Raised in groups too.")
    return " ".join(sentences)
