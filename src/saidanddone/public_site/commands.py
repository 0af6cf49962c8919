"""Writing the public site to a folder, to be served elsewhere."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.programme.models import Programme
from saidanddone.public_site import pages
from saidanddone.public_site.export import Written, write_site
from saidanddone.public_site.queries import find_site


@transaction.atomic
def export_site(
    *,
    actor: Actor,
    programme: Programme,
    folder: Path,
    updates_url: str = "",
    tell: Callable[[str], None] = lambda line: None,
) -> Written:
    """Write the last release as plain files. Raises Refused, or NotYours where nothing is released."""
    require(actor, "publishing.export_site", programme)
    site = find_site(programme.slug)
    audit.record(
        actor=actor,
        act="publishing.export_site",
        about=site.release,
        scope_ref=programme.ref,
    )
    every_page = [*pages.every_page(site), pages.first_page(site)]
    return write_site(folder, every_page, updates_url=updates_url, tell=tell)
