from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from saidanddone.access.queries import actor_by_email
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.query_planner import count_rows_for_planning
from saidanddone.evidence.themes.commands import recount
from saidanddone.programme.queries import find_programme


class Command(BaseCommand):
    help = "Count a programme's themes, communities and answers again from its records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="email", required=True, help="who runs this, by e-mail")
        parser.add_argument("--programme", required=True, help="the programme's address")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            actor = actor_by_email(options["email"])
            programme = find_programme(actor, options["programme"], "evidence.manage_themes")
            count_rows_for_planning()
            recount(actor=actor, programme=programme)
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=2) from None
        except NotYours:
            raise CommandError(
                "There is no such programme, or this person does not manage its themes.",
                returncode=2,
            ) from None
        self.stdout.write(f"Everything said in {programme.slug} is counted again.")
