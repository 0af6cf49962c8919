"""Reading a document that someone chose from their device, without trusting it.

`read_document` gives the words of a .docx, .odt, .pdf, .txt, .vtt or .srt file as a `Document`. Everything happens in
memory: no temporary file, nothing unpacked to disk, nothing fetched, nothing in it run. The text
is kept, the file is not. A file that cannot be read safely raises `DocumentRefused`, whose
sentence gives the cause and the next step, and holds none of the file's words nor its name.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from saidanddone.listening.documents import opendocument, text, word
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import (
    LIMITS,
    DocumentRefused,
    Limits,
    refuse_if_empty_or_too_large,
    refuse_if_not_what_it_says,
    refuse_if_too_long,
)
from saidanddone.listening.documents.tidy import tidy

__all__ = ["ENDINGS", "LIMITS", "Document", "DocumentRefused", "Limits", "read_document", "tidy"]


def _read_pdf(content: bytes, limits: Limits) -> Document:
    """Its library takes long to load, and most starts of the product never read a PDF."""
    from saidanddone.listening.documents import pdf

    return pdf.read(content, limits)


_READERS: dict[str, Callable[[bytes, Limits], Document]] = {
    ".docx": word.read,
    ".odt": opendocument.read,
    ".pdf": _read_pdf,
    ".txt": text.read,
    ".vtt": text.read,  # subtitles: `listening.passages` knows their times
    ".srt": text.read,
}

ENDINGS = tuple(_READERS)

_OTHER_ENDINGS = {
    ".doc": "This is the old Word format. Open it in Word, save it as .docx, then choose it again.",
    ".docm": "This Word document may hold macros. Save it as .docx, then choose it again.",
    **dict.fromkeys(
        (".csv", ".gz", ".xlsx", ".ods"),
        "This is a table. Use the page for tables of speaker turns instead.",
    ),
}


def read_document(name: str, content: bytes, limits: Limits = LIMITS) -> Document:
    """The words of a document, a line for each paragraph, table cells in reading order.

    Only the end of `name` is looked at. The text is in Unicode NFC with "\\n" between lines.
    Raises `DocumentRefused`.
    """
    ending = PurePosixPath(name.strip()).suffix.lower()
    if ending not in _READERS:
        raise DocumentRefused(
            _OTHER_ENDINGS.get(
                ending,
                "This kind of file cannot be read. Save it as a Word document (.docx), "
                "an OpenDocument text (.odt), a PDF or a plain text file (.txt), "
                "then choose it again. Or paste the words instead.",
            )
        )
    refuse_if_empty_or_too_large(content, limits)
    refuse_if_not_what_it_says(ending, content)
    document = _READERS[ending](content, limits)
    refuse_if_too_long(len(document.text), limits)  # before it is tidied
    document = replace(document, text=tidy(document.text))
    if not document.text:
        raise DocumentRefused(
            "This document has no words in it. Check that it is the right one, "
            "or paste the words instead."
        )
    return document
