"""Whether an act stands in the audit."""

from saidanddone.audit.models import Entry
from saidanddone.base.models import Record


def named(about: Record) -> str:
    """What an entry calls the record that it is about."""
    return f"{about._meta.label} {about.ref}"


def is_recorded(act: str, *, about: Record) -> bool:
    """Whether this act about this record is written: for what a new version writes down once."""
    return Entry.objects.filter(act=act, about=named(about)).exists()
