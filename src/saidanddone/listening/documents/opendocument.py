"""Words out of an OpenDocument text (.odt, ISO/IEC 26300).

The text is read straight from its XML: odfpy's text of a paragraph runs together with the
comments, footnotes and boxes anchored in it, and it has no guard against entities.
Headers, footers, footnotes, comments and deleted text are left out.
"""

import re
from types import MappingProxyType

from saidanddone.listening.documents.archive import read_archive
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import DAMAGED, LOCKED, DocumentRefused, Limits
from saidanddone.listening.documents.markup import Paragraphs, feed

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_SPACES = re.compile(" {2,}")


class _Body(Paragraphs):
    paragraph_tags = frozenset({_TEXT + "p", _TEXT + "h"})
    left_out_tags = frozenset(
        {_TEXT + "tracked-changes", _TEXT + "note", _TEXT + "ruby-text"}
        | {_OFFICE + "annotation", _OFFICE + "forms", _DRAWING + "title", _DRAWING + "desc"}
    )

    stands_for = MappingProxyType(
        {_TEXT + "s": " ", _TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
    )

    def data(self, text: str) -> None:
        self.add(_WHITE_SPACE.sub(" ", text))

    def laid_out(self, paragraph: str) -> str:
        """White space counts once, however the file is laid out (6.1.2)."""
        return _SPACES.sub(" ", paragraph)


def read(content: bytes, limits: Limits) -> Document:
    """The text of the body. Raises `DocumentRefused`."""
    parts = read_archive(content, limits)
    manifest = parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise DocumentRefused(LOCKED)
    if not parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.text"):
        raise DocumentRefused(
            "The name of this file ends in .odt, but inside it is not an OpenDocument text. "
            "Open it, save it as .odt, then choose it again. Or paste the words instead."
        )
    if "content.xml" not in parts:
        raise DocumentRefused(DAMAGED)
    body = _Body()
    feed(parts["content.xml"], body, limits)
    return Document("\n".join(body.lines))
