"""Finds the records that a form names by reference."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet

from saidanddone.base.errors import NotYours

Named = TypeVar("Named", bound=Model)


def all_named(visible: QuerySet[Named], refs: Iterable[str]) -> list[Named]:
    """The records with these references, in that order. Raises NotYours if one is not visible."""
    wanted = list(dict.fromkeys(refs))
    records = {
        str(getattr(record, "ref")): record  # noqa: B009
        for record in visible.filter(ref__in=wanted)
    }
    if len(records) < len(wanted):
        raise NotYours
    return [records[ref] for ref in wanted]


def one_named(visible: QuerySet[Named], ref: str) -> Named:
    return all_named(visible, [ref])[0]


def one_or_none(visible: QuerySet[Named], ref: str) -> Named | None:
    """None where nothing was named."""
    return one_named(visible, ref) if ref else None
