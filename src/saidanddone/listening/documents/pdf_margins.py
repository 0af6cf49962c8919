"""What stands around the words of a PDF's pages: headers, footers, page numbers, line numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from saidanddone.listening.documents.pdf_lines import Line

_EDGE = 3  # lines from the top or the bottom of a page, where a header or a footer stands
_BAND = 0.1  # of a page's height, from its top and its bottom: words begin further in
_NEAR = 3  # units of a page, of which a line of print has about 12
_FEWEST = 2  # pages of a file, and rows of line numbers on a page
_NUMBER = re.compile(r"[0-9]{1,5}")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    height: float


def in_margins(pages: Sequence[Page]) -> set[int]:
    """The `id` of each line that stands at the same edge of half the pages or more.

    It says the same but for its figures, at the same distance from the edge. A file of one page
    has none.
    """
    at_edges = [_at_edges(page) for page in pages]
    places = Counter(place for page in at_edges for place in {place for place, _ in page})
    wanted = max(_FEWEST, len(pages) / 2)
    return {
        id(line)
        for page in at_edges
        for (edge, words, away), line in page
        if sum(places[edge, words, away + off] for off in range(-_NEAR, _NEAR + 1)) >= wanted
    }


def _at_edges(page: Page) -> list[tuple[tuple[str, str, int], Line]]:
    """The first and last lines of a page, each with its edge, its words and its distance."""
    rows = [line for line in page.lines if line.drawn().strip() and 0 <= line.y <= page.height]
    heights = sorted({round(line.y) for line in rows}, reverse=True)
    top, bottom = set(heights[:_EDGE]), set(heights[-_EDGE:])
    band = _BAND * page.height
    places = []
    for line in rows:
        words = _DIGITS.sub("0", line.words().casefold())
        if round(line.y) in top and page.height - line.y <= band:
            places.append((("top", words, round(page.height - line.y)), line))
        if round(line.y) in bottom and line.y <= band:
            places.append((("bottom", words, round(line.y)), line))
    return places


def line_numbers(pages: Sequence[Page]) -> set[int]:
    """The `id` of each line that only numbers a line of the words: it stands beside them.

    Half the pages or more have three such numbers that rise evenly. A number that stands among the
    words, where someone said it, is none.
    """
    beside = [_beside_words(page) for page in pages]
    with_words = sum(any(line.drawn().strip() for line in page.lines) for page in pages)
    numbered = sum(_rises_evenly([int(line.drawn()) for line in lines]) for lines in beside)
    if not numbered or numbered < with_words / 2:
        return set()
    return {id(line) for lines in beside for line in lines}


def _beside_words(page: Page) -> list[Line]:
    numbers = [line for line in page.lines if _NUMBER.fullmatch(line.drawn().strip())]
    words = [line.x for line in page.lines if any(c.isalpha() for c in line.drawn())]
    return [line for line in numbers if words and line.x < min(words) - _NEAR]


def _rises_evenly(numbers: list[int]) -> bool:
    return any(
        0 < second - first == third - second
        for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False)
    )
