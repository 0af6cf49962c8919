"""Form fields for dates and months, with errors that say which part is missing or wrong."""

from calendar import month_name
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from saidanddone.base import clock
from saidanddone.ui.widgets import DateInput

MONTHS = tuple(name.lower() for name in month_name[1:])
SHORTEST_MONTH_NAME = 3


class DateField(forms.DateField):
    """A whole date. Months may be typed by number or name."""

    parts: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DateInput(parts=self.parts))
        super().__init__(**kwargs)

    @property
    def name_in_errors(self) -> str:
        """What an error calls it: the label, or "Date"."""
        return str(self.label or "Date")

    def to_python(self, value: Any) -> date | None:
        day = self._read(value)
        if day is not None and not clock.EARLIEST <= day <= clock.LATEST:
            raise self._error(f"Year must be {clock.YEARS}", ("year",))
        return day

    def _read(self, value: Any) -> date | None:
        if not isinstance(value, str) or "/" not in value:
            return super().to_python(value)
        typed = dict(zip(self.parts, value.split("/"), strict=False))
        missing = tuple(part for part in self.parts if not typed.get(part))
        if missing:
            named = " and ".join(f"a {part}" for part in missing)
            raise self._error(f"{self.name_in_errors} must include {named}", missing)
        return self._date(typed)

    def _date(self, typed: dict[str, str]) -> date:
        year, month = typed["year"], _month_number(typed["month"])
        if not (year.isascii() and year.isdigit() and len(year) == len("2026")):
            raise self._error("Year must include 4 numbers", ("year",))
        day = typed.get("day", "1")
        try:
            return date(int(year), month, int(day))
        except (ValueError, OverflowError):
            kind = "date" if "day" in self.parts else "month"
            raise self._error(f"{self.name_in_errors} must be a real {kind}", self.parts) from None

    def _error(self, sentence: str, parts: tuple[str, ...]) -> ValidationError:
        return ValidationError(sentence, code="invalid", params={"parts": parts})


class MonthField(DateField):
    """A month and a year, as the first day of that month: for what is kept coarse."""

    parts = ("month", "year")


def _month_number(typed: str) -> int:
    """1 to 12 for "6", "06", "June" or "jun"; 0 for anything else."""
    if typed.isascii() and typed.isdigit():
        return int(typed)
    name = typed.lower().rstrip(".")
    if len(name) < SHORTEST_MONTH_NAME:
        return 0
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)
