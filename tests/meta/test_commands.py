"""Every command is keyword-only and says who acts."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps


def command_modules() -> Iterator[Any]:
    """Each app's `commands`: a module, or a package whose public face is its __init__."""
    for app in apps.get_app_configs():
        if app.name.startswith("saidanddone."):
            package = importlib.import_module(app.name)
            if any(module.name == "commands" for module in pkgutil.iter_modules(package.__path__)):
                yield importlib.import_module(f"{app.name}.commands")


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
