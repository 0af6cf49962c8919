"""Taguette 1.5.2 in an environment of its own, spoken to over HTTP: the peer of `bench.coding`."""

import http.client
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import venv
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlencode

VERSION = "1.5.2"
PORT = 8139
STARTS_WITHIN = 30.0  # seconds
BOUNDARY = "bench"


class Taguette:
    """A server with one project; `install` in a folder that may be kept."""

    def __init__(self, folder: Path, room: Path) -> None:
        self.environment = folder / f"taguette-{VERSION}"
        self.database = room / "taguette.sqlite3"
        self._log = room / "taguette.log"

    def install(self) -> None:
        """With the ordinary client. Raises CalledProcessError where that fails."""
        python = str(self.environment / "bin" / "python")
        if not (self.environment / "bin" / "taguette").exists():
            venv.create(self.environment, with_pip=True)
            command = [python, "-m", "pip", "install", "--quiet", f"taguette=={VERSION}"]
            subprocess.run(command, check=True, stdout=sys.stderr)

    def start(self) -> None:
        """As someone starts it on their own machine: one user, SQLite."""
        command = [
            str(self.environment / "bin" / "taguette"),
            "--no-browser",
            f"--port={PORT}",
            f"--database=sqlite:///{self.database}",
        ]
        outside = {
            name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ
        }
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(command, env=outside, stdout=log, stderr=log)
        until = time.monotonic() + STARTS_WITHIN
        while not (token := re.search(r"\?token=(\w+)", self._log.read_text())):
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError("Taguette did not start")
            time.sleep(0.1)
        self._connection = http.client.HTTPConnection("127.0.0.1", PORT)
        self._cookies: dict[str, str] = {}
        self._ask("GET", f"/?token={token[1]}")
        self._ask("GET", "/project/new")

    def stop(self) -> None:
        self._connection.close()
        self.process.terminate()
        self.process.wait(timeout=30)

    def bring_in(self, transcripts: Sequence[Sequence[str]], codes: Sequence[str]) -> None:
        """A project with these transcripts, a list of turns each, and these codes."""
        form = urlencode({"name": "Bench", "description": "", "_xsrf": self._cookies["_xsrf"]})
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        address = self._ask("POST", "/project/new", form.encode(), headers)[1]
        self._project = f"/api{address.removesuffix('/')}"
        self._documents = [
            self._add_document(number, turns) for number, turns in enumerate(transcripts)
        ]
        self._tags = [
            int(self._json("/tag/new", {"path": code, "description": ""})["id"]) for code in codes
        ]

    def mark(self, transcript: int, start: int, end: int, code: int) -> None:
        """Mark a passage, from one byte of the words of a transcript to another."""
        passage = {"start_offset": start, "end_offset": end, "tags": [self._tags[code]]}
        self._json(f"/document/{self._documents[transcript]}/highlight/new", passage)

    def connect(self) -> None:
        """Open a new connection: a server closes one that was silent."""
        self._connection.close()
        self._connection.connect()

    def marked(self) -> list[str]:
        """The words of each passage, in the order in which they were marked."""
        with sqlite3.connect(self.database) as database:
            snippets = database.execute("SELECT snippet FROM highlights ORDER BY id").fetchall()
        return [re.sub(r"<[^>]+>", "", snippet) for (snippet,) in snippets]

    def _add_document(self, number: int, turns: Sequence[str]) -> int:
        words = "".join(f"<p>{escape(turn, quote=False)}</p>" for turn in turns)
        fields = {"name": f"Transcript {number}", "description": ""}
        parts = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = f'form-data; name="file"; filename="{number}.html"\r\nContent-Type: text/html'
        page = f"<html><body>{words}</body></html>"
        parts.append(
            f"--{BOUNDARY}\r\nContent-Disposition: {head}\r\n\r\n{page}\r\n--{BOUNDARY}--\r\n"
        )
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", **self._token}
        body = self._ask("POST", f"{self._project}/document/new", "".join(parts).encode(), headers)
        return int(json.loads(body[0])["created"])

    def _json(self, address: str, sent: dict[str, object]) -> dict[str, int]:
        headers = {"Content-Type": "application/json", **self._token}
        body, _ = self._ask("POST", f"{self._project}{address}", json.dumps(sent).encode(), headers)
        answer: dict[str, int] = json.loads(body)
        return answer

    @property
    def _token(self) -> dict[str, str]:
        return {"X-XSRFToken": self._cookies["_xsrf"]}

    def _ask(
        self, method: str, address: str, sent: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[bytes, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, address, sent, {"Cookie": cookies, **(headers or {})})
        answer = self._connection.getresponse()
        body = answer.read()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, value = cookie.split(";")[0].split("=", 1)
            self._cookies[name] = value
        if answer.status >= 400:
            raise RuntimeError(f"Taguette answered {answer.status}: {body[:200]!r}")
        return body, answer.headers.get("Location", "")
