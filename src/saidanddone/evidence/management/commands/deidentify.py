"""`saidanddone deidentify FILE`: what could tell who someone is, in a file, without a database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.base.errors import Refused
from saidanddone.evidence.transcripts.redaction import Hit, find_identifiers, model, redact
from saidanddone.listening.documents import LIMITS, read_document, text
from saidanddone.listening.documents.guards import refuse_if_empty_or_too_large, refuse_if_too_long

BAD_INPUT = 2
DOCUMENTS = (".docx", ".odt", ".pdf")
NO_MODEL = "The model that looks for names is not installed here: more of them are missed."
READ_IT_THROUGH = "Read it through: a nickname, a job or a story can tell who someone is too."


class Command(BaseCommand):
    help = (
        "Finds what could tell who someone is in a text or a document. Needs no database, keeps "
        "nothing and opens no connection."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a text, .docx, .odt or .pdf; - for standard input")
        parser.add_argument("--names", type=Path, help="a text file of names to find, one a line")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            is_document = Path(options["file"]).suffix.lower() in DOCUMENTS
            words = _words_of(options["file"], is_document=is_document)
            names = _text_of(options["names"].read_bytes()) if options["names"] else ""
            others = model.names_in([words])[0] if model.is_installed() else []
            hits = find_identifiers(words, names.splitlines(), others)
        except Refused as refused:
            raise CommandError(refused.sentence, returncode=BAD_INPUT) from None
        except OSError as error:
            raise CommandError(
                f"The file cannot be read: {error.strerror}. Check its name and who may read it.",
                returncode=BAD_INPUT,
            ) from None
        if options["as_json"]:
            spans = [_as_span(hit) for hit in hits]
            text_of_document = {"text": words} if is_document else {}
            self.stdout.write(json.dumps({"spans": spans} | text_of_document))
        else:
            self.stdout.write(redact(words, hits))
            self.stderr.write(READ_IT_THROUGH)
        if not model.is_installed():
            self.stderr.write(NO_MODEL)


def _words_of(file: str, *, is_document: bool) -> str:
    """What spans count in: a text as it stands in its file, or the words read out of a document."""
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return read_document(file, content).text if is_document else _text_of(content)


def _text_of(content: bytes) -> str:
    refuse_if_empty_or_too_large(content, LIMITS)
    words = text.read(content, LIMITS).text
    refuse_if_too_long(len(words), LIMITS)
    return words


def _as_span(hit: Hit) -> dict[str, Any]:
    return {"start": hit.start, "end": hit.end, "kind": str(hit.kind)}
