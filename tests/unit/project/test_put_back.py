"""Beside a database that was put back and not restored nothing is served, read or written."""

import runpy
from typing import Any

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.db import connections

from saidanddone.base.errors import Refused
from saidanddone.listening import commands, put_back
from saidanddone.project import terminal
from saidanddone.project.management.commands import start
from saidanddone.project.terminal import NEED_NO_TOMBSTONES, execute_where_nothing_was_put_back

RAN = "it ran"


def refuse(*args: Any, **options: Any) -> None:
    raise Refused("put back")


@pytest.fixture(autouse=True)
def was_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(put_back, "refuse_what_was_put_back", refuse)
    monkeypatch.setattr(commands, "prepare_to_serve", refuse)
    monkeypatch.setattr(start, "prepare_to_serve", refuse)


def test_every_command_but_those_that_mend_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours and Django's own: the worker, exports, the shell."""
    monkeypatch.setattr(terminal, "_execute", lambda command: RAN)
    every = [load_command_class(str(app), name) for name, app in get_commands().items()]
    assert len(every) > 40
    ran = set()
    for command in every:
        try:
            assert execute_where_nothing_was_put_back(command) == RAN
        except Refused:
            continue
        ran.add(type(command).__module__.rpartition(".")[2])
    assert ran == set(NEED_NO_TOMBSTONES)


def test_wsgi_is_not_loaded() -> None:
    with pytest.raises(Refused):
        runpy.run_module("saidanddone.project.wsgi")


def test_workers_forked_from_a_loaded_wsgi_share_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As `gunicorn --preload` does: two processes on one connection of PostgreSQL read each other's answers."""
    steps: list[str] = []
    monkeypatch.setattr(commands, "prepare_to_serve", lambda: steps.append("checked"))
    monkeypatch.setattr(connections, "close_all", lambda: steps.append("closed"))
    runpy.run_module("saidanddone.project.wsgi")
    assert steps == ["checked", "closed"]


@pytest.mark.django_db
def test_start_does_not_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[int] = []
    monkeypatch.setattr(start, "call_command", lambda *args, **options: None)
    monkeypatch.setattr(start, "refuse_a_taken_port", lambda port: None)
    monkeypatch.setattr(start, "make_lists", list)
    monkeypatch.setattr(start, "serve", lambda *args, **options: served.append(1))
    with pytest.raises(Refused):
        call_command("start")
    assert served == []
