"""Every command is keyword-only, says who acts, asks whether they may, and records the act."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any

import pytest
from django.apps import apps

from tests.meta.calls import called_by, name_of, tree_of
from tests.meta.refusals import assert_equal_lists


def command_modules() -> Iterator[Any]:
    """`commands` of every app and of every room of one: a module, or a package by its public face."""
    for app in apps.get_app_configs():
        if app.name.startswith("saidanddone."):
            for module in pkgutil.walk_packages([app.path], prefix=f"{app.name}."):
                if module.name.endswith(".commands") and ".management." not in module.name:
                    yield importlib.import_module(module.name)


def all_commands() -> list[Any]:
    return [
        function
        for module in command_modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and inspect.unwrap(function).__module__.startswith(module.__name__)
    ]


def test_there_are_commands() -> None:
    assert len(all_commands()) > 30


# Acts of someone who is not signed in, or of the clock, have no actor to name: each is listed here, with why.
WITHOUT_ACTOR = {
    "saidanddone.access.commands.invitations.find_invitation": "a look-up by whoever holds the link",
    "saidanddone.access.commands.demonstration.find_one_time_link": "a look-up by whoever holds the link",
    "saidanddone.access.commands.accounts.find_way_back": "a look-up by whoever holds the link",
}


@pytest.mark.parametrize("command", all_commands(), ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_command_is_keyword_only_with_its_actor_first(command: Any) -> None:
    if f"{command.__module__}.{command.__name__}" in WITHOUT_ACTOR:
        return
    parameters = list(inspect.signature(command).parameters.values())
    by_name = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD)
    assert all(parameter.kind in by_name for parameter in parameters)
    assert parameters
    assert parameters[0].name == "actor"


# Who may is known otherwise than by a role, each with how.
ASKS_NO_PERMISSION = {
    "access.commands.accounts:find_way_back": "whoever holds the link",
    "access.commands.accounts:use_way_back": "whoever holds the link",
    "access.commands.demonstration:find_one_time_link": "whoever holds the link",
    "access.commands.demonstration:make_one_time_links": "the terminal; refused beside real data",
    "access.commands.demonstration:use_one_time_link": "whoever holds the link",
    "access.commands.invitations:accept_invitation": "whoever holds the link",
    "access.commands.invitations:find_invitation": "whoever holds the link",
    "access.commands.invitations:invite_administrator": "the terminal: whoever can run it could change the database",
    "access.commands.wrong_tries:note_wrong_try": "whoever failed to sign in, whom nobody knows",
    "answers.commands.reopening:reopen_by_verdicts": "a scheduled job",
    "answers.commands.replying:give_verdict_by_code": "whoever holds the code acts for the person it was given to",
    "audit.commands:record": "it is the entry itself",
    "evidence.transcripts.commands.looking_for_names:look_for_names_in_waiting_words": "a scheduled job",
    "listening.commands.capturing:destroy_old_raw_words": "a scheduled job",
    "listening.commands.codes:burn_code_by_code": "whoever holds the code acts for the person it was given to",
    "listening.commands.contributors:stop_contact_by_code": "whoever holds the code acts for the person it was given to",
    "listening.commands.contributors:stop_quotes_by_code": "whoever holds the code acts for the person it was given to",
    "listening.commands.restoring:make_lists": "the terminal, beside the keys",
    "listening.commands.restoring:prepare_to_serve": "the start of a server",
    "listening.commands.restoring:restore": "the terminal, after a backup is put back",
    "listening.commands.withdrawal:ask_to_withdraw_by_code": "whoever holds the code acts for the person it was given to",
    "listening.commands.withdrawal:erase_again": "the terminal, after a backup is restored",
    "listening.commands.withdrawal:finish_due_withdrawals": "a scheduled job",
    "releases.commands.homes_of_0_1:note_quotes_taken_off": "the start of a server",
}
WRITES_NO_ENTRY = {
    "access.commands.accounts:find_way_back": "it finds; the command that uses it records",
    "access.commands.demonstration:find_one_time_link": "it finds; the command that uses it records",
    "access.commands.invitations:find_invitation": "it finds; the command that uses it records",
    "audit.commands:record": "it is the entry itself",
    "listening.commands.restoring:make_lists": "it makes files beside the keys and changes no record",
    "evidence.coding.commands.suggestions:look_for_words": "it keeps nothing; `suggest`, which keeps what it found, records both",
}


@cache
def calls(function: FunctionType, names: frozenset[str], depth: int = 5) -> bool:
    """Whether it, or a function of ours that it names, calls one of these."""
    for node in ast.walk(tree_of(function)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names:
            return True
    return depth > 0 and any(
        calls(called, names, depth - 1) for called in called_by(function) if called is not function
    )


def commands_without(*names: str) -> set[str]:
    bodies = {inspect.unwrap(command) for command in all_commands()}
    return {name_of(body) for body in bodies if not calls(body, frozenset(names))}


def test_every_command_asks_whether_its_actor_may() -> None:
    assert_equal_lists(
        commands_without("require", "policies.require"),
        ASKS_NO_PERMISSION,
        "Call access.policies.require with the actor and the permission first. Where a code, a link or the"
        " clock acts, add the command to ASKS_NO_PERMISSION here, with how it is known that it may.",
    )


def test_every_command_records_its_act() -> None:
    assert_equal_lists(
        commands_without("audit.record", "record"),
        WRITES_NO_ENTRY,
        "Call audit.record in the command's own transaction. What only finds a record is added to"
        " WRITES_NO_ENTRY here.",
    )
