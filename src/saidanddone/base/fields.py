"""Text fields that say whose words they hold (`words`); a meta-test refuses any other text field.

public  may leave in a release          staff  written by staff, stays inside
token   a state, kind or reference      sealed lives in `vault.fields`
"""

from typing import Any

from django.db import models

from saidanddone.base.references import LENGTH, new_reference


class PublicText(models.TextField):  # type: ignore[type-arg]
    words = "public"


class PublicLine(models.CharField):  # type: ignore[type-arg]
    words = "public"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 250)
        super().__init__(*args, **kwargs)


class StaffText(models.TextField):  # type: ignore[type-arg]
    words = "staff"


class StaffLine(models.CharField):  # type: ignore[type-arg]
    words = "staff"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 250)
        super().__init__(*args, **kwargs)


class Token(models.CharField):  # type: ignore[type-arg]
    """A machine's word: a state, a kind, a role, an address part. Never typed prose."""

    words = "token"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)


class ReferenceField(Token):
    """The random public name of a record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LENGTH)
        kwargs.setdefault("unique", True)
        kwargs.setdefault("default", new_reference)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
