"""How much of what is marked in the spoken passages is found, and how much else.

    python -m tests.labelled.measure [--half measure-2] [--rules-alone] [--misses]

An identifier is found when hits cover every letter and digit of it, one hit or several together. A
title before a name stays on purpose ("Sergeant [name]"), so it need not be covered; recall is also told
as if it had to be. A hit is false when it overlaps no identifier. docs/reference/labelling.md says what
is marked, and which half was kept back until when.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from saidanddone.evidence.transcripts.redaction import Hit, find_identifiers, model
from saidanddone.evidence.transcripts.redaction.names import length_of_title
from tests.labelled import Half, Identifier, Passage, read_passages

Extent = Literal["found", "found but its title", "partly", "missed"]
Find = Callable[[str], list[Hit]]
_CONTEXT = 30  # characters on each side


@dataclass(frozen=True)
class Mark:
    """An identifier of a passage and how much of it was found."""

    passage: Passage
    identifier: Identifier
    extent: Extent


@dataclass(frozen=True)
class Measured:
    marks: tuple[Mark, ...]
    true_hits: int
    false_hits: tuple[tuple[Passage, Hit], ...]
    words: int

    @property
    def recall(self) -> float:
        """A title left before a name counts as no loss."""
        return self._share("found", "found but its title")

    @property
    def recall_with_titles(self) -> float:
        return self._share("found")

    def _share(self, *extents: Extent) -> float:
        return sum(mark.extent in extents for mark in self.marks) / max(1, len(self.marks))

    @property
    def recall_by_kind(self) -> dict[str, tuple[int, int, int]]:
        """For each kind how many were found, how many in part, and how many there are."""
        by_kind: dict[str, list[Extent]] = {}
        for mark in self.marks:
            by_kind.setdefault(mark.identifier.kind, []).append(mark.extent)
        return {
            kind: (
                extents.count("found") + extents.count("found but its title"),
                extents.count("partly"),
                len(extents),
            )
            for kind, extents in sorted(by_kind.items())
        }

    @property
    def precision(self) -> float:
        return self.true_hits / max(1, self.true_hits + len(self.false_hits))

    @property
    def false_by_1000_words(self) -> float:
        return 1000 * len(self.false_hits) / max(1, self.words)


def measure(passages: Iterable[Passage], find: Find) -> Measured:
    """Compare what `find` returns for each passage with what is marked in it."""
    marks: list[Mark] = []
    false_hits: list[tuple[Passage, Hit]] = []
    total, words = 0, 0
    for passage in passages:
        hits = find(passage.text)
        marks += [
            Mark(passage, identifier, _extent(passage.text, identifier, hits))
            for identifier in passage.identifiers
        ]
        false_hits += [(passage, hit) for hit in hits if _is_false(passage, hit)]
        total += len(hits)
        words += len(passage.text.split())
    return Measured(tuple(marks), total - len(false_hits), tuple(false_hits), words)


def find_with_model(text: str) -> list[Hit]:
    """By the rules and the model of names, which is installed."""
    return find_identifiers(text, others=model.names_in([text])[0])


def _extent(text: str, identifier: Identifier, hits: Iterable[Hit]) -> Extent:
    covered = {place for hit in hits for place in range(hit.start, hit.end)}
    marked = text[identifier.start : identifier.end]
    title = length_of_title(marked) if identifier.kind == "person" else 0
    letters = {place for place in range(identifier.start, identifier.end) if text[place].isalnum()}
    left = letters - covered
    if not left:
        return "found"
    if max(left) < identifier.start + title:
        return "found but its title"
    return "missed" if left == letters else "partly"


def _is_false(passage: Passage, hit: Hit) -> bool:
    return all(
        hit.end <= identifier.start or identifier.end <= hit.start
        for identifier in passage.identifiers
    )


def _table(measured: Measured) -> Iterator[str]:
    yield f"{'kind':<14}{'found':>6}{'partly':>8}{'of':>5}{'recall':>9}"
    for kind, (found_whole, partly, marked) in measured.recall_by_kind.items():
        yield f"{kind:<14}{found_whole:>6}{partly:>8}{marked:>5}{found_whole / marked:>9.2f}"
    partly = sum(mark.extent == "partly" for mark in measured.marks)
    yield f"recall {measured.recall:.2f} of {len(measured.marks)} identifiers, {partly} found in part"
    yield f"recall if titles had to be hidden too: {measured.recall_with_titles:.2f}"
    yield f"precision {measured.precision:.2f}: {len(measured.false_hits)} hits are false"
    yield f"false marks per 1,000 words: {measured.false_by_1000_words:.1f}, of {measured.words} words"


def _misses(measured: Measured) -> Iterator[str]:
    for mark in measured.marks:
        if mark.extent in {"partly", "missed"}:
            span = (mark.identifier.start, mark.identifier.end)
            yield f"{mark.extent} {mark.identifier.kind}: {_in_context(mark.passage, *span)}"
    for passage, hit in measured.false_hits:
        yield f"false {hit.kind} by {hit.rule}: {_in_context(passage, hit.start, hit.end)}"


def _in_context(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return f"{passage.id} {before}«{text[start:end]}»{after}".replace("\n", " / ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--half",
        choices=("develop", "trial", "measure", "measure-2"),
        default="develop",
    )
    parser.add_argument("--rules-alone", action="store_true", help="leave the model of names out")
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed and what is false"
    )
    options = parser.parse_args()
    half: Half = options.half
    find: Find = find_identifiers if options.rules_alone else _find_with_what_is_there()
    measured = measure(read_passages(half), find)
    lines = chain(_table(measured), _misses(measured) if options.misses else ())
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _find_with_what_is_there() -> Find:
    if model.is_installed():
        return find_with_model
    sys.stderr.write("Without the model of names, which is not installed.\n")
    return find_identifiers


if __name__ == "__main__":
    main()
