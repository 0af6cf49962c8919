"""`saidanddone import-turns FILE ...`: conversations recorded elsewhere, all of them or none."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from saidanddone.access.queries import actor_by_email
from saidanddone.base import arguments
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.transcripts.commands import confirm_as_is
from saidanddone.listening.commands import (
    ImportResult,
    import_turns,
    programme_for_import,
)
from saidanddone.listening.inputs import ConsentElsewhereInput, ImportInput, TurnColumns
from saidanddone.programme.models import Programme
from saidanddone.ui.templatetags.ui import count_of

BAD_INPUT = 2
NEEDED_COLUMNS = ("community", "interview", "text")
OTHER_COLUMNS = ("speaker", "interviewer")  # left out for replies to a survey


class Command(BaseCommand):
    help = (
        "Brings in a table of speaker turns (.csv, .csv.gz, .xlsx or .ods), one occasion and one contribution an "
        "interview. A programme that does not exist is made, with you in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, help="who you sign in as")
        parser.add_argument("--programme", required=True, help="the programme's address part")
        for name in NEEDED_COLUMNS:
            parser.add_argument(f"--{name}-column", required=True)
        for name in OTHER_COLUMNS:
            parser.add_argument(f"--{name}-column", default="")
        parser.add_argument(
            "--other-text-column",
            dest="other_texts",
            action="append",
            default=[],
            help="one more column of replies, where nobody is asking; once for each",
        )
        parser.add_argument(
            "--interviewer-value",
            dest="interviewer_values",
            action="append",
            default=[],
            help="what stands there when an interviewer speaks; once for each interviewer",
        )
        parser.add_argument("--held", required=True, type=arguments.day, help="YYYY-MM-DD")
        parser.add_argument("--consent-form", required=True)
        parser.add_argument("--consent-date", required=True, type=arguments.day, help="YYYY-MM-DD")
        parser.add_argument("--consent-holder", required=True)
        parser.add_argument("--uses", required=True, help="uses agreed to, by commas")
        parser.add_argument(
            "--again",
            action="store_true",
            help="other conversations under a form that some came in under before",
        )
        parser.add_argument("--confirmed", action="store_true", help="already de-identified")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        with _said_plainly():
            programme, result, confirmed = self._bring_in(options)
        figures = {
            "programme": programme.slug,
            "contributions": len(result.contributions),
            "turns": result.turns,
            "communities": result.communities,
            "tables": result.tables,
            "without_interviewee": result.without_interviewee,
            "rows_without_words": result.rows_without_words,
            "confirmed": confirmed,
        }
        if options["as_json"]:
            self.stdout.write(json.dumps(figures))
        else:
            self.stdout.write(
                f"{count_of(len(result.contributions), 'contribution')} with "
                f"{count_of(result.turns, 'turn')} from "
                f"{count_of(result.communities, 'community,communities')} came into "
                f"{programme.slug}; {count_of(result.tables, 'is a table,are tables')}; "
                f"{count_of(confirmed, 'is confirmed,are confirmed')}."
            )
            for sentence in result.doubts:
                self.stdout.write(sentence)

    @transaction.atomic
    def _bring_in(self, options: dict[str, Any]) -> tuple[Programme, ImportResult, int]:
        content = _read(options["file"])
        actor = actor_by_email(options["email"])
        programme = programme_for_import(actor=actor, slug=options["programme"])
        actor = actor_by_email(options["email"])  # with the role just given in a new programme
        result = import_turns(
            actor=actor,
            programme=programme,
            content=content,
            details=_details(options),
            tell=self._tell,
        )
        if not options["confirmed"]:
            return programme, result, 0
        transcripts = confirm_as_is(
            actor=actor, programme=programme, contributions=result.contributions
        )
        return programme, result, len(transcripts)

    def _tell(self, done: int, of: int) -> None:
        """One line that counts up at a terminal; every tenth conversation in a log."""
        if self.stderr.isatty():
            ending = "\n" if done == of else "\r"
            self.stderr.write(f"{done} of {of} conversations", ending=ending)
        elif done == of or done % 10 == 0:
            self.stderr.write(f"{done} of {of} conversations")


def _details(options: dict[str, Any]) -> ImportInput:
    return ImportInput(
        columns=TurnColumns(
            **{name: options[f"{name}_column"] for name in (*NEEDED_COLUMNS, *OTHER_COLUMNS)},
            other_texts=options["other_texts"],
            interviewer_values=options["interviewer_values"],
        ),
        held_on=options["held"],
        consent=ConsentElsewhereInput(
            consent_form=options["consent_form"],
            consent_date=options["consent_date"],
            consent_holder=options["consent_holder"],
            uses=tuple(use.strip() for use in options["uses"].split(",") if use.strip()),
        ),
        again=options["again"],
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        sentence = "This file cannot be opened. Check where it is, and that you may read it."
        raise CommandError(sentence, returncode=BAD_INPUT) from None


@contextmanager
def _said_plainly() -> Iterator[None]:
    """A refusal becomes one sentence and exit code 2; nothing was stored."""
    try:
        yield
    except Refused as refused:
        raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
    except NotYours:
        sentence = "There is no such programme, or you may not import into it."
        raise CommandError(sentence, returncode=BAD_INPUT) from None
