"""Words out of a PDF, by pypdf, with limits on pages, unpacked sizes and time.

The text that a page draws is read, and what was entered in its form fields. Scripts, launch
actions, attachments and links in the file are neither followed nor run, pictures are not decoded.
"""

import io
import logging
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, DictionaryObject, NullObject

from saidanddone.listening.documents import document
from saidanddone.listening.documents.document import Document
from saidanddone.listening.documents.guards import (
    BOMB,
    DAMAGED,
    LOCKED,
    DocumentRefused,
    Limits,
    refuse_if_too_long,
)
from saidanddone.listening.documents.pdf_forms import add_entries, count_unplaced
from saidanddone.listening.documents.pdf_lines import Line, lines_of
from saidanddone.listening.documents.pdf_margins import Page, in_margins, line_numbers

# pypdf's warnings quote the file, and no log may hold a person's words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)

_TOO_SLOW = (
    "This PDF takes too long to read. Open the document it was made from and save that as "
    ".docx, .odt or .txt. Or paste the words instead."
)


class _TooSlow(LimitReachedError):
    """pypdf passes over other errors as it repairs a file."""


class _Reader(PdfReader):
    """Stops where reading an object would begin too late."""

    def __init__(self, content: bytes, *, strict: bool, refuse_if_late: Callable[..., None]):
        self._refuse_if_late = refuse_if_late
        super().__init__(io.BytesIO(content), strict=strict, root_object_recovery_limit=100)

    def read_object_header(self, *args: Any, **kwargs: Any) -> tuple[int, int]:
        self._refuse_if_late()
        return super().read_object_header(*args, **kwargs)


def read(content: bytes, limits: Limits) -> Document:
    """The words of all pages, a line for each line on the page. Raises `DocumentRefused`."""
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
            return _document(content, limits)
    except DocumentRefused:
        raise
    except _TooSlow:
        raise DocumentRefused(_TOO_SLOW) from None
    except LimitReachedError:
        raise DocumentRefused(BOMB) from None
    except Exception:  # noqa: BLE001  a hostile PDF can break a parser anywhere in it
        # `from None`: the messages of pypdf quote the file.
        raise DocumentRefused(DAMAGED) from None


def _document(content: bytes, limits: Limits) -> Document:
    stop = time.thread_time() + limits.pdf_seconds

    def refuse_if_late(*_: Any) -> None:
        if time.thread_time() > stop:
            raise _TooSlow

    try:
        reader = _Reader(content, strict=True, refuse_if_late=refuse_if_late)
        return _read(reader, limits, refuse_if_late)
    except (DocumentRefused, LimitReachedError):
        raise
    except Exception:  # noqa: BLE001
        # Every viewer finds the objects of a file whose table of them is a little off.
        reader = _Reader(content, strict=False, refuse_if_late=refuse_if_late)
        return _read(reader, limits, refuse_if_late)


def _read(reader: PdfReader, limits: Limits, refuse_if_late: Callable[..., None]) -> Document:
    if reader.is_encrypted:
        raise DocumentRefused(LOCKED)
    if len(reader.pages) > limits.pdf_pages:
        raise DocumentRefused(
            f"This PDF has more than {limits.pdf_pages} pages. "
            "Save each conversation as a document of its own, then choose them one at a time."
        )
    left_out: Counter[str] = Counter()
    pictures: set[Any] = set()
    pages: list[Page] = []
    characters = 0
    for number, page in enumerate(reader.pages, start=1):
        refuse_if_late()
        _refuse_if_cut(page)
        lines = lines_of(page, refuse_if_late)
        left_out += add_entries(page, lines, refuse_if_late)
        shown = _pictures(page)
        if shown and not any(line.drawn().strip() for line in lines):
            raise DocumentRefused(_scanned(number, len(reader.pages)))
        pictures |= shown
        characters += sum(len(line.drawn()) for line in lines)
        refuse_if_too_long(characters, limits)
        pages.append(Page(lines, float(page.cropbox.bottom), float(page.cropbox.top)))
    left_out[document.PICTURES] += len(pictures)
    left_out[document.INSERTED_FILES] += _has_attachments(reader)
    form = reader.root_object.get("/AcroForm", DictionaryObject()).get_object()
    left_out[document.UNREAD_FIELDS] += _is_unread(form) + count_unplaced(form, refuse_if_late)
    return _joined(pages, left_out, refuse_if_late)


def _joined(
    pages: list[Page], left_out: Counter[str], refuse_if_late: Callable[..., None]
) -> Document:
    """The pages as one text. It is tidy already, so that its lines keep their places."""
    beside = line_numbers(pages)
    margins = in_margins(pages)
    lines: list[str] = []
    margin_lines = set()
    for page in pages:
        for line in page.lines or [Line()]:
            refuse_if_late()
            if id(line) in beside:
                left_out[document.LINE_NUMBERS] += 1
                continue
            words = line.words()
            if not words and (not lines or not lines[-1]):
                continue  # one blank line is enough, and none at the beginning
            if id(line) in margins:
                margin_lines.add(len(lines))
            lines.append(words)
    return Document("\n".join(lines), frozenset(margin_lines), document.without_zeros(left_out))


def _refuse_if_cut(page: PageObject) -> None:
    """A repaired file may have lost the words of a page: raises `DocumentRefused`."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else ArrayObject()
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    if any(isinstance(part.get_object(), NullObject | None) for part in parts):
        raise DocumentRefused(DAMAGED)


def _pictures(page: PageObject) -> set[Any]:
    """What tells the pictures of a page from one another."""
    resources = page.get("/Resources", DictionaryObject()).get_object()
    drawn = resources.get("/XObject", DictionaryObject()).get_object()
    return {
        getattr(drawn.raw_get(name), "idnum", (id(page), name))
        for name in drawn
        if drawn[name].get_object().get("/Subtype") == "/Image"
    }


def _has_attachments(reader: PdfReader) -> bool:
    names = reader.root_object.get("/Names", DictionaryObject()).get_object()
    return isinstance(names, DictionaryObject) and "/EmbeddedFiles" in names


def _is_unread(form: Any) -> bool:
    """Whether the form is only in XFA, which few programs besides Adobe's read."""
    return isinstance(form, DictionaryObject) and "/XFA" in form and not form.get("/Fields")


def _scanned(number: int, pages: int) -> str:
    which = "This PDF is a scan" if pages == 1 else f"Page {number} of this PDF is a scan"
    return (
        f"{which}: a picture of words, not words, so they cannot be read. "
        "Type the words or paste them instead."
    )
