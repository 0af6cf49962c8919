"""What was entered in a PDF's form fields and typed onto its pages (ISO 32000-1, 12.5 and 12.7)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from saidanddone.listening.documents import document
from saidanddone.listening.documents.pdf_lines import Line, Piece
from saidanddone.listening.documents.symbols import NOT_TICKED, TICKED

_MOST_ANCESTORS = 20  # of a field; a file may make them a ring
_PUSH_BUTTON, _PASSWORD = 1 << 16, 1 << 13
_COUNTED = {
    **dict.fromkeys(("/Ink", "/Stamp"), document.PICTURES),  # drawn by hand
    **dict.fromkeys(
        ("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"),
        document.INSERTED_FILES,
    ),
}
_NOTHING_SAID = {"/Link", "/Popup", "/Widget", "/FreeText", "/PrinterMark", "/TrapNet"}


@dataclass(frozen=True)
class _Entry:
    text: str
    x: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def add_entries(
    page: PageObject, lines: list[Line], before_each: Callable[[], None]
) -> Counter[str]:
    """Put what was entered on a page into its lines, and count what is not read.

    An entry beside words joins their line, in the order in which they stand. Another one is a line
    of its own under the words above it. `before_each` is called before each, and may raise.
    """
    left_out: Counter[str] = Counter()
    entries = []
    for annotation in _annotations(page):
        before_each()
        text = _text(annotation, left_out)
        if text:  # without a place it stands under all the words
            entries.append(_Entry(text, *(_box(annotation) or (0.0, 0.0, 0.0))))
    for entry in sorted(entries, key=lambda entry: (-entry.middle, entry.x)):
        before_each()
        _place(entry, lines)
    return left_out


def _place(entry: _Entry, lines: list[Line]) -> None:
    piece = Piece(f" {entry.text} ", entry.x, entry.middle)
    with_words = [line for line in lines if line.drawn().strip()]
    beside = [line for line in with_words if entry.bottom - 1 <= line.y <= entry.top]
    if beside and "\n" not in entry.text:
        line = min(beside, key=lambda line: abs(line.y - entry.middle))
        at = next((at for at, drawn in enumerate(line.pieces) if drawn.x >= entry.x), None)
        line.pieces.insert(len(line.pieces) if at is None else at, piece)
        return
    above = [line for line in with_words if line.y >= entry.middle]
    after = min(above, key=lambda line: line.y, default=None)
    at = next((at for at, line in enumerate(lines) if line is after), -1)
    written = [Line([Piece(text, entry.x, entry.middle)]) for text in entry.text.split("\n")]
    lines[at + 1 : at + 1] = written


def count_unplaced(form: Any, before_each: Callable[[], None]) -> int:
    """How many fields of a form hold something and stand on no page."""
    fields = form.get("/Fields") if isinstance(form, DictionaryObject) else None
    fields = fields.get_object() if fields is not None else ArrayObject()
    if not isinstance(fields, ArrayObject):
        return 0
    count = 0
    for part in fields:
        before_each()
        field = part.get_object()
        if isinstance(field, DictionaryObject) and "/Subtype" not in field and "/Kids" not in field:
            count += bool(_string(field.get("/V")))
    return count


def _annotations(page: PageObject) -> list[DictionaryObject]:
    listed = page.get("/Annots", ArrayObject()).get_object()
    if not isinstance(listed, ArrayObject):
        return []
    annotations = [part.get_object() for part in listed]
    return [annotation for annotation in annotations if isinstance(annotation, DictionaryObject)]


def _text(annotation: DictionaryObject, left_out: Counter[str]) -> str:
    kind = annotation.get("/Subtype")
    if kind == "/Widget":
        return _entered(annotation, left_out)
    if kind in _COUNTED:
        left_out[_COUNTED[kind]] += 1
        return ""
    contents = _string(annotation.get("/Contents"))
    if kind == "/FreeText":
        left_out[document.UNREAD_FIELDS] += not contents and "/RC" in annotation
        return contents
    left_out[document.COMMENTS] += bool(contents) and kind not in _NOTHING_SAID
    return ""


def _entered(widget: DictionaryObject, left_out: Counter[str]) -> str:
    kind, flags = _inherited(widget, "/FT"), _inherited(widget, "/Ff")
    flags = int(flags) if isinstance(flags, int) else 0
    if kind == "/Btn":
        if flags & _PUSH_BUTTON:
            return ""
        state = widget.get("/AS", _inherited(widget, "/V"))
        return NOT_TICKED if state in {None, "/Off"} else TICKED
    value = _inherited(widget, "/V")
    if kind == "/Sig":
        left_out[document.SIGNATURES] += value is not None
        return ""
    if kind in {"/Tx", "/Ch"} and not flags & _PASSWORD:
        text = _chosen(widget, value) if kind == "/Ch" else _string(value)
        left_out[document.UNREAD_FIELDS] += not text and _inherited(widget, "/RV") is not None
        return text
    left_out[document.UNREAD_FIELDS] += value is not None
    return ""


def _chosen(widget: DictionaryObject, value: Any) -> str:
    """The choices as a reader sees them: a file may keep a code and what it shows for it."""
    options = _inherited(widget, "/Opt")
    shown: dict[str, str] = {}
    for option in options if isinstance(options, ArrayObject) else []:
        pair = option.get_object()
        is_pair = isinstance(pair, ArrayObject) and len(pair) == 2
        code, text = (_string(pair[0]), _string(pair[1])) if is_pair else (_string(pair),) * 2
        shown[code] = text
    if value is None:
        return ", ".join(_at_places(list(shown.values()), _inherited(widget, "/I")))
    codes = [_string(code) for code in (value if isinstance(value, ArrayObject) else [value])]
    return ", ".join(shown.get(code, code) for code in codes if code)


def _at_places(texts: list[str], places: Any) -> list[str]:
    """Some files say only at which places of the list the choices stand."""
    numbers = places if isinstance(places, ArrayObject) else []
    return [texts[int(at)] for at in numbers if isinstance(at, int) and 0 <= at < len(texts)]


def _inherited(field: DictionaryObject, name: str) -> Any:
    """A value of a field or of the fields it belongs to, or None."""
    for _ in range(_MOST_ANCESTORS):
        if (value := field.get(name)) is not None:
            return value.get_object()
        parent = field.get("/Parent")
        parent = parent.get_object() if parent is not None else None
        if not isinstance(parent, DictionaryObject):
            return None
        field = parent
    return None


def _string(value: Any) -> str:
    """The lines of a string, which may stand in a stream of its own; not a name or a number."""
    value = value.get_object() if value is not None else None
    if hasattr(value, "get_data"):
        data = value.get_data()
        value = data if isinstance(data, str) else data.decode("utf-8", "replace")
    if not isinstance(value, str) or isinstance(value, NameObject):
        return ""
    return "\n".join(line.strip() for line in value.splitlines() if line.strip())


def _box(annotation: DictionaryObject) -> tuple[float, float, float] | None:
    """The left edge, the bottom and the top of where an annotation stands."""
    corners = annotation.get("/Rect", ArrayObject()).get_object()
    if not isinstance(corners, ArrayObject) or len(corners) != 4:
        return None
    x1, y1, x2, y2 = (float(corner.get_object()) for corner in corners)
    return min(x1, x2), min(y1, y2), max(y1, y2)
