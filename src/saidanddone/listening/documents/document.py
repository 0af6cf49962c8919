"""What reading a document gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


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
