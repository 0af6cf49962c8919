"""What was entered in the form controls of an OpenDocument text (ISO/IEC 26300, part 1, 13)."""

from saidanddone.listening.documents.symbols import NOT_TICKED, TICKED

_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_IDENTIFIERS = (_FORM + "id", "{http://www.w3.org/XML/1998/namespace}id")
_BOXES = {_FORM + "checkbox", _FORM + "radio"}
_ENTRIES = {
    _FORM + kind
    for kind in [
        "text",
        "textarea",
        "formatted-text",
        "number",
        "date",
        "time",
        "combobox",
        "listbox",
        "fixed-text",
    ]
}


class Controls:
    """The value of each control by its identifier: controls stand before the words they are in."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._chosen: dict[str, tuple[list[str], list[str]]] = {}  # first by default, then now
        self._listbox = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        identifiers = [attributes[name] for name in _IDENTIFIERS if name in attributes]
        if tag in _BOXES:
            self._keep(identifiers, _box(attributes))
        elif tag in _ENTRIES:
            self._keep(identifiers, _entry(attributes))
            self._listbox = identifiers[0] if identifiers else ""
        elif tag == _FORM + "option" and self._listbox:
            by_default, now = self._chosen.setdefault(self._listbox, ([], []))
            label = attributes.get(_FORM + "label", "")
            if attributes.get(_FORM + "selected") == "true":
                by_default.append(label)
            if attributes.get(_FORM + "current-selected") == "true":
                now.append(label)

    def value(self, identifier: str) -> str:
        by_default, now = self._chosen.get(identifier, ([], []))
        return ", ".join(now or by_default) or self._values.get(identifier, "")

    def _keep(self, identifiers: list[str], value: str) -> None:
        self._values |= dict.fromkeys(identifiers, value)


def _entry(attributes: dict[str, str]) -> str:
    names = ("current-value", "value", "label")
    return next((attributes[_FORM + name] for name in names if _FORM + name in attributes), "")


def _box(attributes: dict[str, str]) -> str:
    names = ("current-state", "current-selected", "state", "selected")
    state = next((attributes[_FORM + name] for name in names if _FORM + name in attributes), "")
    mark = TICKED if state in {"checked", "true"} else NOT_TICKED
    return f"{mark} {attributes.get(_FORM + 'label', '')}".rstrip()
