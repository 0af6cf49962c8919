"""The sheets of an .xlsx file, each cell as the text that a person would type (ECMA-376, 18.3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial

from saidanddone_methods.tables.archives import Archive
from saidanddone_methods.tables.limits import Limits
from saidanddone_methods.tables.markup import fed
from saidanddone_methods.tables.refusals import DAMAGED, TableRefused
from saidanddone_methods.tables.sheets import Row, Rows, Sheet
from saidanddone_methods.tables.workbook import Shown, Workbook, read_workbook, unescaped

_MOST_DIGITS = 15  # that a spreadsheet stores exactly
_TOO_LARGE = Decimal(10) ** _MOST_DIGITS
_LAST_DAY = 2_958_465  # 31 December 9999


def sheets_of(archive: Archive, limits: Limits) -> list[Rows]:
    """The rows of each visible sheet. Raises `TableRefused`."""
    book = read_workbook(archive)
    return [partial(_rows, archive, part, book, limits) for part in book.sheets]


def _rows(archive: Archive, part: str, book: Workbook, limits: Limits) -> Iterator[Row]:
    reader = _SheetReader(book, limits)
    for _ in fed(archive.part(part)(), reader):
        yield from reader.sheet.taken()


class _SheetReader:
    """Reads one `worksheet` part. Rows and cells without a reference follow the one before."""

    def __init__(self, book: Workbook, limits: Limits) -> None:
        self.sheet = Sheet(limits)
        self._book, self._most = book, limits.characters
        self._formats = {
            str(style): shape
            for style, shape in enumerate(book.formats)
            if shape.shown is not None or shape.digits
        }
        self._columns: dict[str, int] = {}
        self._boxes: dict[int, str] = {}
        self._row = self._first_row = 0
        self._column = -1
        self._hidden = self._reads = self._has_formula = False
        self._type = ""
        self._style = "0"
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_box(attributes)
        elif tag in ("v", "t"):
            self._reads = True
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":  # a reading aid beside the text
            self._type = "aid"
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.sheet.hide_columns(first - 1, last - 1)
        elif tag == "mergeCell":
            self._refuse_if_merged_in_the_table(attributes.get("ref", ""))

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reads = False
        elif tag == "rPh":
            self._type = "inlineStr"
        elif tag == "c":
            self._end_box()
        elif tag == "row":
            if self._boxes and not self._first_row and any(self._boxes.values()):
                self._first_row = self._row
            self.sheet.add(self._row, self._boxes, hidden=self._hidden)

    def data(self, text: str) -> None:
        if self._reads and self._type != "aid":
            self._text.append(text)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes["r"]) if "r" in attributes else self._row + 1
        if number <= self._row:
            raise TableRefused(*DAMAGED)
        self._row, self._column, self._boxes = number, -1, {}
        self._hidden = attributes.get("hidden") in ("1", "true")

    def _start_box(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r")
        column = self._column + 1 if place is None else self._column_of(place)
        if column <= self._column or not self._row:
            raise TableRefused(*DAMAGED)
        self._column = column
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._has_formula = False
        self._text = []

    def _column_of(self, place: str) -> int:
        """0 for "A7", 26 for "AA7"."""
        letters = place.rstrip("0123456789")
        if letters not in self._columns:
            if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
                raise TableRefused(*DAMAGED)
            at = 0
            for letter in letters.upper():
                at = at * 26 + ord(letter) - 64
            self._columns[letters] = at - 1
        return self._columns[letters]

    def _end_box(self) -> None:
        if not self._text and not self._has_formula:
            return
        text = "".join(self._text)
        if not text and self._has_formula and self._type != "str":
            raise self._refused(
                "holds a formula whose answer was not saved",
                "Open it in a spreadsheet, save it there",
            )
        if len(text) > self._most:
            raise self._refused(
                f"holds more than {self._most:,} characters", "Part it into several boxes"
            )
        if text:
            self._boxes[self._column] = self._as_typed(text)

    def _as_typed(self, text: str) -> str:
        kind = self._type
        if kind == "s":
            place = _whole(text)
            if place >= len(self._book.strings):
                raise TableRefused(*DAMAGED)
            return self._book.strings[place]
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if kind == "b":
            return "TRUE" if text.strip() in ("1", "true") else "FALSE"
        if kind == "n":
            return self._number(text.strip())
        return text.strip()  # "d", a date as ISO 8601 has it, or "e", an error such as #N/A

    def _number(self, text: str) -> str:
        shape = self._formats.get(self._style)
        if shape is None and len(text) <= _MOST_DIGITS and text.isascii() and text.isdigit():
            return text  # most numbers of most tables
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise TableRefused(*DAMAGED) from None
        if not value.is_finite():
            raise TableRefused(*DAMAGED)
        if shape is not None and shape.shown is not None:
            return self._moment(value, shape.shown)
        if abs(value) >= _TOO_LARGE:
            raise self._refused(
                f"holds a number of more than {_MOST_DIGITS} figures, which a spreadsheet does "
                "not keep exactly",
                "Make it a text there, type it again, save it",
            )
        plain = as_typed(value)
        return plain.zfill(shape.digits) if shape is not None and plain.isdigit() else plain

    def _moment(self, value: Decimal, shown: Shown) -> str:
        seconds = round(float(value) * 86_400)
        if shown is Shown.LENGTH or (shown is Shown.TIME and 0 <= seconds < 86_400):
            sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
            return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        day = seconds // 86_400 + (1462 if self._book.from_1904 else 0)
        # Excel counts a 29 February 1900 (day 60), which did not exist; earlier days are one less.
        if not 1 <= day <= _LAST_DAY or day == 60:
            raise self._refused("holds a date that cannot be", "Put it right")
        start = datetime(1899, 12, 30 if day > 60 else 31)  # noqa: DTZ001 -- a day on a calendar
        moment = start + timedelta(days=day, seconds=seconds % 86_400)
        return moment.date().isoformat() if not seconds % 86_400 else moment.isoformat(" ")

    def _refused(self, problem: str, remedy: str) -> TableRefused:
        return self.sheet.box(self._row, self._column, problem, remedy)

    def _refuse_if_merged_in_the_table(self, boxes: str) -> None:
        first, _, last = boxes.partition(":")
        row = _whole(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        if last and first != last and 0 < self._first_row <= row <= self._row:
            self.sheet.refuse_merged(row, f"{first} to {last}")


def as_typed(value: Decimal) -> str:
    """ "12" for 12.0, "0.1" for what a workbook keeps as 0.10000000000000001."""
    exact = value if len(value.as_tuple().digits) <= _MOST_DIGITS else Decimal(repr(float(value)))
    exact = exact.normalize()
    return f"{exact:f}" if -20 < exact.adjusted() < 30 else str(exact)


def _whole(text: str | None) -> int:
    """A whole number in the markup. Raises `TableRefused` for anything else."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise TableRefused(*DAMAGED)
    return int(text)
