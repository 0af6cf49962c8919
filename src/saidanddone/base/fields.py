"""Text fields that say whose words they hold (`words`); a meta-test refuses any other text field.

public  may leave in a release          staff  written by staff, stays inside
token   a state, kind or reference      sealed lives in `vault.fields`
"""

from typing import TYPE_CHECKING, Any

from django.db import models

from saidanddone.base.references import LENGTH, new_reference

if TYPE_CHECKING:  # at run time Django's fields take no parameters
    LongText = models.TextField[str, str]
    ShortText = models.CharField[str, str]
else:
    LongText, ShortText = models.TextField, models.CharField


class PublicText(LongText):
    words = "public"


class PublicLine(ShortText):
    words = "public"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 250)
        super().__init__(*args, **kwargs)


class StaffText(LongText):
    words = "staff"


class StaffLine(ShortText):
    words = "staff"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 250)
        super().__init__(*args, **kwargs)


class Token(ShortText):
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
