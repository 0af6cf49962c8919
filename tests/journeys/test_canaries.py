"""200 canaries in sealed fields; none is found in a file, a log, or a page or error of someone else.

Real processes on real files: words typed, uploaded and imported over HTTP and in the terminal, pages
asked for by someone in every role, errors forced on purpose.
"""

import base64
import csv
import io
import json
import secrets
import sqlite3
import string
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, fields
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from saidanddone.access.decorators import PUBLIC
from tests.meta.addresses import address, real, routes
from tests.meta.world import Held, World
from tests.slow.served import Place, served

pytestmark = pytest.mark.slow

SCENE = "tests.journeys.canaries"
HOW_MANY = {
    "typed": 16, "in a document": 16, "note": 8, "in a table": 20, "in the terminal": 20, "refused": 24,
    "unquoted": 24, "in papers": 24, "reflection": 16, "route": 12, "name": 12, "broken": 4,
    "unsaved": 4,
}  # fmt: skip
# Who may meet a canary of each kind in a page; nobody else may. Not even they, where none is named:
# words not confirmed are asked for one by one.
RAW = {"peer_researcher"}
MAY_READ = {
    "typed": RAW, "in a document": RAW, "in a table": RAW, "broken": RAW, "unsaved": set(),
    "in the terminal": set(), "refused": set(), "reflection": set(), "route": set(),
    "unquoted": {"peer_researcher", "engagement_lead", "analyst"},
    "in papers": {"peer_researcher", "engagement_lead", "analyst", "strategy_lead"},
    "name": {"peer_researcher", "engagement_lead"}, "note": {"peer_researcher", "analyst"},
}  # fmt: skip
TOKENS = ("invitation", "one_time_link", "way_back")  # addresses that work once
TOKEN = "c" * 32  # both halves of the form token
HERE = "/programmes/harbour"
SAIDANDDONE = str(Path(sys.executable).with_name("saidanddone"))


def canary() -> str:
    """A word nobody says, that no rule of de-identification points at."""
    return "kan" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(13))


@dataclass
class Visitor:
    """Someone at a browser of their own: a session, no redirects followed."""

    port: int
    session: str = ""

    def ask(self, path: str, **sent: object) -> tuple[int, str]:
        """GET, or POST what is sent; the status, and headers and page as one text."""
        headers = {"Cookie": f"c={TOKEN}" + (f"; s={self.session}" if self.session else "")}
        page = None
        if sent:
            page = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": TOKEN, **sent})
            headers["Content-Type"] = MULTIPART_CONTENT
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("POST" if sent else "GET", path, page, headers)
            response = connection.getresponse()
            said = response.read().decode("utf-8", "replace")
            return response.status, f"{response.headers}\n{said}"


@dataclass
class Played:
    """What came of it: who met which kind of canary where, and what stood in which file."""

    met: dict[str, set[tuple[str, str]]] = field(default_factory=dict)  # kind: {(role, path)}
    asked: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    while_running: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    saved_without_audit: bool = False
    log: str = ""


@pytest.fixture(scope="module")
def canaries() -> dict[str, list[str]]:
    return {kind: [canary() for _ in range(many)] for kind, many in HOW_MANY.items()}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, canaries: dict[str, list[str]]) -> Played:
    place, found = Place(tmp_path_factory.mktemp("canaries")), Played()
    facts = json.loads(place.play(SCENE, json.dumps(canaries)))
    with served(place) as port:
        amina = Visitor(port, facts["sessions"]["peer_researcher"])
        raw = write(amina, facts, canaries)
        force_errors(place, found, amina, facts, canaries)
        look_everywhere(found, port, facts, raw, canaries)
        found.while_running = search(place, canaries)
        found.left_over = [each.name for each in place.temporary.rglob("*") if each.is_file()]
    in_the_terminal(place, tmp_path_factory.mktemp("mine"), canaries)
    found.after = search(place, canaries)
    found.log = place.log.read_text(encoding="utf-8")
    return found


def write(amina: Visitor, facts: dict, canaries: dict[str, list[str]]) -> list[str]:
    """Type, upload and import; the addresses where the raw words are shown to Amina."""
    occasion = f"{HERE}/occasions/{facts['world']['records']['engagement']}"
    words = f"{occasion}/people/{facts['speaker']}"
    sent = {"manner": "verbatim"}
    for each in canaries["typed"]:
        done(amina.ask(words, once=canary(), words=f"We said {each} again.", **sent))
    for number, each in enumerate(canaries["in a document"]):
        made = document(each) if number % 2 else text(each)
        done(amina.ask(words, once=canary(), document=made, **sent))
    done(amina.ask(f"{HERE}/occasions/import", once=canary(), **columns(canaries["in a table"])))
    for each in canaries["reflection"]:
        said = {"from_whom": "panel", "words": f"It felt {each}.", **day("said_on")}
        done(amina.ask(f"{HERE}/reflections", once=canary(), **said))
    _, page = amina.ask(f"{HERE}/transcripts/to-confirm")
    refs = {part.split('"')[0] for part in page.split(f"{HERE}/transcripts/to-confirm/")[1:]}
    return sorted(refs - set(facts["broken"]))


