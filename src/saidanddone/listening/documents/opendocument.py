"""Words out of an OpenDocument text (.odt, ISO/IEC 26300).

Comments, pictures, headers, footers and hidden text are counted and left out; deleted text is left
out.
"""

from collections import Counter

from saidanddone.listening.documents import document
from saidanddone.listening.documents.archive import read_archive
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import DAMAGED, LOCKED, DocumentRefused, Limits
from saidanddone.listening.documents.markup import feed, refuse_if_too_detailed
from saidanddone.listening.documents.notes import noted
from saidanddone.listening.documents.opendocument_body import OpenDocumentBody

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LEFT_OUT = {
    _STYLE + "header": document.PAGE_HEADERS,
    _STYLE + "header-first": document.PAGE_HEADERS,
    _STYLE + "header-left": document.PAGE_HEADERS,
    _STYLE + "footer": document.PAGE_FOOTERS,
    _STYLE + "footer-first": document.PAGE_FOOTERS,
    _STYLE + "footer-left": document.PAGE_FOOTERS,
}


class _HeadersAndFooters(OpenDocumentBody):
    """Counts those that hold words or numbers."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _LEFT_OUT:
            self.lines = []
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag in _LEFT_OUT:
            self.left_out[_LEFT_OUT[tag]] += any(line.strip() for line in self.lines)


def read(content: bytes, limits: Limits) -> Document:
    """The words of the body and of its notes. Raises `DocumentRefused`."""
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
    styles = parts.get("styles.xml")
    refuse_if_too_detailed([parts["content.xml"], styles or b""], limits)
    around = _HeadersAndFooters()
    if styles:
        feed(styles, around, limits)
    body = OpenDocumentBody(frozenset(around.hidden_styles))
    feed(parts["content.xml"], body, limits)
    margins = {name: around.left_out[name] for name in set(_LEFT_OUT.values())}
    return Document(
        noted(body.lines, enumerate(body.notes, start=1)),
        left_out=document.without_zeros(body.left_out + Counter(margins)),
    )
