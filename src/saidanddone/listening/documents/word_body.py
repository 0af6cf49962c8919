"""The words of one part of a Word document: its body, its notes or a header (ECMA-376, part 1)."""

from collections.abc import Callable
from types import MappingProxyType

from saidanddone.listening.documents import document
from saidanddone.listening.documents.markup import Paragraphs
from saidanddone.listening.documents.notes import note_mark
from saidanddone.listening.documents.symbols import NOT_TICKED, TICKED, in_font, symbol

WORD_SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "strict" documents
)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://purl.oclc.org/ooxml/drawingml/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.microsoft.com/office/drawing/2017/model3d}model3d",
)
_INSERTED = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://purl.oclc.org/ooxml/drawingml/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{http://purl.oclc.org/ooxml/drawingml/diagram}relIds",
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
)
_OFF = {"0", "false", "off"}
_OLD_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"  # its words are an attribute
_LONGEST_DROP_CAPITAL = 3  # letters, such as an opening quotation mark and one letter


def tags(*names: str) -> frozenset[str]:
    return frozenset(f"{{{space}}}{name}" for space in WORD_SPACES for name in names)


def value_of(attributes: dict[str, str], name: str = "val") -> str | None:
    """An attribute in either of Word's two namespaces."""
    for space in WORD_SPACES:
        if (value := attributes.get(f"{{{space}}}{name}")) is not None:
            return value
    return None


def is_on(attributes: dict[str, str]) -> bool:
    """Whether an element such as `w:vanish` switches something on: without a value it does."""
    return (value_of(attributes) or "1").lower() not in _OFF


_TEXT = tags("t") | frozenset(space + "t" for space in _MATHS)
_SETTINGS = tags("pPr", "sdtPr", "rubyPr", "sectPr")
_RUN, _FIELD = tags("r"), tags("ffData")
_EQUATION = frozenset(space + "oMath" for space in _MATHS)
# Where letters stand over, under or within others, so that a line of text would say something else.
_STRUCTURES = frozenset(
    space + name
    for space in _MATHS
    for name in [
        "f",
        "sSup",
        "sSub",
        "sSubSup",
        "sPre",
        "rad",
        "nary",
        "m",
        "eqArr",
        "limLow",
        "limUpp",
        "func",
        "d",
        "acc",
        "bar",
        "borderBox",
        "groupChr",
    ]
)


