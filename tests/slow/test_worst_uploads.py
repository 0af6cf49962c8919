"""The worst files and texts that keep to the limits of size are answered in time, in a sentence.

Each stands for what an attack or a chance found: it is small to send and was long to read. `SECONDS` of
this thread's own work are twice what any of them takes on a quiet machine of today.
"""

import gzip
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from saidanddone.base.errors import Refused
from saidanddone.listening.documents import read_document
from saidanddone.listening.inputs import TurnColumns
from saidanddone.listening.passages import from_typed, too_much
from saidanddone.listening.turns import column_names, read_turns
from saidanddone.outcomes.monthly_tables import read_lines, read_months
from tests.slow import worst_files as files

pytestmark = pytest.mark.slow

SECONDS = 4.0
COLUMNS = TurnColumns(
    **{name: name for name in files.TURN_COLUMNS}, interviewer_values=["interviewer"]
)


class NoAnswer(BaseException):
    """Not an Exception, so that no reader takes it for a fault of the file."""


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise NoAnswer

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _names(content: bytes) -> None:
    column_names(content)


def _turns(content: bytes) -> None:
    read_turns(content, COLUMNS)


def _months(content: bytes) -> None:
    read_months(content, "month", "value")


def _typed(content: bytes) -> None:
    if longer := too_much(from_typed(content.decode(), "verbatim")):
        raise Refused(longer)


def _lines(content: bytes) -> None:
    read_lines(content.decode())


def _document(name: str) -> Callable[[bytes], None]:
    def read(content: bytes) -> None:
        _typed(read_document(name, content).text.encode())

    return read


