"""Writing sentences with figures in them, each with the number of its note.

A template holds `{words}` from records (`{*words}` in strong type), `[figure]` for a figure's value, `[figure|one|many]` for a
value with its noun, and `**strong**` words. A figure's note stands after the next comma or stop of
the template, as a printer would set it. A figure keeps its number wherever it is cited again.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from saidanddone.disclosure.document import (
    Note,
    NoteRef,
    Paragraph,
    Run,
    Runs,
    Words,
)
from saidanddone.disclosure.figures import KnownFigure
from saidanddone.disclosure.wording import as_sentence, capital

TOKENS = re.compile(
    r"\{(?P<mark>\*?)(?P<words>\w+)\}|\[(?P<figure>[^\]]+)\]|\*\*(?P<strong>[^*]+)\*\*"
)
STOPS = re.compile(r"[,;:.]+(?=\s|$)")


class FigureSentences:
    """Knows every figure and numbers the notes in the order of their first citing."""

    def __init__(self, figures: Mapping[str, KnownFigure]) -> None:
        self.figures = figures
        self._numbers: dict[str, int] = {}
        self._cited: Counter[str] = Counter()

    def paragraph(self, template: str, **words: str) -> Paragraph:
        return Paragraph(self.runs(template, **words))

    def bullet(self, head: str, *sentences: str) -> Runs:
        """A bullet: its head in strong type, then its sentences; empty ones are left out."""
        return self.runs("{*head} {text}", head=head, text=" ".join(filter(None, sentences)))

    def has_value(self, name: str) -> bool:
        """Whether there is such a figure and it may be shown."""
        return name in self.figures and self.figures[name].value is not None

    def count(self, name: str) -> float:
        """The value to decide by; 0 where it is hidden or unknown."""
        return (self.figures[name].value or 0) if name in self.figures else 0

    def runs(self, template: str, **words: str) -> Runs:
        """Raises KeyError for a figure that is not there."""
        runs: list[Run] = []
        waiting: list[str] = []
        at = 0
        for token in TOKENS.finditer(template):
            runs += self._plain(template[at : token.start()], waiting)
            at = token.end()
            if token["figure"]:
                name, *nouns = token["figure"].split("|")
                text = _in_words(self.figures[name], nouns)
                runs.append(Words(capital(text) if _opens_a_sentence(runs) else text))
                waiting.append(name)
            elif token["strong"]:
                runs.append(Words(token["strong"], is_strong=True))
            else:
                runs.append(Words(words[token["words"]], is_strong=bool(token["mark"])))
        runs += self._plain(template[at:], waiting)
        runs += self._noted(waiting)
        return tuple(run for run in runs if isinstance(run, NoteRef) or run.text)

    def notes(self) -> tuple[Note, ...]:
        """Every note cited so far, by its number."""
        return tuple(
            Note(number, name, _note(self.figures[name]), self._cited[name])
            for name, number in self._numbers.items()
        )

    def number_of(self, name: str) -> int | None:
        """The note of a figure that the text cites."""
        return self._numbers.get(name)

    def _plain(self, text: str, waiting: list[str]) -> Iterator[Run]:
        """Words of the template, with the notes that wait set after its first stop."""
        stop = STOPS.search(text) if waiting else None
        if stop is None:
            yield Words(text)
            return
        yield Words(text[: stop.end()])
        yield from self._noted(waiting)
        yield Words(text[stop.end() :])

    def _noted(self, waiting: list[str]) -> list[NoteRef]:
        refs: list[NoteRef] = []
        for name in dict.fromkeys(waiting):
            number = self._numbers.setdefault(name, len(self._numbers) + 1)
            self._cited[name] += 1
            refs.append(NoteRef(number, self._cited[name], follows=bool(refs)))
        waiting.clear()
        return refs


def _opens_a_sentence(runs: list[Run]) -> bool:
    texts = [run.text for run in runs if isinstance(run, Words) and run.text.strip()]
    return not texts or texts[-1].rstrip().endswith((".", "!", "?"))


def _in_words(known: KnownFigure, nouns: list[str]) -> str:
    """ "about 20 residents", "1 hub", "no answers", "some people" where how many is hidden."""
    if not nouns:
        return known.in_words
    one, many = nouns[0], nouns[-1]
    if known.value is None:
        return f"some {many}"
    if not known.value:
        return f"no {many}"
    return f"{known.in_words} {one if known.value == 1 else many}"


def _note(known: KnownFigure) -> str:
    """The footnote; how the figure was worked out stands on the last page."""
    parts = (
        as_sentence(known.definition),
        f"{capital(known.period)}.",
        known.interval,
        known.protection,
        f"Source: {known.source.removesuffix('.')}.",
    )
    return " ".join(part for part in parts if part)