class WordBody(Paragraphs):
    paragraph_tags = tags("p")
    # Fallback repeats, for older programs, what the choice beside it already says; a reading aid
    # (rt) says again what stands under it.
    left_out_tags = tags("del", "moveFrom", "rt") | {_COMPATIBILITY + "Fallback"}
    counted_tags = MappingProxyType(
        dict.fromkeys(tags("commentReference"), document.COMMENTS)
        | dict.fromkeys(tags("control"), document.UNREAD_FIELDS)  # ActiveX keeps its own format
        | dict.fromkeys(tags("subDoc"), document.INSERTED_FILES)
        | dict.fromkeys(tags("contentPart"), document.PICTURES)  # handwriting
        | dict.fromkeys(_PICTURES, document.PICTURES)
        | dict.fromkeys(_INSERTED, document.INSERTED_FILES)
    )
    stands_for = MappingProxyType(
        dict.fromkeys(tags("tab", "ptab"), "\t")
        | dict.fromkeys(tags("br", "cr"), "\n")
        | dict.fromkeys(tags("noBreakHyphen"), "-")
    )

    def __init__(self, hidden_styles: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.notes: dict[tuple[str, str], int] = {}
        """The number of each note that the words refer to, by its kind and identifier."""
        self.has_words_elsewhere = False
        self._hidden_styles = hidden_styles
        self._font = ""  # of the run that is open
        self._is_object = False
        self._settings = 0  # how many open elements only say how something looks
        self._prompts: list[bool] = []  # for each open content control, whether nobody filled it in
        self._hidden: list[bool] = []  # for each open paragraph and run
        self._is_text = self._has_hidden_words = self._is_drop_capital = False
        self._field = _FormField()
        self._equation: list[str] = []
        self._equations = 0  # how many are open
        self._is_structured = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._is_text = tag in _TEXT
        if not self.is_left_out:
            if begin := _BEGIN.get(tag):
                begin(self, attributes)
            elif tag in _PICTURES and self._is_object:
                self.left_out[document.PICTURES] -= 1  # it shows the object, which is counted
            elif tag in self.paragraph_tags or tag in _RUN:
                self._hidden.append(bool(self._hidden) and self._hidden[-1])
            self._settings += tag in _SETTINGS
            self._equations += tag in _EQUATION
            self._is_structured |= tag in _STRUCTURES
        super().start(tag, attributes)

    def end(self, tag: str) -> None:
        self._is_text = False
        if not self.is_left_out:
            self._settings -= tag in _SETTINGS
            if tag in self.paragraph_tags or tag in _RUN:
                self._end_run()
            elif tag in _CONTROL:
                self._prompts.pop()
            elif tag in _FIELD:
                self.add(self._field.value())
            elif tag in _EQUATION:
                self._end_equation()
            elif tag in _OBJECT:
                self._is_object = False
        super().end(tag)

    def data(self, text: str) -> None:
        if not self._is_text or self.is_left_out:
            return  # layout, field codes or pretty-printing
        if self._equations:
            self._equation.append(text)
        elif self._hidden and self._hidden[-1]:
            self._has_hidden_words |= bool(text.strip())
        else:
            self.add(in_font(self._font, text, self.left_out))

    def add(self, text: str) -> None:
        if not self._settings:  # the stops of a paragraph share their tag with the typed tab
            super().add(text)

    def leaves_out(self, tag: str, attributes: dict[str, str]) -> bool:
        """A prompt such as "Click or tap here to enter text" is what nobody filled in."""
        return tag in _CONTROL_CONTENT and bool(self._prompts) and self._prompts[-1]

    def joins_the_next(self) -> bool:
        """A drop capital is a paragraph of its own that begins the next one."""
        is_drop_capital, self._is_drop_capital = self._is_drop_capital, False
        return is_drop_capital and len("".join(self._line).strip()) <= _LONGEST_DROP_CAPITAL

    def _end_run(self) -> None:
        self._hidden.pop()
        self._font = ""
        self.left_out[document.HIDDEN_TEXT] += self._has_hidden_words
        self._has_hidden_words = False

    def _end_equation(self) -> None:
        self._equations -= 1
        if self._equations:
            return
        if self._is_structured:
            self.left_out[document.EQUATIONS] += 1
        else:
            self.add("".join(self._equation))
        self._equation, self._is_structured = [], False

    def begin_control(self, attributes: dict[str, str]) -> None:
        self._prompts.append(False)

    def begin_prompt(self, attributes: dict[str, str]) -> None:
        if self._prompts:
            self._prompts[-1] = is_on(attributes)

    def begin_hiding(self, attributes: dict[str, str]) -> None:
        if self._hidden and not self._settings:
            self._hidden[-1] = is_on(attributes)

    def begin_paragraph_style(self, attributes: dict[str, str]) -> None:
        if self._hidden and value_of(attributes) in self._hidden_styles:
            self._hidden[-1] = True

    def begin_run_style(self, attributes: dict[str, str]) -> None:
        if not self._settings:  # else it is how the mark that ends a paragraph looks
            self.begin_paragraph_style(attributes)

    def begin_frame(self, attributes: dict[str, str]) -> None:
        self._is_drop_capital = value_of(attributes, "dropCap") in {"drop", "margin"}

    def begin_font(self, attributes: dict[str, str]) -> None:
        self._font = value_of(attributes, "ascii") or value_of(attributes, "hAnsi") or ""

    def begin_object(self, attributes: dict[str, str]) -> None:
        self._is_object = True

    def begin_word_art(self, attributes: dict[str, str]) -> None:
        self.add(attributes.get("string", ""))

    def begin_symbol(self, attributes: dict[str, str]) -> None:
        font, code = (value_of(attributes, name) or "" for name in ("font", "char"))
        character = symbol(font, code)
        self.left_out[document.UNKNOWN_SYMBOLS] += character is None
        self.add(character or "")

    def begin_footnote(self, attributes: dict[str, str]) -> None:
        self._refer_to("footnotes", attributes)

    def begin_endnote(self, attributes: dict[str, str]) -> None:
        self._refer_to("endnotes", attributes)

    def begin_inserted_document(self, attributes: dict[str, str]) -> None:
        self.has_words_elsewhere = True

    def begin_field(self, attributes: dict[str, str]) -> None:
        self._field = _FormField()

    def begin_tick(self, attributes: dict[str, str]) -> None:
        self._field.ticked = False

    def begin_checked(self, attributes: dict[str, str]) -> None:
        self._field.ticked = is_on(attributes)

    def begin_default(self, attributes: dict[str, str]) -> None:
        if self._field.ticked is not None:
            self._field.ticked = is_on(attributes)
        else:
            self._field.chosen = value_of(attributes) or "0"

    def begin_chosen(self, attributes: dict[str, str]) -> None:
        self._field.chosen = value_of(attributes) or "0"

    def begin_choice(self, attributes: dict[str, str]) -> None:
        self._field.choices.append(value_of(attributes) or "")

    def _refer_to(self, kind: str, attributes: dict[str, str]) -> None:
        note = kind, value_of(attributes, "id") or ""
        self.add(note_mark(self.notes.setdefault(note, len(self.notes) + 1)))


class _FormField:
    """What was entered in a field of Word's older forms; a text field shows its own."""

    def __init__(self) -> None:
        self.ticked: bool | None = None
        self.choices: list[str] = []
        self.chosen = "0"

    def value(self) -> str:
        if self.ticked is not None:
            return TICKED if self.ticked else NOT_TICKED
        chosen = int(self.chosen) if self.chosen.isdecimal() and len(self.chosen) < 6 else 0
        return self.choices[chosen] if chosen < len(self.choices) else ""


_OBJECT = tags("object")
_CONTROL, _CONTROL_CONTENT = tags("sdt"), tags("sdtContent")
_BEGIN: dict[str, Callable[[WordBody, dict[str, str]], None]] = {
    tag: begin
    for name, begin in {
        "sdt": WordBody.begin_control,
        "showingPlcHdr": WordBody.begin_prompt,
        "vanish": WordBody.begin_hiding,
        "rStyle": WordBody.begin_run_style,
        "pStyle": WordBody.begin_paragraph_style,
        "framePr": WordBody.begin_frame,
        "sym": WordBody.begin_symbol,
        "footnoteReference": WordBody.begin_footnote,
        "endnoteReference": WordBody.begin_endnote,
        "altChunk": WordBody.begin_inserted_document,
        "ffData": WordBody.begin_field,
        "checkBox": WordBody.begin_tick,
        "checked": WordBody.begin_checked,
        "default": WordBody.begin_default,
        "result": WordBody.begin_chosen,
        "listEntry": WordBody.begin_choice,
        "rFonts": WordBody.begin_font,
        "object": WordBody.begin_object,
    }.items()
    for tag in tags(name)
}
_BEGIN[_OLD_WORD_ART] = WordBody.begin_word_art
