"""saidanddone export-site DIR --as EMAIL [--programme SLUG] [--updates URL]"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.access.queries import actor_by_email
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme.models import Programme
from saidanddone.programme.queries import find_programme, programmes_of
from saidanddone.public_site.commands import export_site

PERMISSION = "publishing.export_site"


class Command(BaseCommand):
    help = "Write the public pages of the last release to a folder, as plain files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="empty, or made by an earlier export")
        parser.add_argument("--as", dest="email", required=True, help="who writes it")
        parser.add_argument("--programme", default="", help="needed where there are several")
        parser.add_argument(
            "--updates",
            default="",
            help="the address of the Updates page, linked from every page where given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actor = actor_by_email(options["email"])
            written = export_site(
                actor=actor,
                programme=_programme(actor, options["programme"]),
                folder=options["folder"].absolute(),
                updates_url=options["updates"],
                tell=self.stderr.write,
            )
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=2) from None
        except NotYours:
            raise CommandError(
                "There is no such release for this person to export. Check the programme, and that a "
                "release of it is signed.",
                returncode=2,
            ) from None
        self.stdout.write(str(written.folder))


def _programme(actor: Actor, slug: str) -> Programme:
    if slug:
        return find_programme(actor, slug, PERMISSION)
    mine = [
        programme for programme in programmes_of(actor) if is_allowed(actor, PERMISSION, programme)
    ]
    if len(mine) > 1:
        names = ", ".join(programme.slug for programme in mine)
        raise Refused(f"Say which programme with --programme: {names}.")
    if not mine:
        raise NotYours(PERMISSION)
    return mine[0]
