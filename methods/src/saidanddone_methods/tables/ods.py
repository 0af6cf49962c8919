"""The sheets of an .ods file, each cell as the text that a person would type (ODF 1.3, part 3)."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import partial

from saidanddone_methods.tables.archives import Archive
from saidanddone_methods.tables.limits import Limits
from saidanddone_methods.tables.markup import LocalNames, fed
from saidanddone_methods.tables.refusals import BOMB, DAMAGED, LOCKED, TableRefused
from saidanddone_methods.tables.sheets import Row, Rows, Sheet, column_letters

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_NUMBERS = ("float", "percentage", "currency")
_UNSEEN = ("collapse", "filter")
# Tags inside a cell that are not its text: notes, pictures, shapes, tracked changes.
_LEFT_OUT = frozenset({"annotation", "shapes", "tracked-changes", "dde-links", "frame", "forms"})
_LENGTH = re.compile(r"(?P<sign>-?)PT(?P<h>\d+)H(?P<m>\d+)M(?P<s>\d+)(?:[.,]\d+)?S", re.ASCII)
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_SPACES = re.compile(" {2,}")
_MARKS = {0: " ", 0x0B: "\t", 0x0C: "\n"}  # what XML itself cannot hold stands for each
_NAMES = LocalNames()


def sheets_of(archive: Archive, limits: Limits) -> list[Rows]:
    """The rows of each visible sheet. Raises `TableRefused`."""
    if _MANIFEST in archive and b"encryption-data" in b"".join(archive.part(_MANIFEST)()):
        raise TableRefused(*LOCKED)
    names = _SheetReader(limits, wanted=-1)
    for _ in fed(archive.part(CONTENT)(), names):
        names.sheet.taken()
    return [
        partial(_rows, archive, limits, number)
        for number in range(names.at + 1)
        if names.seen[number]
    ]


def _rows(archive: Archive, limits: Limits, wanted: int) -> Iterator[Row]:
    reader = _SheetReader(limits, wanted)
    for _ in fed(archive.part(CONTENT)(), reader):
        yield from reader.sheet.taken()


class _SheetReader:
    """Reads the `table` with index `wanted`; with -1 it only records which tables are visible.

    A cell, row or column may be repeated, and the last ones of a sheet often are a million times.
    Only those that are not empty are created.
    """

    def __init__(self, limits: Limits, wanted: int) -> None:
        self.sheet = Sheet(limits)
        self.at, self.seen = -1, list[bool]()
        self._limits, self._wanted = limits, wanted
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._left_out = 0
        self._first_row = self._row = 0
        self._repeats = self._column = self._copies = 0
        self._columns = self._spaces = 0
        self._hidden = False
        self._boxes: dict[int, str] = {}
        self._box: dict[str, str] | None = None
        self._lines: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._left_out or tag in _LEFT_OUT:
            self._left_out += 1
        elif tag == "table":
            self.at += 1
            style = _local(attributes).get("style-name", "")
            self.seen.append(style not in self._hidden_styles)
            self._row = self._first_row = self._columns = 0
        elif tag in ("style", "table-properties"):
            self._note_style(tag, _local(attributes))
        elif self.at == self._wanted:
            self._start_inside(tag, _local(attributes))

    def end(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
        elif self.at != self._wanted:
            return
        elif tag in ("table-cell", "covered-table-cell") and self._box is not None:
            self._end_box(self._box)
            self._box = None
        elif tag == "table-row":
            self._end_row()

    def data(self, text: str) -> None:
        if self._lines and self._box is not None and not self._left_out:
            self._lines[-1].append(_WHITE_SPACE.sub(" ", text))

    def _note_style(self, tag: str, about: dict[str, str]) -> None:
        if tag == "style":
            self._style = about.get("name", "")
        elif about.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _start_inside(self, tag: str, about: dict[str, str]) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self._box, self._lines, self._spaces = about, [], 0
            self._copies = _times(about, "number-columns-repeated")
            self._refuse_merged(about)
        elif tag == "table-row":
            self._repeats = _times(about, "number-rows-repeated")
            self._hidden = about.get("visibility") in _UNSEEN
            self._column, self._boxes = 0, {}
        elif tag == "table-column":
            number = _times(about, "number-columns-repeated")
            if about.get("visibility") in _UNSEEN:
                self.sheet.hide_columns(self._columns, self._columns + number - 1)
            self._columns += number
        elif self._box is None:
            return
        elif tag == "p":
            self._lines.append([])
        elif self._lines and tag == "s":
            self._add_spaces(_times(about, "c"))
        elif self._lines and tag in ("tab", "line-break"):
            self._lines[-1].append("\v" if tag == "tab" else "\f")

    def _end_box(self, about: dict[str, str]) -> None:
        text = self._as_typed(about)
        if text:
            if self._column + self._copies > self._limits.columns + 1:
                raise TableRefused(*BOMB)
            self._boxes.update(
                dict.fromkeys(range(self._column, self._column + self._copies), text)
            )
        self._column += self._copies

    def _end_row(self) -> None:
        if any(self._boxes.values()):
            self._first_row = self._first_row or self._row + 1
            for number in range(self._row + 1, self._row + 1 + self._repeats):
                self.sheet.add(number, self._boxes, hidden=self._hidden)
        self._row += self._repeats

    def _as_typed(self, about: dict[str, str]) -> str:
        words = "\n".join(_tidied("".join(line)) for line in self._lines)
        kind = about.get("value-type", "")
        if kind in _NUMBERS:
            return self._number(about.get("value", ""), words)
        if kind == "date":
            day, _, time = about.get("date-value", "").partition("T")
            return day if time.strip("0:.") == "" else f"{day} {time}"
        if kind == "time":
            length = _LENGTH.fullmatch(about.get("time-value", ""))
            if length is None:
                raise TableRefused(*DAMAGED)
            return f"{length['sign']}{length['h']:0>2}:{length['m']:0>2}:{length['s']:0>2}"
        if kind == "boolean":
            return about.get("boolean-value", "").upper()
        text = about.get("string-value", words)
        if len(text) > self._limits.characters:
            raise self._too_long()
        return text

    def _add_spaces(self, number: int) -> None:
        self._spaces += number
        if self._spaces > self._limits.characters:
            raise self._too_long()
        self._lines[-1].append("\0" * number)

    def _too_long(self) -> TableRefused:
        return self.sheet.box(
            self._row + 1,
            self._column,
            f"holds more than {self._limits.characters:,} characters",
            "Part it into several boxes",
        )

    def _number(self, value: str, words: str) -> str:
        try:
            number = Decimal(value)
        except InvalidOperation:
            raise TableRefused(*DAMAGED) from None
        if not number.is_finite():
            raise TableRefused(*DAMAGED)
        # A reference shown as 00123 is stored as 123.
        if (
            words.isascii()
            and words.isdigit()
            and words.startswith("0")
            and Decimal(words) == number
        ):
            return words
        exact = number.normalize()
        return f"{exact:f}" if -20 < exact.adjusted() < 30 else str(exact)

    def _refuse_merged(self, about: dict[str, str]) -> None:
        if not self._first_row:
            return
        across = _times(about, "number-columns-spanned")
        down = _times(about, "number-rows-spanned")
        if across > 1 or down > 1:
            row = self._row + 1
            first, last = column_letters(self._column), column_letters(self._column + across - 1)
            self.sheet.refuse_merged(row, f"{first}{row} to {last}{row + down - 1}")


def _tidied(line: str) -> str:
    """Collapse spaces as ODF does: several in the markup are one; real ones have a tag."""
    line = _SPACES.sub(" ", line).strip(" ")
    return line if line.isprintable() else line.translate(_MARKS)


def _local(attributes: dict[str, str]) -> dict[str, str]:
    return {_NAMES[name]: value for name, value in attributes.items()} if attributes else {}


def _times(about: dict[str, str], name: str) -> int:
    """The number of repetitions. Raises `TableRefused` if it is not a number."""
    text = about.get(name)
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise TableRefused(*DAMAGED)
    return int(text)
