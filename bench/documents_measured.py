"""The measurements of `bench.documents`, once the product has been pointed at a database of its own."""

import csv
import html
import os
from contextlib import AbstractContextManager, nullcontext
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from unittest import mock

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from bench.documents import COLUMNS, seconds_of
from bench.fill import house
from saidanddone.access.models import User
from saidanddone.listening.models import Contribution
from saidanddone.vault.sealing import KeyRing

OPENINGS = 4  # of a page; the first imports what it needs and is not counted
MODEL = "saidanddone.evidence.transcripts.redaction.model"


def figures(long: Path, many: Path) -> dict[str, float]:
    """CPU seconds of each thing that is measured, by its name."""
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    house()
    _import(long, "F1")
    seconds = {}
    if _has_model():
        call_command("tick", stdout=StringIO())  # names are looked for by the clock
        seconds["page"] = _page_seconds()
    with _without_model():
        seconds["page, rules alone"] = _page_seconds()
    seconds["page plain"] = min(seconds_of(_plain_page) for _ in range(OPENINGS))
    seconds["import"] = seconds_of(lambda: _import(many, "F2"))
    seconds["import plain"] = seconds_of(lambda: _plain_import(many))
    return seconds


def _has_model() -> bool:
    return find_spec(MODEL) is not None


def _without_model() -> AbstractContextManager[object]:
    return (
        mock.patch(f"{MODEL}.is_installed", return_value=False) if _has_model() else nullcontext()
    )


def _import(table: Path, form: str) -> None:
    call_command(
        "import_turns",
        str(table),
        "--as=analyst@bench.example",
        "--programme=bench",
        *(f"--{name}-column={name}" for name in COLUMNS),
        "--interviewer-column=speaker",
        "--interviewer-value=asks",
        "--held=2026-06-01",
        f"--consent-form={form}",
        "--consent-date=2026-05-20",
        "--consent-holder=Archive",
        "--uses=use_in_themes",
        stdout=StringIO(),
        stderr=StringIO(),
    )


def _plain_import(table: Path) -> None:
    """A row of sealed words for each turn, in one transaction."""
    cipher = AESGCM(AESGCM.generate_key(256))
    with table.open(encoding="utf-8", newline="") as file, transaction.atomic():
        rows = [
            (community, interview, cipher.encrypt(nonce := os.urandom(12), words.encode(), nonce))
            for community, interview, _, words in csv.reader(file)
        ]
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_plain (community TEXT, interview TEXT, words BLOB)")
            cursor.executemany("INSERT INTO bench_plain VALUES (%s, %s, %s)", rows)


def _page_seconds() -> float:
    """The quickest opening of the page on which a transcript is confirmed."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.get(email="analyst@bench.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    session = client.session
    session["by_demonstration_link"] = True
    session.save()
    address = f"/programmes/bench/transcripts/to-confirm/{_waiting().ref}"

    def open_page() -> None:
        answer = client.get(address)
        assert answer.status_code == 200
        assert b"Confirm and destroy" in answer.content

    open_page()
    return min(seconds_of(open_page) for _ in range(OPENINGS))


def _waiting() -> Contribution:
    return Contribution.objects.order_by("pk")[0]


def _plain_page() -> None:
    """The same words opened and put on a page, a line each."""
    contribution = _waiting()
    words = KeyRing([contribution.key_ref]).unseal(contribution, "words")
    "".join(f"<p>{html.escape(line)}</p>" for line in words.split('"text"'))
