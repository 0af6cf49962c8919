"""The last page: every figure, what was hidden, how quotes were chosen, and what cannot be undone."""

from collections.abc import Iterator

from saidanddone.disclosure.document import (
    Block,
    Bullets,
    Section,
    Subheading,
    Table,
    plain,
    words,
)
from saidanddone.disclosure.figures import KnownFigure
from saidanddone.disclosure.months import period
from saidanddone.disclosure.parts import reports_in
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, capital
from saidanddone.ui.components import NOTHING
from saidanddone.ui.templatetags.ui import gov_date

HELD_ELSEWHERE = (
    "The keys to people's words are held by another organisation: the council sees only what people "
    "agreed to release."
)
HELD_HERE = (
    "The council holds the keys to people's words on its own machines. Its technical staff could read "
    "them; that is forbidden and logged."
)


def how_we_know(material: Material, sentences: FigureSentences) -> Section:
    return Section(
        "how-we-know",
        "How we know",
        (
            *_where_from(material),
            *_hidden(material, sentences),
            *_exact(material),
            *_words(material),
            *_not_known(material),
            Subheading("Every figure"),
            _every_figure(sentences),
        ),
    )


def _where_from(material: Material) -> Iterator[Block]:
    on = gov_date(material.content.as_of)
    if material.is_draft:
        yield plain(
            f"This is a draft, written from records as they stood on {on}. Its figures are protected "
            "as a release would protect them, but nobody has signed them and they may change."
        )
    else:
        yield plain(f"Written from {material.signed}, drawn up on {on}. Nothing here is newer.")
    yield plain(
        "Sentences were put together from the records of decisions, actions, answers and updates; "
        "nothing was added to them. A figure that is not in the records is not in this report."
    )


def _hidden(material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield Subheading("What was hidden")
    yield plain(
        "Counts of people, of things said and of reports are hidden from 1 to 7 and otherwise "
        "rounded to the nearest 5, and so is anything that would let a hidden number be worked out. "
        "Shares are told from rounded counts, or in words: few or none, a few, some, about half, most, "
        "nearly all. What fewer than five people who came or left could have changed stands as it stood "
        "in the release before. Counts of things, such as hubs or decisions, are as they are."
    )
    hidden = [known for known in sentences.figures.values() if known.suppressed]
    if not hidden:
        yield plain("No figure of this report had to be hidden whole.")
        return
    yield Bullets(
        tuple(
            sentences.runs(
                "{*name} {why}", name=f"{_named(known)}.", why=as_sentence(known.protection)
            )
            for known in hidden
        )
    )


def _exact(material: Material) -> Iterator[Block]:
    exact = material.content.exact_totals
    if not exact:
        return
    yield Subheading("Published exact totals")
    yield Bullets(
        tuple(
            words(
                f"{capital(total.label)}, {period(total.starts_on, total.ends_on)}: {total.total:,}. "
                f"{as_sentence(total.because)}"
            )
            for total in exact
        )
    )


def _words(material: Material) -> Iterator[Block]:
    where = "in papers for meetings" if material.is_draft else "in public"
    yield Subheading("How people's words came to stand here")
    yield plain(
        "Each quotation is one person's own words, taken down as they were said or read back to "
        f"them, from someone whose consent to be quoted without a name {where} stands on the day "
        "this was written. Whoever withdraws is left out of the next writing. What cannot be "
        "recalled is a copy already printed, sent or remembered. Quotations may not be reused under "
        "any open licence."
    )
    yield plain(HELD_ELSEWHERE if material.keys_held_elsewhere else HELD_HERE)


def _not_known(material: Material) -> Iterator[Block]:
    yield Subheading("What is not known")
    missing = [
        (
            "Those who spoke came forward; they are not a sample, so nothing here says how many of "
            "everyone would agree."
        ),
        "No assessment of need from services' own data is part of these records.",
    ]
    for part, report in reports_in(material.content):
        missing += report.not_known(part)
    yield Bullets(tuple(words(sentence) for sentence in missing))


def _every_figure(sentences: FigureSentences) -> Table:
    """The query of each; what a footnote has said already is not said again."""
    return Table(
        caption="Every figure, how it was worked out and what was done to protect it",
        head=("Note", "Figure", "Value", "How it was worked out", "Protection"),
        rows=tuple(
            (
                words(str(sentences.number_of(known.name) or NOTHING)),
                words(known.name),
                words(_value(known)),
                words(_worked_out(known, is_noted=sentences.number_of(known.name) is not None)),
                words(known.protection or "As it is."),
            )
            for known in _in_note_order(sentences)
        ),
        note="Figures without a note are not in the text; their definition stands here.",
        is_dense=True,
    )


def _in_note_order(sentences: FigureSentences) -> list[KnownFigure]:
    """Those in the text by their notes, then the others."""
    last = len(sentences.figures) + 1
    return sorted(
        sentences.figures.values(), key=lambda known: sentences.number_of(known.name) or last
    )


def _worked_out(known: KnownFigure, *, is_noted: bool) -> str:
    worked_out = as_sentence(known.worked_out)
    if is_noted:
        return worked_out
    return f"{as_sentence(known.definition)} {worked_out} {capital(known.period)}."


def _value(known: KnownFigure) -> str:
    if known.value is None:
        return "hidden" if known.suppressed else known.in_words
    if known.lower is not None and known.upper is not None:
        return f"{known.in_words} ({known.lower:+.0f} % to {known.upper:+.0f} %)"
    return known.in_words


def _named(known: KnownFigure) -> str:
    return capital(known.name.replace("_", " "))
