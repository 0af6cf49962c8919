"""The sheets of an .xlsx file, its shared strings and its number formats.

ECMA-376 part 1, sections 12.3 and 18. Names of tags are the same in its strict and its usual form.
"""

import posixpath
import re
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from saidanddone_methods.tables.archives import Archive
from saidanddone_methods.tables.markup import feed, local
from saidanddone_methods.tables.refusals import OLD_OR_BINARY, TableRefused


class Shown(Enum):
    """How a number is shown where it is a date, a time or a duration."""

    DAY = "day"
    TIME = "time"
    LENGTH = "length of time"


@dataclass(slots=True)
class Format:
    shown: Shown | None = None
    digits: int = 0  # the least number of digits, with leading zeros, as in telephone numbers


@dataclass
class _Everything:
    """Every tag of a small part, in order, with its attributes."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.tags.append((tag, local(attributes)))

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


@dataclass
class _Strings:
    """The shared strings: `si`, in runs or not, without the reading aids (`rPh`) beside them."""

    strings: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _in_text: bool = False
    _aids: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._aids += 1
        self._in_text = tag == "t" and not self._aids

    def end(self, tag: str) -> None:
        self._in_text = False
        if tag == "rPh":
            self._aids -= 1
        elif tag == "si":
            self.strings.append(unescaped("".join(self._parts)))

    def data(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)


@dataclass
class Workbook:
    """`sheets` are the parts that hold a visible sheet each, in order."""

    sheets: list[str]
    strings: list[str]
    formats: list[Format]
    from_1904: bool  # days are counted from 1904, as on old Macs


def read_workbook(archive: Archive) -> Workbook:
    """Everything but the sheets themselves. Raises `TableRefused`."""
    main = _main_part(archive)
    tags = _tags(archive, main)
    related = _related(archive, main)
    by_id = {tag["Id"]: tag for tag in related if "Id" in tag}
    sheets = [
        by_id[sheet["id"]]
        for tag, sheet in tags
        if tag == "sheet"
        and sheet.get("state", "visible") == "visible"
        and sheet.get("id") in by_id
    ]
    strings, styles = _Strings(), list[Format]()
    for relation in related:
        part, kind = relation["part"], _kind(relation)
        if kind == "sharedStrings" and part in archive:
            feed(archive.part(part)(), strings)
        elif kind == "styles" and part in archive:
            styles = _formats(_tags(archive, part))
    from_1904 = any(
        tag == "workbookPr" and about.get("date1904") in ("1", "true") for tag, about in tags
    )
    worksheets = [sheet["part"] for sheet in sheets if _kind(sheet) == "worksheet"]
    return Workbook(worksheets, strings.strings, styles, from_1904)


def unescaped(text: str) -> str:
    """A character that XML cannot hold is written `_x000D_` in a workbook."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _main_part(archive: Archive) -> str:
    parts = [r["part"] for r in _related(archive, "") if _kind(r) == "officeDocument"]
    main = parts[0] if parts else "xl/workbook.xml"
    if main not in archive and "xl/workbook.bin" in archive:
        raise TableRefused(*OLD_OR_BINARY)
    return main


def _tags(archive: Archive, part: str) -> list[tuple[str, dict[str, str]]]:
    everything = _Everything()
    feed(archive.part(part)(), everything)
    return everything.tags


def _related(archive: Archive, part: str) -> list[dict[str, str]]:
    """The parts that a part names, each with `part`, its path in the archive."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in archive:
        return []
    place = partial(posixpath.join, "/", folder)
    return [
        {**about, "part": posixpath.normpath(place(about.get("Target", ""))).lstrip("/")}
        for tag, about in _tags(archive, listed)
        if tag == "Relationship"
    ]


def _kind(relation: dict[str, str]) -> str:
    return relation.get("Type", "").rpartition("/")[2]


_BUILT_IN = {
    **dict.fromkeys([14, 15, 16, 17, 22, *range(27, 32), 34, 35, 36, *range(50, 59)], Shown.DAY),
    **dict.fromkeys([18, 19, 20, 21, 32, 33], Shown.TIME),
    **dict.fromkeys([45, 46, 47], Shown.LENGTH),
}
_LONGEST_CODE = 255  # characters, as in Excel
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


def _formats(tags: list[tuple[str, dict[str, str]]]) -> list[Format]:
    """The format of each style that a box may name by its number."""
    shapes = {
        about["numFmtId"]: _format(about.get("formatCode", "")[:_LONGEST_CODE])
        for tag, about in tags
        if tag == "numFmt" and "numFmtId" in about
    }
    formats: list[Format] = []
    inside = False
    for tag, about in tags:
        if tag in ("cellXfs", "cellStyles", "cellStyleXfs", "dxfs"):
            inside = tag == "cellXfs"
        elif tag == "xf" and inside:
            number = about.get("numFmtId", "0")
            built_in = _BUILT_IN.get(int(number)) if number.isdecimal() else None
            formats.append(shapes.get(number) or Format(built_in))
    return formats


def _format(code: str) -> Format:
    """What a format makes of a number: `dd/mm/yyyy` a day, `[h]:mm` a length, `00000` five digits."""
    code = _NOT_CODE.sub("", code).partition(";")[0].strip().lower()
    if re.fullmatch("0{2,}", code):
        return Format(digits=len(code))
    if re.search(r"\[[hms]+\]", code):
        return Format(Shown.LENGTH)
    if code == "general" or not re.search("[ymdhs]", code):
        return Format()
    if re.search("[yd]", code) or not re.search("[hs]", code):
        return Format(Shown.DAY)
    return Format(Shown.TIME)
