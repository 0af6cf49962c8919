"""Whatever goes wrong, and wherever, is answered with a plain page and every header."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.http import HttpResponse
from django.test import Client

from saidanddone.access.models import User
from saidanddone.project.guarded import guarded
from saidanddone.vault.sealing import KeyDestroyed

FORM = "application/x-www-form-urlencoded"
CHARSETS = ("utf-16", "utf-7", "idna", "rot13", "iso-8859-1")
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def has_every_header(answer: HttpResponse) -> bool:
    headers = answer.headers
    return (
        headers.get("Cache-Control") == "no-store"
        and headers.get("X-Frame-Options") == "DENY"
        and headers.get("X-Content-Type-Options") == "nosniff"
        and headers.get("Referrer-Policy") == "same-origin"
        and "default-src 'none'" in headers.get("Content-Security-Policy", "")
    )


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["/updates", "/sign-in", "/invitation/x", "/nowhere"])
def test_a_form_in_another_charset_is_refused_in_plain_words(
    visitor: Client, charset: str, path: str
) -> None:
    answer = visitor.generic("POST", path, b"code=x", f"{FORM}; charset={charset}", **HERE)
    assert answer.status_code == 400
    assert "What was sent could not be read" in answer.content.decode()
    assert has_every_header(answer)


def test_a_form_of_more_than_can_be_read_in_time_is_refused_with_the_limit(
    visitor: Client,
) -> None:
    answer = visitor.generic("POST", "/updates", b"code=" + b"%41" * 1_666_667, FORM, **HERE)
    assert answer.status_code == 400
    assert "at\n    most 5,000,000 characters" in answer.content.decode()
    assert has_every_header(answer)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "no-such-charset"])
def test_a_form_in_ours_or_in_no_known_charset_is_read(visitor: Client, charset: str) -> None:
    answer = visitor.generic("POST", "/updates", b"code=x", f"{FORM}; charset={charset}", **HERE)
    assert answer.status_code == 200


def test_an_address_in_another_charset_is_refused(visitor: Client) -> None:
    answer = visitor.get("/updates?code=x", CONTENT_TYPE=f"{FORM}; charset=idna")
    assert answer.status_code == 400
    assert has_every_header(answer)


@pytest.mark.parametrize("path", ["/invitation/%00", "/s/x/heard?q=%00", "/nowhere/%00"])
def test_an_address_with_a_nul_is_refused(visitor: Client, path: str) -> None:
    """PostgreSQL takes none; an address without the NUL is answered as ever."""
    answer = visitor.get(path)
    assert answer.status_code == 400
    assert has_every_header(answer)
    assert visitor.get(path.replace("%00", "x")).status_code == 404


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        ("/programmes", {}, 301),
        ("/updates", {"HTTP_HOST": "elsewhere.example"}, 400),
        ("/today", {}, 302),
        ("/nowhere", {}, 404),
        ("/static/nowhere", {}, 404),
        ("/api/v1/nowhere", {}, 404),
    ],
)
def test_redirects_and_refusals_have_every_header(
    visitor: Client, path: str, more: dict[str, Any], status: int
) -> None:
    answer = visitor.get(path, **more)
    assert answer.status_code == status
    assert has_every_header(answer)


@pytest.mark.parametrize(
    "broken",
    [
        "saidanddone.programme.views.invitations.find_invitation",  # a view
        "saidanddone.access.middleware.SecondFactorMiddleware._is_missing",
        "django.middleware.csrf.CsrfViewMiddleware.process_view",
        "django.contrib.sessions.middleware.SessionMiddleware.process_request",
    ],
)
def test_an_error_anywhere_has_every_header(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def break_off(*_: object, **__: object) -> None:
        raise ValueError("torn")

    monkeypatch.setattr(broken, break_off)
    answer = visitor.get("/invitation/x")
    assert answer.status_code == 500
    assert "Something went wrong here, not with you" in answer.content.decode()
    assert has_every_header(answer)


@pytest.mark.parametrize(
    "error",
    [KeyDestroyed("gone"), IntegrityError("gone"), OperationalError("locked"), User.DoesNotExist()],
)
def test_what_went_at_the_same_moment_is_told_in_plain_words(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def break_off(token: str) -> None:
        raise error

    monkeypatch.setattr("saidanddone.programme.views.invitations.find_invitation", break_off)
    answer = visitor.get("/invitation/x")
    assert answer.status_code == 409
    assert "Someone changed this at the same moment" in answer.content.decode()
    assert has_every_header(answer)


def test_a_value_that_no_column_holds_is_told_in_plain_words(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_for(token: str) -> None:
        raise DataError("text fields cannot contain NUL")

    monkeypatch.setattr("saidanddone.programme.views.invitations.find_invitation", look_for)
    answer = visitor.get("/invitation/x")
    assert answer.status_code == 400
    assert "What was sent could not be read" in answer.content.decode()
    assert has_every_header(answer)


def test_what_fails_outside_django_is_a_plain_page_too() -> None:
    sent: dict[str, Any] = {}

    def application(environ: object, start_response: object) -> Iterable[bytes]:
        raise ValueError("torn")

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        sent.update(status=status, headers=dict(headers))

    body = b"".join(guarded(application)({}, start_response))  # type: ignore[arg-type]
    assert sent["status"].startswith("500")
    assert has_every_header(HttpResponse(body, headers=sent["headers"]))
    assert b"Something went wrong here, not with you" in body
