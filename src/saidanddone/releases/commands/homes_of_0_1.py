"""What became of the releases of version 0.1 when this version was installed, written in the audit."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.audit import commands as audit
from saidanddone.audit.recorded import is_recorded
from saidanddone.releases.models import Release

ACT = "publishing.rest_quotes_of_0_1"


@transaction.atomic
def note_quotes_taken_off(*, actor: Actor | None = None) -> int:
    """Write down, once for each release, that its quotes came off; how many releases are new to it.

    The migration takes them off before the first request. It cannot write in the audit itself.
    """
    releases = Release.objects.filter(quotes_taken_off__gt=0).select_related("programme")
    new = [
        release
        for release in releases.defer("content").order_by("pk")
        if not is_recorded(ACT, about=release)
    ]
    for release in new:
        audit.record(
            actor=actor,
            act=ACT,
            about=release,
            scope_ref=release.programme.ref,
            count=release.quotes_taken_off,
        )
    return len(new)
