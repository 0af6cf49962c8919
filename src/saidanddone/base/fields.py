"""Text fields that say whose words they hold (`words`); a meta-test refuses any other text field.

public  may leave in a release          staff  written by staff, stays inside
token   a state, kind or reference      sealed lives in `vault.fields`

Public and staff words read as they are written: see `base.direction`.
"""

from typing import TYPE_CHECKING, Any

from django.db import models

from saidanddone.base.direction import without_direction_marks
from saidanddone.base.references import LENGTH, new_reference

if TYPE_CHECKING:  # at run time Django's fields take no parameters
    LongText = models.TextField[str, str]
    ShortText = models.CharField[str, str]
else:
    LongText, ShortText = models.TextField, models.CharField


class ReadsAsWritten(models.Field if TYPE_CHECKING else object):  # type: ignore[misc]
    """Takes out marks that turn letters round, on the way in and from what was stored before."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = without_direction_marks(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(without_direction_marks(value))

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        return without_direction_marks(value)


class PublicText(ReadsAsWritten, LongText):
    words = "public"


class PublicLine(ReadsAsWritten, ShortText):
    words = "public"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 250)
        super().__init__(*args, **kwargs)


class StaffText(ReadsAsWritten, LongText):
    words = "staff"


class StaffLine(ReadsAsWritten, ShortText):
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
