"""Words out of a PDF, by pypdf, with limits on pages, unpacked sizes and time.

Only the text that a page draws is read. Scripts, launch actions, attachments and links in the
file are neither followed nor run, pictures are not decoded.
"""

import io
import logging
import re
import time
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject

from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import (
    BOMB,
    DAMAGED,
    LOCKED,
    DocumentRefused,
    Limits,
    refuse_if_too_long,
)

# pypdf's warnings quote the file, and no log may hold a person's words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_NUMBER = re.compile(r"[0-9]{1,5}")
# pypdf writes a space on either side of a ligature that was drawn in another font: "Ti \ufb00 any".
_LIGATURE_APART = re.compile(r" ([\ufb00-\ufb06])(?: |$)", re.MULTILINE)

_TOO_SLOW = (
    "This PDF takes too long to read. Open the document it was made from and save that as "
    ".docx, .odt or .txt. Or paste the words instead."
)


def read(content: bytes, limits: Limits) -> Document:
    """The text of all pages, a line for each line on the page. Raises `DocumentRefused`."""
    try:
        with apply_configuration(
            maximum_declared_stream_length=limits.file,
            array_based_stream_maximum_output_length=limits.pdf_stream,
            lzw_maximum_output_length=limits.pdf_stream,
            run_length_maximum_output_length=limits.pdf_stream,
            zlib_maximum_output_length=limits.pdf_stream,
            stream_decoding_work_maximum_length=2 * limits.file,
            stream_parsing_work_maximum_count=500_000,
            page_tree_maximum_entries=10 * limits.pdf_pages,
            xform_maximum_invocations_per_extraction=500,
            jbig2dec_binary=None,
        ):
            return Document("\n".join(_pages(content, limits)))
    except DocumentRefused:
        raise
    except LimitReachedError:
        raise DocumentRefused(BOMB) from None
    except Exception:  # noqa: BLE001  a hostile PDF can break a parser anywhere in it
        # `from None`: the messages of pypdf quote the file.
        raise DocumentRefused(DAMAGED) from None


def _pages(content: bytes, limits: Limits) -> Iterator[str]:
    stop = time.thread_time() + limits.pdf_seconds
    reader = PdfReader(io.BytesIO(content), strict=True, root_object_recovery_limit=100)
    if reader.is_encrypted:
        raise DocumentRefused(LOCKED)
    if len(reader.pages) > limits.pdf_pages:
        raise DocumentRefused(
            f"This PDF has more than {limits.pdf_pages} pages. "
            "Save each conversation as a document of its own, then choose them one at a time."
        )

    def refuse_if_late(*_: Any) -> None:
        if time.thread_time() > stop:
            raise DocumentRefused(_TOO_SLOW)

    read = ""
    for number, page in enumerate(reader.pages, start=1):
        refuse_if_late()
        words = page.extract_text(visitor_operand_before=refuse_if_late)
        if not words.strip() and _shows_a_picture(page):
            raise DocumentRefused(_scanned(number, len(reader.pages)))
        read += words
        refuse_if_too_long(read, limits)
        yield _as_typed(words)


def _as_typed(words: str) -> str:
    """One page's text without what its layout added to it.

    A ligature loses the spaces that parted it from its word. Some programs write a tab for each space, break the line between a speaker's label and what
    they said, and draw line or paragraph numbers in a heap after the words they stood beside.
    """
    words = _LIGATURE_APART.sub(r"\1", words)
    words = re.sub(r":[ \t]+\n[ \t]+", ": ", words)
    lines = re.sub(r"[ \t]+", " ", words).splitlines()
    return "\n".join(
        line for line, is_heap in zip(lines, _heaped(lines), strict=True) if not is_heap
    )


def _heaped(lines: list[str]) -> list[bool]:
    """Marks the lines that belong to a run of three or more evenly spaced, rising numbers."""
    numbers = [int(line) if _NUMBER.fullmatch(line.strip()) else None for line in lines]
    heaped = [False] * len(lines)
    for at in range(len(lines) - 2):
        first, second, third = numbers[at : at + 3]
        if first is None or second is None or third is None:
            continue
        if 0 < second - first == third - second:
            heaped[at : at + 3] = [True] * 3
    return heaped


def _shows_a_picture(page: PageObject) -> bool:
    resources = page.get("/Resources", DictionaryObject()).get_object()
    drawn = resources.get("/XObject", DictionaryObject()).get_object()
    return any(part.get_object().get("/Subtype") == "/Image" for part in drawn.values())


def _scanned(number: int, pages: int) -> str:
    which = "This PDF is a scan" if pages == 1 else f"Page {number} of this PDF is a scan"
    return (
        f"{which}: a picture of words, not words, so they cannot be read. "
        "Type the words or paste them instead."
    )
