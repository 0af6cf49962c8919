"""A database is a demonstration or it is real; it says which once, and the two never mix."""

from django.conf import settings

from saidanddone.access.models import Installation, User
from saidanddone.audit.models import Entry
from saidanddone.base.errors import Refused


def say_what_this_is(kind: str) -> None:
    """Write what this database is, or refuse to start as the other kind."""
    installation = Installation.objects.first()
    if installation is None:
        # The audit remembers what has no person yet: an administrator who was only invited.
        if kind == "demonstration" and (User.objects.exists() or Entry.objects.exists()):
            raise Refused("This database is already in use, so it cannot be a demonstration.")
        installation = Installation.objects.create(kind=kind)
    if installation.kind != kind:
        raise Refused(
            f"This database is {installation.kind}; it cannot be served as {kind}. "
            "Set SAIDANDDONE_HOME to another folder, or start without SAIDANDDONE_DEMONSTRATION."
        )


def is_demonstration() -> bool:
    """Both must say so: how it was started, and what the database is."""
    installation = Installation.objects.first()
    return (
        settings.DEMONSTRATION and installation is not None and installation.kind == "demonstration"
    )
