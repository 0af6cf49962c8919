"""`saidanddone`: the one console command, with Django's commands under it."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import django
from cryptography.exceptions import InvalidTag
from django.core.management import (
    CommandError,
    execute_from_command_line,
    get_commands,
    load_command_class,
)
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from saidanddone.base.errors import Refused, SaidAndDoneError

# Every other command, Django's own as well, is refused in a database that was put back and not restored.
NEED_NO_TOMBSTONES = frozenset(
    {
        "check",
        "deidentify",  # opens no database
        "demo",  # refused where anything stands
        "make_keys",
        "makemigrations",
        "migrate",
        "restore",
        "start",
        "tombstones",
        "verify_audit",
    }
)
NEED_NO_SETTINGS = frozenset({"deidentify"})
ASKS_FOR_ALL: tuple[list[str], ...] = ([], ["help"], ["-h"], ["--help"])
_execute = BaseCommand.execute
NOT_PREPARED = ("no such table", "no such column", "does not exist")


def as_module_names(typed: list[str]) -> list[str]:
    """`import-turns` as people type it, for the module `import_turns`; options stay as they are."""
    named = 2 if typed[:1] == ["help"] else 1
    command, rest = typed[:named], typed[named:]
    return [word if word.startswith("-") else word.replace("-", "_") for word in command] + rest


def main() -> None:
    """Run what was typed. What goes wrong ends in one sentence; `--traceback` shows where it happened."""
    typed = sys.argv[1:]
    with ExitStack() as nothing_kept:
        if asks_for_help(typed) or not NEED_NO_SETTINGS.isdisjoint(typed[:1]):
            nothing_kept.enter_context(nothing_configured())
        run(typed)


def run(typed: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saidanddone.project.settings")
    CommandParser.error = refuse_what_was_typed  # type: ignore[assignment, method-assign]  # Django's own as well
    BaseCommand.execute = execute_where_nothing_was_put_back  # type: ignore[assignment, method-assign]
    try:
        if typed in ASKS_FOR_ALL:
            sys.stdout.write(every_command())
            return
        execute_from_command_line(["saidanddone", *as_module_names(typed)])
    except (SaidAndDoneError, DatabaseError, InvalidTag) as error:
        if "--traceback" in typed:
            raise
        sys.exit(sentence_for(error))


def asks_for_help(typed: list[str]) -> bool:
    return typed in ASKS_FOR_ALL or typed[:1] == ["help"] or not {"-h", "--help"}.isdisjoint(typed)


@contextmanager
def nothing_configured() -> Iterator[None]:
    """What needs no settings reads none of this machine and leaves nothing: an empty demonstration stands in."""
    with TemporaryDirectory(prefix="saidanddone-nothing-") as room:
        os.environ |= {"SAIDANDDONE_DEMONSTRATION": "1", "SAIDANDDONE_HOME": room}
        for setting in ("SAIDANDDONE_KEYS", "DATABASE_URL", "KEYS_DATABASE_URL"):
            os.environ.pop(setting, None)
        yield


def every_command() -> str:
    """Our commands with the first sentence of each, as `saidanddone --help` shows them."""
    django.setup()
    ours = {
        name.replace("_", "-"): load_command_class(app, name).help.partition(". ")[0].rstrip(".")
        for name, app in get_commands().items()
        if app.startswith("saidanddone.")
    }
    lines = [f"  {name:20}{ours[name]}." for name in sorted(ours)]
    return "\n".join(
        [
            "Said and Done: what people said, and what was done with it.",
            "",
            *lines,
            "",
            "`saidanddone COMMAND --help` tells every option of a command.",
            "`saidanddone help --commands` lists those of Django as well.",
            "",
        ]
    )


def execute_where_nothing_was_put_back(command: BaseCommand, /, *args: Any, **options: Any) -> Any:
    """Run a command; one that may read, write or serve words only beside their tombstones."""
    if type(command).__module__.rpartition(".")[2] not in NEED_NO_TOMBSTONES:
        from saidanddone.listening.put_back import refuse_what_was_put_back

        refuse_what_was_put_back()
    return _execute(command, *args, **options)


def refuse_what_was_typed(parser: CommandParser, message: str) -> NoReturn:
    """End with one sentence and exit code 2, without the page of options that argparse puts above."""
    sentence = sentence_about_options(message, parser.prog.replace("_", "-"))
    if not parser.called_from_command_line:  # one command calls another
        raise CommandError(sentence)
    parser.exit(2, f"{sentence}\n")


def sentence_about_options(message: str, command: str) -> str:
    """argparse's message in our words; `command` as it is typed, "saidanddone start"."""
    option, _, detail = message.removeprefix("argument ").partition(": ")
    see = f"`{command} --help` tells every option."
    if message.startswith("argument ") and detail.startswith("“"):
        return detail  # a sentence from base.arguments
    if message.startswith("the following arguments are required"):
        return f"Something is missing: {detail}. {see}"
    if message.startswith("unrecognized arguments"):
        return f"There is no option {detail}. {see}"
    if detail.startswith("expected"):
        return f"{option} needs a value after it. {see}"
    if chosen := re.match(r"invalid choice: '?(.*?)'? \(choose from (.*)\)", detail):
        return f"“{chosen[1]}” is not one for {option}. Choose from {chosen[2]}."
    return f"{message[:1].upper()}{message[1:]}. {see}"


def sentence_for(error: SaidAndDoneError | DatabaseError | InvalidTag) -> str:
    """What to do next. A database's own message is never shown: it can hold what was being written."""
    if isinstance(error, Refused):
        return error.sentence
    if isinstance(error, SaidAndDoneError | InvalidTag):
        return (
            "Something sealed here does not open: its key is gone, or the master key is not the one it "
            "was sealed with. Check that SAIDANDDONE_KEYS belongs to this database."
        )
    if any(words in str(error) for words in NOT_PREPARED):
        return (
            "This database is not prepared, or is older than this program. Run `saidanddone migrate` "
            "and `saidanddone migrate --database keys`."
        )
    return (
        "The database cannot be read or written. Check SAIDANDDONE_HOME or DATABASE_URL, who owns the "
        "folder, and that the disk is not full."
    )