HEAD = ",".join(files.TURN_COLUMNS).encode() + b"\n"
DOCX, ODT, PDF, TXT = (_document(f"a.{kind}") for kind in ("docx", "odt", "pdf", "txt"))
Worst = tuple[Callable[[bytes], None], Callable[[], bytes], str]
# What reads it, what it is, and what the refusal says; nothing where it is read.
WORST: dict[str, Worst] = {
    "20,000 columns": (_names, lambda: files.header(20_000), "more than 1,000 columns"),
    "200,000 columns": (_names, lambda: files.header(200_000), "more than 1,000 columns"),
    "19 MB of empty rows": (_turns, lambda: HEAD + b",,,,\n" * 3_700_000, "1,048,576 lines"),
    "empty rows of a whole sheet": (_turns, lambda: HEAD + b",,,,\n" * 1_048_000, "no rows under"),
    "63 million line ends, packed": (
        _turns,
        lambda: gzip.compress(HEAD + b"\n" * 63_000_000),
        "1,048,576 lines",
    ),
    "63 million commas, packed": (
        _turns,
        lambda: gzip.compress(HEAD + b"," * 63_000_000),
        "10,000,000 boxes",
    ),
    "a line of 63 MB, packed": (
        _turns,
        lambda: gzip.compress(HEAD + b"a" * 63_000_000),
        "more than 131,072 characters",
    ),
    "900,000 packed files in one": (
        _turns,
        lambda: gzip.compress(b"") * 900_000,
        "more than 2,000 packed files",
    ),
    "19 MB of zeros after a packed file": (
        _turns,
        lambda: gzip.compress(HEAD) + b"\0" * 19_000_000,
        "no rows under",
    ),
    "190,000 turns": (_turns, lambda: files.turns(190_000), "more than 100,000 rows"),
    "100,000 turns": (_turns, lambda: files.turns(99_999), ""),
    "140 turns of spaces": (
        _turns,
        lambda: files.turns(140, text=" " * 130_000 + "x"),
        "10,000,000 characters of speech",
    ),
    "a letter with 120,000 marks": (
        _turns,
        lambda: files.turns(60, text="a" + "\u0316\u0301" * 30_000),
        "",
    ),
    "190,000 turns in a spreadsheet": (
        _turns,
        lambda: files.xlsx_of_turns(190_000),
        "about 250,000 boxes",
    ),
    "cells at the far end of a sheet": (_turns, files.xlsx_of_far_cells, "more than 1,000 columns"),
    "20 million empty cells": (_turns, files.xlsx_of_empty_cells, "about 250,000 boxes"),
    "a sheet of 18 MB nested": (_turns, files.xlsx_nested, "about 250,000 boxes"),
    "a tag of 18 MB": (_turns, files.xlsx_of_one_tag, "damaged"),
    "1,900 sheets": (_turns, files.xlsx_of_many_sheets, "about 250,000 boxes"),
    "100,000 ranges of hidden columns": (_turns, files.xlsx_of_hidden_columns, "has nothing in"),
    "100,000 styles of long formats": (_turns, files.xlsx_of_formats, "holds no row"),
    "3,000 sheets of an .ods": (_turns, files.ods_of_many_sheets, "about 250,000 boxes"),
    "one row of an .ods 190,000 times": (_turns, files.ods_of_repeated_rows, "100,000 rows"),
    "months of 130,000 digits": (
        _months,
        lambda: b"month,value\n" + (b"2024-01," + b"1" * 130_000 + b"\n") * 140,
        "not a whole number",
    ),
    "months of 120,000 spaces": (
        _months,
        lambda: b"month,value\n" + (b"2024 " + b" " * 120_000 + b"x,1\n") * 50,
        "not a month",
    ),
    "2.5 million months typed": (_lines, lambda: b"2024-01,5\n" * 500_000, "more than 5,000 lines"),
    "a million digits typed": (_lines, lambda: b"2024-01;" + b"1" * 1_000_000, "Line 1"),
    "900,000 nested paragraphs": (
        DOCX,
        lambda: files.docx("<w:p>" * 900_000 + "</w:p>" * 900_000),
        "too many pieces",
    ),
    "as much nesting as is read": (
        DOCX,
        lambda: files.docx("<w:p>" * 390_000 + "</w:p>" * 390_000),
        "no words",
    ),
    "as many tabs as are read": (
        DOCX,
        lambda: files.docx("<w:p><w:r>" + "<w:tab/>" * 390_000 + "</w:r></w:p>"),
        "no words",
    ),
    "an .odt with paragraphs left out after a long one": (
        ODT,
        lambda: files.odt(
            "<t:p>" + "a  b" * 200_000 + "</t:p>" + "<t:note><t:p/></t:note>" * 130_000
        ),
        "",
    ),
    "a page of PDF that is one picture": (
        PDF,
        lambda: files.pdf(b"BI /W 1 ID " + b"E" * 9_900_000),
        "unpacks to far more",
    ),
    "a PDF that draws the same again and again": (PDF, files.pdf_of_repeats, "takes too long"),
    "a PDF of 300,000 objects out of place": (
        PDF,
        lambda: files.pdf_of_objects_out_of_place(300_000),
        "takes too long",
    ),
    "a PDF of 20,000 form fields": (
        PDF,
        lambda: files.pdf_of_fields(20_000, lines=20_000),
        "takes too long",
    ),
    "a PDF of a label that never ends": (
        PDF,
        lambda: files.pdf(b"BT /F 12 Tf " + b"(:)Tj( )Tj 0 -20 Td " * 30_000 + b"ET"),
        "takes too long",
    ),
    "20 MB of spaces": (
        TXT,
        lambda: b"a" + b" " * 19_900_000 + b"b",
        "longer than 1,000,000 characters",
    ),
    "as many spaces as are read": (TXT, lambda: b"a" + b" " * 999_990 + b"b", ""),
    "a million spaces typed after a label": (_typed, lambda: b"a" + b" " * 999_990 + b"b", ""),
    "250,000 labels typed": (_typed, lambda: b"Q:a\n" * 250_000, "longer than 10,000 passages"),
}


@pytest.mark.parametrize("what", WORST)
def test_the_worst_is_answered_in_time(what: str) -> None:
    read, made, sentence = WORST[what]
    content = made()
    answer = ""
    with _in_time():
        try:
            read(content)
        except Refused as refused:
            answer = refused.sentence
    assert sentence in answer
    assert bool(sentence) == bool(answer)
