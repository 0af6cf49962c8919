from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.audit import kept_head
from saidanddone.audit.chain import ChainHead, verify
from saidanddone.base.errors import Refused

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Check the audit from its first entry and against the heads that were kept, and print its head."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--against",
            metavar="HEAD",
            help="a line that this command printed earlier, or its number and mac alone",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = _parse(options["against"])
        beside = self._beside_the_keys(given)
        for head in filter(None, [given, beside]):
            if problem := kept_head.why_not_in_chain(head):
                raise CommandError(problem)
        verification = verify()
        if verification.broken_at is not None:
            raise CommandError(kept_head.broken_at(verification.broken_at))
        self.stdout.write(kept_head.printed(verification.head))
        if given or beside:
            kept_head.keep_newer(verification.head)

    def _beside_the_keys(self, given: ChainHead | None) -> ChainHead | None:
        """None where it is missing: a head that was given is trusted in its place."""
        try:
            return kept_head.read()
        except Refused as refused:
            if given is None and kept_head.is_kept():
                raise CommandError(refused.sentence) from None
            if given is None:
                self.stderr.write(kept_head.NOT_KEPT_YET)
            return None


def _parse(text: str | None) -> ChainHead | None:
    if text is None:
        return None
    try:
        return kept_head.parse(text)
    except Refused as refused:
        raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
