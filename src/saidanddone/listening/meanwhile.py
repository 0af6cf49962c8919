"""A contributor read again inside a command: what a page was opened with may be gone by now."""

from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening.models import Contributor
from saidanddone.programme.models import Programme

TAKEN_BACK = (
    "This person has taken back everything they said, and it is erased. Nothing more can be saved "
    "or changed for them."
)


class TakenBack(Refused):
    """The contributor withdrew after the page was opened."""

    def __init__(self) -> None:
        super().__init__(TAKEN_BACK)


def locked(contributor: Contributor, programme: Programme | None = None) -> Contributor:
    """The contributor as they are now, held until the transaction ends.

    Raises NotYours for a contributor of another programme than the one given, and TakenBack for one
    who withdrew meanwhile.
    """
    if programme is not None and contributor.programme_id != programme.pk:
        raise NotYours("contributor")
    current = (
        Contributor.objects.select_for_update(of=("self",))
        .select_related("programme", "community")
        .filter(pk=contributor.pk)
        .first()
    )
    if current is None:
        raise TakenBack
    return current
