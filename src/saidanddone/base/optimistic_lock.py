"""The optimistic lock: of two people who edit one record, the second is shown both texts."""

from typing import Any, TypeVar

from saidanddone.base.errors import EditedMeanwhile
from saidanddone.base.models import Versioned

Edited = TypeVar("Edited", bound=Versioned)


def save_edit(record: Edited, expected_version: int, **changes: Any) -> Edited:
    """Write `changes` if the record still has the version the person opened.

    Call inside a transaction. Raises EditedMeanwhile, carrying the record as it now stands.
    """
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if current.version != expected_version:
        raise EditedMeanwhile(current)
    for name, value in changes.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    return current
