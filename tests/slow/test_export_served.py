"""The static export in Chromium: from its folder, and behind nginx as the docs page sets it."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, Page

from tests.slow.proxy import Proxy, certificate, nginx, settings_in
from tests.unit.public_site.exported import export, make_release

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

PAGES = ("index.html", "s/harbour/answers.html", "s/harbour/how-we-know.html")
RUNS_A_SCRIPT = """() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    return window.ran === true;
}"""
# By header: what a browser is told beyond what each page says itself.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
UNVERIFIED = ssl._create_unverified_context()  # noqa: S323 -- for a certificate made here


@pytest.fixture(scope="module")
def folder(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Written once, and rolled back before Playwright runs, in which Django has other connections."""
    made = tmp_path_factory.mktemp("export") / "site"
    with django_db_blocker.unblock(), transaction.atomic(), transaction.atomic("keys"):
        export(make_release(), made)
        for alias in ("default", "keys"):
            transaction.set_rollback(True, using=alias)
    return made


@pytest.fixture
def served_by_nginx(folder: Path, tmp_path: Path) -> Iterator[Proxy]:
    named = {"/srv/answers": str(folder), **certificate(tmp_path, "answers")}
    readable_by_nginx(folder)
    settings = settings_in("how-to/publish-a-release.md")
    with nginx(tmp_path / "nginx", settings, instead=named) as proxy:
        yield proxy


def readable_by_nginx(folder: Path) -> None:
    for above in (folder.parent, folder.parent.parent, folder.parent.parent.parent):
        above.chmod(0o755)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with closing(browser.new_context(ignore_https_errors=True)) as context:
        yield context.new_page()


def looks_right_and_runs_nothing(page: Page, root: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in PAGES:
        page.goto(f"{root}/{path}")
        # A page without its style has margins of 8 pixels.
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", path
        assert complaints == []
        assert page.evaluate(RUNS_A_SCRIPT) is False
        assert "Content Security Policy" in complaints[0]
        complaints.clear()


def test_from_its_folder(folder: Path, page: Page) -> None:
    looks_right_and_runs_nothing(page, f"file://{folder}")


def test_behind_nginx(served_by_nginx: Proxy, page: Page) -> None:
    looks_right_and_runs_nothing(page, f"https://127.0.0.1:{served_by_nginx.https}")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/s/harbour/answers.html", 200),
        ("/static/ui/said-and-done.css", 200),
        ("/nowhere", 404),
        ("/s/harbour", 301),
        ("/.said-and-done-export", 404),
    ],
)
def test_every_header_on_every_answer(served_by_nginx: Proxy, path: str, status: int) -> None:
    answer = asked(served_by_nginx, path)
    assert answer.status == status
    assert {name: answer.headers.get_all(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["ETag"] is answer.headers["Last-Modified"] is None
    assert path == "/" or path not in served_by_nginx.written()


def asked(proxy: Proxy, path: str) -> HTTPResponse:
    connection = HTTPSConnection("127.0.0.1", proxy.https, timeout=30, context=UNVERIFIED)
    with closing(connection):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response
