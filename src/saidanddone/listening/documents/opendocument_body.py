"""The words of one part of an OpenDocument text (ISO/IEC 26300, part 1)."""

import re
from types import MappingProxyType

from saidanddone.listening.documents import document
from saidanddone.listening.documents.markup import Paragraphs
from saidanddone.listening.documents.notes import note_mark
from saidanddone.listening.documents.opendocument_forms import Controls
from saidanddone.listening.documents.symbols import in_font

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _OFFICE, _STYLE = _SPACE % "text", _SPACE % "office", _SPACE % "style"
_DRAW, _SVG = _SPACE % "drawing", _SPACE % "svg-compatible"
_LIBREOFFICE = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_SPACES = re.compile(" {2,}")
_NOTE, _NOTE_BODY, _FORMS = _TEXT + "note", _TEXT + "note-body", _OFFICE + "forms"
_CONTENT_CONTROL = _LIBREOFFICE + "content-control"
_HIDDEN_PARAGRAPH = _TEXT + "hidden-paragraph"
_SPAN = _TEXT + "span"
_FRAME, _IMAGE, _OBJECTS = (
    _DRAW + "frame",
    _DRAW + "image",
    {_DRAW + "object", _DRAW + "object-ole"},
)


class OpenDocumentBody(Paragraphs):
    paragraph_tags = frozenset({_TEXT + "p", _TEXT + "h"})
    left_out_tags = frozenset(
        {_TEXT + "tracked-changes", _TEXT + "note-citation", _TEXT + "ruby-text"}
        | {
            _TEXT + "script",
            _TEXT + "placeholder",
            _OFFICE + "annotation",
            _SVG + "title",
            _SVG + "desc",
        }
    )
    counted_tags = MappingProxyType(
        {_OFFICE + "annotation": document.COMMENTS, _IMAGE: document.PICTURES}
        | dict.fromkeys(_OBJECTS, document.INSERTED_FILES)
    )
    stands_for = MappingProxyType(
        {_TEXT + "s": " ", _TEXT + "tab": "\t", _TEXT + "line-break": "\n"}
    )

    def __init__(self, hidden_styles: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.hidden_styles = set(hidden_styles)
        self.notes: list[str] = []
        self._fonts: dict[str, str] = {}  # by style
        self._spans: list[str] = []  # the style of each that is open
        self._style = ""
        self._forms = Controls()
        self._is_in_forms = self._is_object = self._is_hidden = False
        self._around_notes: list[tuple[list[str], list[str], list[int]]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.is_left_out:
            self._is_in_forms |= tag == _FORMS
            if self._is_in_forms:
                self._forms.start(tag, attributes)
            elif tag == _STYLE + "style":
                self._style = attributes.get(_STYLE + "name", "")
            elif tag == _STYLE + "text-properties":
                self._fonts[self._style] = attributes.get(_STYLE + "font-name", "")
                if attributes.get(_TEXT + "display") == "none":
                    self.hidden_styles.add(self._style)
            elif tag == _DRAW + "control":
                self._add_control(attributes.get(_DRAW + "control", ""))
            elif tag == _HIDDEN_PARAGRAPH and attributes.get(_TEXT + "is-hidden") == "true":
                self._is_hidden = True
            elif tag in _OBJECTS:
                self._is_object = True
            elif (
                tag == _IMAGE and self._is_object
            ):  # what the object looks like, and no more than it
                self.left_out[document.PICTURES] -= 1
            elif tag == _NOTE:
                self.notes.append("")
                self.add(note_mark(len(self.notes)))
            elif tag == _NOTE_BODY:
                self._around_notes.append((self.lines, self._line, self._open))
                self.lines, self._line, self._open = [], [], []
        super().start(tag, attributes)
        if tag == _SPAN and not self.is_left_out:
            self._spans.append(attributes.get(_TEXT + "style-name", ""))

    def end(self, tag: str) -> None:
        was_left_out = self.is_left_out
        super().end(tag)
        if was_left_out:
            return
        if tag == _FORMS:
            self._is_in_forms = False
        elif tag == _SPAN and self._spans:
            self._spans.pop()
        elif tag == _FRAME:
            self._is_object = False
        elif tag == _NOTE_BODY and self._around_notes:
            self.notes[len(self.notes) - 1] = " ".join(line.strip() for line in self.lines)
            self.lines, self._line, self._open = self._around_notes.pop()

    def data(self, text: str) -> None:
        font = self._fonts.get(self._spans[-1], "") if self._spans else ""
        self.add(in_font(font, _WHITE_SPACE.sub(" ", text), self.left_out))

    def leaves_out(self, tag: str, attributes: dict[str, str]) -> bool:
        """Hidden words, which are counted, and prompts that nobody answered."""
        if self._is_in_forms:
            return tag in self.paragraph_tags
        if tag == _CONTENT_CONTROL:
            return attributes.get(_LIBREOFFICE + "showing-place-holder") == "true"
        is_hidden = (
            attributes.get(_TEXT + "style-name") in self.hidden_styles
            or (tag == _TEXT + "section" and attributes.get(_TEXT + "display") == "none")
            or (tag == _TEXT + "hidden-text" and attributes.get(_TEXT + "is-hidden") == "true")
        )
        self.left_out[document.HIDDEN_TEXT] += is_hidden
        return is_hidden

    def laid_out(self, paragraph: str) -> str:
        """White space counts once, however the file is laid out (6.1.2). A hidden paragraph is counted."""
        if self._is_hidden:
            self._is_hidden = False
            self.left_out[document.HIDDEN_TEXT] += 1
            return ""
        return _SPACES.sub(" ", paragraph)

    def _add_control(self, identifier: str) -> None:
        value = self._forms.value(identifier)
        if self._open:
            self.add(value)
        elif value:  # anchored to the page and not to a paragraph
            self.lines.append(value)
