"""The kind of a database: demonstration or real, set once."""

from django.conf import settings

from saidanddone.access.models import Installation, User
from saidanddone.audit.models import Entry
from saidanddone.base.errors import Refused


def set_kind(kind: str) -> None:
    """Set the kind of this database, or refuse to start as the other kind."""
    installation = Installation.objects.first()
    if installation is None:
        # An entry without a user: an administrator was invited and has not accepted yet.
        if kind == "demonstration" and (User.objects.exists() or Entry.objects.exists()):
            raise Refused("This database is already in use, so it cannot be a demonstration.")
        installation = Installation.objects.create(kind=kind)
    if installation.kind != kind:
        raise Refused(
            f"This database is {installation.kind}; it cannot be served as {kind}. "
            "Set SAIDANDDONE_HOME to another folder, or start without SAIDANDDONE_DEMONSTRATION."
        )


def is_demonstration() -> bool:
    """Whether the setting and the database both say demonstration."""
    installation = Installation.objects.first()
    return (
        settings.DEMONSTRATION and installation is not None and installation.kind == "demonstration"
    )
