"""Words out of a Word document (.docx, ECMA-376).

The body is read straight from its XML: python-docx gives a paragraph without its tracked
insertions, its content controls and its text boxes, and those may be what someone said.
Headers, footers, footnotes, comments and deleted text are left out.
"""

from pathlib import PurePosixPath
from types import MappingProxyType

from saidanddone.listening.documents.archive import read_archive
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import DAMAGED, MACROS, DocumentRefused, Limits
from saidanddone.listening.documents.markup import Paragraphs, feed

_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "strict" documents
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def _tags(*names: str) -> frozenset[str]:
    return frozenset(f"{{{space}}}{name}" for space in _SPACES for name in names)


_TEXT = _tags("t")
_ELSEWHERE = _tags("altChunk")


class _Body(Paragraphs):
    paragraph_tags = _tags("p")
    # Fallback repeats, for older programs, what the choice beside it already says; the tab stops
    # of a paragraph's settings share their tag with the tab that someone typed.
    left_out_tags = _tags("del", "moveFrom", "pPr") | {_COMPATIBILITY + "Fallback"}
    stands_for = MappingProxyType(
        dict.fromkeys(_tags("tab", "ptab"), "\t")
        | dict.fromkeys(_tags("br", "cr"), "\n")
        | dict.fromkeys(_tags("noBreakHyphen"), "-")
    )

    def __init__(self) -> None:
        super().__init__()
        self._in_text = False
        self.has_words_elsewhere = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._in_text = tag in _TEXT
        self.has_words_elsewhere |= tag in _ELSEWHERE
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        self._in_text = False
        super().end(tag)

    def data(self, text: str) -> None:
        if self._in_text:  # anything else is layout, field codes or pretty-printing
            self.add(text)


class _MainPart:
    """Finds which part of the package is the document, from its root relationships."""

    name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        is_document = attributes.get("Type", "").endswith("/officeDocument")
        if tag.endswith("}Relationship") and is_document:
            self.name = str(PurePosixPath(attributes.get("Target", "").lstrip("/")))


def read(content: bytes, limits: Limits) -> Document:
    """The text of the body. Raises `DocumentRefused`."""
    parts = read_archive(content, limits)
    types = parts.get("[Content_Types].xml", b"")
    if b"macroenabled" in types.lower():
        raise DocumentRefused(MACROS)
    if b"wordprocessingml.document.main+xml" not in types:
        raise DocumentRefused(
            "The name of this file ends in .docx, but inside it is not a Word document. "
            "Open it, save it as .docx, then choose it again. Or paste the words instead."
        )
    main = _MainPart()
    feed(parts.get("_rels/.rels", b""), main, limits)
    if main.name not in parts:
        raise DocumentRefused(DAMAGED)
    body = _Body()
    feed(parts[main.name], body, limits)
    if body.has_words_elsewhere:
        raise DocumentRefused(
            "Part of this document is a second document placed inside it, which was not read. "
            "Open it in Word, save it again as .docx, then choose it again. "
            "Or paste the words instead."
        )
    return Document("\n".join(body.lines))
