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
_ROMAN = re.compile(r"\b[ivxlc]{1,7}\b")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# "3", "- iii -", "Page 3 of 12", "3/12".
_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014\s]*(?:(?:page|p|pg|seite|p\u00e1gina|strona)[.\s]*)?(?P<number>[0-9]{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|de|sur|z)\s*[0-9]{1,4})?[-\u2013\u2014\s]*"
)


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    bottom: float  # and top, in the page's own units: the part of it that is shown
    top: float


# A line with its edge, its words but for figures, and its distance from the edge.
_Placed = tuple[tuple[str, str, int], Line]


def in_margins(pages: Sequence[Page]) -> set[int]:
    """The `id` of each line that stands at the same edge of half the pages or more.

    It says the same but for its figures, at the same distance from the edge. Left and right pages may
    have headers of their own. On a page that is alone, only its own number can be told.
    """
    at_edges = [_at_edges(page) for page in pages]
    margins = {
        id(line)
        for number, page in enumerate(at_edges, start=1)
        for _, line in page
        if _is_page_number(line.words(), number)
    }
    for some in (at_edges, at_edges[0::2], at_edges[1::2]):
        margins |= _on_half(some)
    return margins


def _on_half(pages: Sequence[list[_Placed]]) -> set[int]:
    places = Counter(place for page in pages for place in {place for place, _ in page})
    wanted = max(_FEWEST, len(pages) / 2)
    return {
        id(line)
        for page in pages
        for (edge, words, away), line in page
        if sum(places[edge, words, away + off] for off in range(-_NEAR, _NEAR + 1)) >= wanted
    }


def _is_page_number(words: str, number: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(words.casefold())
    if match is None:
        return False
    written = match["number"]
    return (int(written) if written.isdecimal() else _of_roman(written)) == number


def _of_roman(written: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in written]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _at_edges(page: Page) -> list[_Placed]:
    """The first and last lines of a page, each with its edge, its words and its distance."""
    rows = [
        line for line in page.lines if line.drawn().strip() and page.bottom <= line.y <= page.top
    ]
    heights = sorted({round(line.y) for line in rows}, reverse=True)
    first, last = set(heights[:_EDGE]), set(heights[-_EDGE:])
    band = _BAND * (page.top - page.bottom)
    places = []
    for line in rows:
        words = _ROMAN.sub("0", _DIGITS.sub("0", line.words().casefold()))
        if round(line.y) in first and page.top - line.y <= band:
            places.append((("top", words, round(page.top - line.y)), line))
        if round(line.y) in last and line.y - page.bottom <= band:
            places.append((("bottom", words, round(line.y - page.bottom)), line))
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
