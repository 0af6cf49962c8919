"""Widgets that Django lacks, or whose GOV.UK markup differs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

PART_LABELS = {"day": "Day", "month": "Month", "year": "Year"}


class TextInput(forms.TextInput):
    """A line of text with a unit before or after it: `TextInput(prefix="£")`."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, *, prefix: str = "", suffix: str = ""
    ) -> None:
        super().__init__(attrs)
        self.prefix = prefix
        self.suffix = suffix


class Textarea(forms.Textarea):
    """Normalises line ends to one character, so that lengths and positions agree with the browser's."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class CountedTextarea(Textarea):
    """Shows how many characters are left of the field's `max_length`."""


class _Hinted(forms.widgets.ChoiceWidget):
    """Choices with a hint under some: `Radios(hints={"table": "Several people speak together"})`."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        hints: Mapping[Any, str] | None = None,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class Radios(_Hinted, forms.RadioSelect):
    pass


class Checkboxes(_Hinted, forms.CheckboxSelectMultiple):
    pass


class DateInput(forms.Widget):
    """Separate boxes for day, month and year, or for month and year alone.

    The value is an ISO date where it came as one, else the parts as typed with slashes between, so
    that the page can show again what was typed.
    """

    template_name = "ui/fields/date_widget.html"
    use_fieldset = True

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        parts: Sequence[str] = ("day", "month", "year"),
    ) -> None:
        super().__init__(attrs)
        self.parts = tuple(parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        attrs = dict(attrs or {})
        faulty = attrs.pop("data-faulty-parts", "").split()
        context = super().get_context(name, value, attrs)
        element_id = context["widget"]["attrs"].get("id", name)
        context["widget"]["parts"] = [
            {
                "id": f"{element_id}-{part}",
                "name": f"{name}-{part}",
                "label": PART_LABELS[part],
                "value": typed,
                "width": 4 if part == "year" else 2,
                # A month may be typed by its name.
                "inputmode": "text" if part == "month" else "numeric",
                "has_error": part in faulty,
            }
            for part, typed in zip(self.parts, self.typed(value), strict=True)
        ]
        return context

    def typed(self, value: Any) -> tuple[str, ...]:
        """The text of each box, for a date or for what was typed before."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                pieces = value.split("/")
                return tuple(pieces) if len(pieces) == len(self.parts) else ("",) * len(self.parts)
        return tuple(str(getattr(value, part)) if value else "" for part in self.parts)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        whole = data.get(name)
        if isinstance(whole, str) and whole:
            return whole  # an ISO date, as programmes and tests send it
        pieces = [
            str(data.get(f"{name}-{part}") or "").strip().replace("/", " ") for part in self.parts
        ]
        return "/".join(pieces) if any(pieces) else None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and all(f"{name}-{part}" not in data for part in self.parts)

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}-{self.parts[0]}" if id_ else id_
