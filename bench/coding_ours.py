"""The product served on loopback with transcripts to mark: our half of `bench.coding`."""

import http.client
import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.management import call_command
from django.test import Client

from bench.serving import PORT, SERVED, serve
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.listening.passages import Passage
from saidanddone.vault.sealing import key_ring_for
from tests.people import gather
from tests.unit.evidence.voices import a_code, a_theme, confirmed, words_of_kit

if TYPE_CHECKING:
    import subprocess

STARTS_WITHIN = 30.0  # seconds
FRAGMENT = {"X-Fragment": "turns"}  # as assets/js/coding.js asks for the passage alone


class SaidAndDone:
    """The product as `make run` serves it, with Chidi, an analyst, signed in."""

    process: "subprocess.Popen[bytes]"
    url = f"http://{SERVED}"

    def __init__(self, room: Path) -> None:
        for database in ("default", "keys"):
            call_command("migrate", database=database, verbosity=0)
        call_command("make_keys", verbosity=0)
        self._cast = gather()

    def bring_in(self, transcripts: Sequence[Sequence[str]], codes: Sequence[str]) -> None:
        """Confirmed transcripts, a list of turns each; these codes, each under a theme."""
        self._refs = []
        for turns in transcripts:
            words = [
                Passage(number % 2, "verbatim", False, turn) for number, turn in enumerate(turns)
            ]
            self._refs.append(confirmed(self._cast, words_of_kit(self._cast, passages=words)).ref)
        made = [a_code(self._cast, name) for name in codes]
        for code in made:
            a_theme(self._cast, code, statement=f"{code.name}: what people said of it.")
        self._codes = [code.ref for code in made]

    def start(self) -> None:
        self.process = serve()
        client = Client()
        client.force_login(self._cast.users["chidi"])
        self.cookies = {"s": client.cookies["s"].value}
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                self._connection = http.client.HTTPConnection("127.0.0.1", PORT)
                page = self._ask("GET", self.address(0)).decode()
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)
        [self._token] = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))

    def stop(self) -> None:
        self._connection.close()
        self.process.terminate()
        self.process.wait(timeout=30)

    def address(self, transcript: int) -> str:
        return f"/programmes/harbour/transcripts/{self._refs[transcript]}"

    def mark(self, transcript: int, start: int, end: int, code: int) -> None:
        """Mark a passage, from one code point of the words of a transcript to another."""
        sent = {
            "csrfmiddlewaretoken": self._token,
            "once": os.urandom(16).hex(),
            "start": start,
            "end": end,
            "codes": self._codes[code],
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", **FRAGMENT}
        address = f"{self.address(transcript)}/mark"
        self._ask("POST", address, urlencode(sent).encode(), headers)

    def connect(self) -> None:
        """Open a new connection: a server closes one that was silent."""
        self._connection.close()
        self._connection.connect()

    def marked(self) -> list[str]:
        """The words of each passage, in the order in which they were marked."""
        excerpts = list(Excerpt.objects.order_by("pk"))
        key_ring = key_ring_for(excerpts)
        return [key_ring.unseal(excerpt, "quote") for excerpt in excerpts]

    def _ask(
        self, method: str, address: str, sent: bytes = b"", headers: dict[str, str] | None = None
    ) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._connection.request(method, address, sent, {"Cookie": cookies, **(headers or {})})
        answer = self._connection.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        if answer.status >= 400:
            raise RuntimeError(f"ours answered {answer.status}: {body[:300]!r}")
        return body