def done(answer: tuple[int, str]) -> None:
    assert answer[0] == 302, answer[1][-3000:]


def text(canary: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("said.txt", f"Person: I wrote {canary} down.".encode())


def document(canary: str) -> SimpleUploadedFile:
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph(f"Person: I wrote {canary} down.")
    made.save(kept)
    return SimpleUploadedFile("said.docx", kept.getvalue())


def table(canaries: list[str]) -> bytes:
    """A conversation a canary, two turns each."""
    kept = io.StringIO()
    rows = csv.writer(kept)
    rows.writerow(("community", "interview", "speaker", "text", "type"))
    for number, each in enumerate(canaries):
        rows.writerow(("Sex workers", number, "I", "What would help?", "interviewer"))
        rows.writerow(("Sex workers", number, "P", f"I would say {each} first.", "participant"))
    return kept.getvalue().encode()


def columns(canaries: list[str]) -> dict[str, object]:
    names = ("community", "interview", "speaker", "text", "type")
    return {
        **{name: name for name in names[:4]},
        "interviewer": "type",
        "interviewer_values": "interviewer",
        **day("held_on"),
        "consent_form": "Form 3",
        **day("consent_date"),
        "consent_holder": "The university",
        "uses": ["use_in_themes"],
        "names": "\n".join(names),
        "table": SimpleUploadedFile("table.csv", table(canaries)),
    }


def day(name: str) -> dict[str, str]:
    return {f"{name}-day": "12", f"{name}-month": "1", f"{name}-year": "2026"}


def force_errors(
    place: Place, found: Played, amina: Visitor, facts: dict, canaries: dict[str, list[str]]
) -> None:
    """Records that cannot be read, and words that cannot be saved because the audit cannot."""
    for ref in facts["broken"]:
        found.errors[ref] = met(
            found, amina, "peer_researcher", f"{HERE}/transcripts/to-confirm/{ref}", canaries
        )
    occasion = f"{HERE}/occasions/{facts['world']['records']['engagement']}"
    before = place.play(SCENE, "count")
    with no_audit(place):
        for each in canaries["unsaved"]:
            sent = {"once": canary(), "words": f"We said {each}.", "manner": "verbatim"}
            path = f"{occasion}/people/{facts['speaker']}"
            found.errors[each] = met(found, amina, "peer_researcher", path, canaries, **sent)
    found.saved_without_audit = before != place.play(SCENE, "count")


@contextmanager
def no_audit(place: Place) -> Iterator[None]:
    """The audit's table is out of reach, as a full or faulty disk might leave it."""
    path = place.root / "home" / "saidanddone.sqlite3"

    def rename(old: str, new: str) -> None:
        with closing(sqlite3.connect(path, timeout=20)) as database:
            database.execute("PRAGMA legacy_alter_table=ON")
            database.execute(f"ALTER TABLE {old} RENAME TO {new}")
            database.commit()

    rename("audit_entry", "audit_entry_away")
    yield
    rename("audit_entry_away", "audit_entry")


def look_everywhere(
    found: Played, port: int, facts: dict, raw: list[str], canaries: dict[str, list[str]]
) -> None:
    """Every page as someone in every role and signed out; and where each kind of words stands."""
    given = facts["world"]
    own = {each.name: given[each.name] for each in fields(Held) if each.name.startswith("own_")}
    held = Held(None, given["records"], **own)  # type: ignore[arg-type]
    world = World(held, held, {}, **{name: given[name] for name in TOKENS})
    for role, session in {**facts["sessions"], "": ""}.items():
        visitor = Visitor(port, session)
        for route in routes():
            if route.name in ("account_logout", "access:one_time_link"):
                continue
            if role and route.permission == PUBLIC:
                continue
            met(found, visitor, role, address(route, real(route, world, held, role)), canaries)
        for path in [*stands_at(facts), *(f"{HERE}/transcripts/to-confirm/{ref}" for ref in raw)]:
            met(found, visitor, role, path, canaries)


def stands_at(facts: dict) -> Iterator[str]:
    """The pages of two people of each kind."""
    for people in facts["written"].values():
        for each in people[:2]:
            yield f"{HERE}/transcripts/{each['transcript']}"
            yield f"{HERE}/thread/voice/{each['voice']}"
            yield f"{HERE}/thread/passage/{each['passage']}"


def met(
    found: Played,
    visitor: Visitor,
    role: str,
    path: str,
    canaries: dict[str, list[str]],
    **sent: object,
) -> int:
    """Ask for a page and write down which kinds of canary stand in it."""
    status, page = visitor.ask(path, **sent)
    found.asked += 1
    for kind, some in canaries.items():
        if any(each in page for each in some):
            found.met.setdefault(kind, set()).add((role, path))
    return status


def in_the_terminal(place: Place, mine: Path, canaries: dict[str, list[str]]) -> None:
    """Import a table that holds, and one that does not; what is printed goes to the log."""
    good, bad = mine / "good.csv", mine / "bad.csv"
    some = canaries["in the terminal"]
    good.write_bytes(table(some))
    bad.write_bytes(table(some).replace(b"Sex workers,3", b",3"))
    for path in (bad, good):
        with place.log.open("ab") as log:
            subprocess.run(
                [SAIDANDDONE, "import-turns", str(path),
                 "--as=amina@harbour.example", "--programme=harbour", "--community-column=community",
                 "--interview-column=interview", "--speaker-column=speaker", "--text-column=text",
                 "--interviewer-column=type", "--interviewer-value=interviewer",
                 "--held=2026-01-12", "--consent-form=Form 4", "--consent-date=2026-01-12",
                 "--consent-holder=The university", "--uses=use_in_themes", "--confirmed"],
                env=place.environment, stdout=log, stderr=log, timeout=120,
                check=path == good,
            )  # fmt: skip


def search(place: Place, canaries: dict[str, list[str]]) -> list[str]:
    """Files of the installation that hold a canary, plainly or as base 64 or hexadecimal."""
    marks = {mark for some in canaries.values() for each in some for mark in written(each)}
    return [
        f"{path.name}: {mark!r}"
        for path in place.root.rglob("*")
        if path.is_file()
        for held in [path.read_bytes()]
        for mark in marks
        if mark in held
    ]


def written(canary: str) -> Iterator[bytes]:
    """How a canary may stand in a file: as it is, in hexadecimal, in base 64 at any offset, UTF-16."""
    plain = canary.encode()
    yield from (
        plain,
        plain.hex().encode(),
        canary.encode("utf-16-le"),
        urlencode({"": f" {canary}"}).encode(),
    )
    for offset in range(3):
        yield base64.b64encode(b" " * offset + plain)[4:-4]


def test_there_are_two_hundred(canaries: dict[str, list[str]]) -> None:
    assert len({each for some in canaries.values() for each in some}) == 200


def test_no_file_holds_one(played: Played) -> None:
    """Databases, write-ahead logs, keys, logs and temporary files; while it runs and after."""
    assert played.while_running == []
    assert played.after == []


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    for kept in (
        bytes,
        lambda each: base64.b64encode(b"a" + each),
        lambda each: each.hex().encode(),
    ):
        word = canary()
        (tmp_path / "file").write_bytes(kept(word.encode()))
        assert len(search(Place(tmp_path), {"": [word]})) == 1


def test_nothing_is_left_in_temporary_folders(played: Played) -> None:
    assert played.left_over == []


def test_nobody_else_meets_one(played: Played) -> None:
    wrongly = [
        (kind, role or "signed out", path)
        for kind, places in played.met.items()
        for role, path in places
        if role not in MAY_READ[kind]
    ]
    assert played.asked > 2500
    assert wrongly == []


@pytest.mark.parametrize(
    "kind", ["typed", "in a document", "in a table", "unquoted", "note", "name"]
)
def test_whoever_may_read_them_does(played: Played, kind: str) -> None:
    """So that finding none elsewhere means something."""
    assert {role for role, _ in played.met[kind]} == MAY_READ[kind]


def test_words_in_papers_reach_whoever_writes_them(played: Played) -> None:
    assert "strategy_lead" in {role for role, _ in played.met["in papers"]}


def test_errors_say_nothing(played: Played) -> None:
    assert played.errors
    assert set(played.errors.values()) <= {409, 500}
    assert not {"broken", "unsaved"} & set(played.met)


def test_the_terminal_tells_counts_and_causes_only(played: Played) -> None:
    """A table that holds came in, one that does not was refused, and the log shows both."""
    assert f"{HOW_MANY['in the terminal']} contributions with 40 turns" in played.log
    assert "Row " in played.log


def test_what_cannot_be_audited_does_not_happen(played: Played) -> None:
    assert not played.saved_without_audit
