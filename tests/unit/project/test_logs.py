"""No secret and nobody's words reach a log, whatever the status and whichever library writes it."""

import io
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.test import Client
from gunicorn.config import Config
from gunicorn.glogging import Logger

from saidanddone.project.logs import LineOfALog

SECRET = "ZZX3-WYNM-W1GN-MGF6-Z"  # noqa: S105 -- nobody's
HOSTILE_CHARSET = "application/x-www-form-urlencoded; charset=utf-16"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the product's handler writes."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineOfALog())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", f"/update/{SECRET}", {}, 404),
        ("GET", f"/{SECRET}", {}, 404),
        ("GET", f"/invitation/{SECRET}", {}, 404),
        ("GET", f"/way-back/{SECRET}", {}, 404),
        ("GET", f"/s/{SECRET}/heard", {}, 404),
        ("POST", f"/invitation/{SECRET}", {}, 403),
        ("PATCH", f"/way-back/{SECRET}", {}, 403),
        ("POST", f"/invitation/{SECRET}", {"CONTENT_TYPE": HOSTILE_CHARSET}, 400),
        ("GET", f"/invitation/{SECRET}", {"HTTP_HOST": f"{SECRET}.example"}, 400),
        (SECRET, "/", {}, 403),
    ],
)
def test_an_address_is_in_no_log(
    visitor: Client, logged: io.StringIO, method: str, path: str, more: dict[str, str], status: int
) -> None:
    answer = visitor.generic(method, path, **more)  # type: ignore[arg-type]
    assert answer.status_code == status
    assert str(status) in logged.getvalue()
    assert SECRET not in logged.getvalue()


def test_a_refusal_names_the_page_but_not_the_address(visitor: Client, logged: io.StringIO) -> None:
    visitor.post(f"/invitation/{SECRET}")
    assert "POST 403 programme:invitation" in logged.getvalue()


def test_an_error_leaves_its_class_and_place_only(
    visitor: Client, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(token: str) -> None:
        raise ValueError(f"the invitation {token} is torn")

    monkeypatch.setattr("saidanddone.programme.views.invitations.find_invitation", break_off)
    assert visitor.get(f"/invitation/{SECRET}").status_code == 500
    assert f"ValueError {__name__}:" in logged.getvalue()
    assert SECRET not in logged.getvalue()
    assert "Traceback" not in logged.getvalue()


@pytest.mark.parametrize("name", ["django.security.DisallowedHost", "axes", "allauth", "any.thing"])
def test_a_library_s_own_words_are_dropped(logged: io.StringIO, name: str) -> None:
    logging.getLogger(name).error(f"Repeated failure by {SECRET}")  # noqa: G004
    logging.getLogger(name).error("Repeated failure by %s", SECRET)
    assert name in logged.getvalue()
    assert "Repeated" not in logged.getvalue()
    assert SECRET not in logged.getvalue()


def test_gunicorn_keeps_no_address_in_either_of_its_logs(capfd: pytest.CaptureFixture[str]) -> None:
    config = Config()
    config.set("accesslog", "-")
    gunicorn = Logger(config)
    gunicorn.warning(f"Invalid request from ip=192.0.2.7: GET /invitation/{SECRET}")
    try:
        raise ValueError(SECRET)
    except ValueError:
        gunicorn.exception("Error handling request %s %s", "POST", f"/updates/{SECRET}")
    gunicorn.access_log.info("%(r)s %(h)s", {"r": SECRET, "h": SECRET, "m": "GET", "s": "404"})
    gunicorn.info("Booting worker with pid: %s", 7)
    written = "".join(capfd.readouterr())
    assert SECRET not in written
    assert "192.0.2.7" not in written
    assert "Traceback" not in written
    assert "ValueError tests.unit.project.test_logs:" in written
    assert "GET 404" in written
    assert "Booting worker with pid: 7" in written


def test_what_nobody_caught_is_logged_without_its_message() -> None:
    fails = f"""
import threading, django
django.setup()

def fail(*_):
    raise ValueError("{SECRET}")

thread = threading.Thread(target=fail)
thread.start()
thread.join()
type("Torn", (), {{"__del__": fail}})()
"""
    done = subprocess.run([sys.executable, "-c", fails], capture_output=True, text=True, check=True)
    assert done.stderr.count("ValueError __main__:6") == 2
    assert SECRET not in done.stderr
