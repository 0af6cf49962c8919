"""What reading a document gives, and the names of what is left out of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

COMMENTS = "comments"
PICTURES = "pictures"
EQUATIONS = "equations"
PAGE_HEADERS = "page headers"
PAGE_FOOTERS = "page footers"
HIDDEN_TEXT = "pieces of hidden text"
INSERTED_FILES = "charts, diagrams and inserted files"
UNKNOWN_SYMBOLS = "symbols of an unknown font"
LINE_NUMBERS = "line numbers"
SIGNATURES = "signatures"
UNREAD_FIELDS = "form fields of a kind that is not read"


@dataclass(frozen=True)
class Document:
    """The words of a document, and what a person should be told about them.

    `margin_lines` are indexes into `text.split("\\n")`: lines that stand at the top or bottom of
    most pages of a PDF, such as page headers and page numbers. They are in `text` too.
    `left_out` says by plain name what was not read, and how many: never words of the document.
    """

    text: str
    margin_lines: frozenset[int] = frozenset()
    left_out: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


def without_zeros(left_out: Counter[str]) -> Mapping[str, int]:
    """What was left out, in a fixed order."""
    return MappingProxyType({name: number for name, number in sorted(left_out.items()) if number})
