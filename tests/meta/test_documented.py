"""What a person may set, run or hold is told in docs/reference, and nothing there is stale.

Rows are compared whole, so that a changed sentence fails too; a failing test prints the rows as they
ought to stand.
"""

import ast
import re
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

import saidanddone
from saidanddone.access.roles import all_roles
from saidanddone.base.scheduling.jobs import all_jobs
from saidanddone.evidence.transcripts import spans
from saidanddone.evidence.transcripts.redaction import names as found_names
from saidanddone.listening import passages, turns
from saidanddone.listening.commands import names as known_names
from saidanddone.listening.documents import LIMITS as DOCUMENT
from saidanddone.outcomes import monthly_tables
from saidanddone.public_site.api import api
from saidanddone.ui import uploads
from saidanddone.vault.master import NAMES
from saidanddone_methods.tables import LIMITS as TABLE
from tests.meta.refusals import assert_equal_lists
from tests.meta.states_page import PAGE, render
from tests.meta.test_permissions import declared

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md"))]


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def rows_of(text: str) -> list[str]:
    """The lines of every table, without heads and rules."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rules = {at for at, line in enumerate(lines) if set(line) <= set("|-: ")}
    return [line for at, line in enumerate(lines) if not {at, at + 1} & rules]


def first_names(text: str) -> list[str]:
    """What stands in backticks in the first column of each row; an option may have two names."""
    return [name for row in rows_of(text) for name in re.findall(r"`([^`]+)`", row.split("|")[1])]


# Settings


def settings_read(*folders: Path) -> set[str]:
    """Every name of ours that stands as a string in the code: none is put together from parts,
    except the keys'."""
    name = re.compile(r"SAIDANDDONE_[A-Z_]+|([A-Z]+_)?DATABASE_URL")
    return {
        node.value
        for folder in folders
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and name.fullmatch(node.value)
    }


def test_every_setting_is_told_and_none_is_stale() -> None:
    product = settings_read(Path(saidanddone.__file__).parent)
    product |= {f"SAIDANDDONE_{name.upper()}_KEY" for name in NAMES}
    only_tests = settings_read(ROOT / "tests", ROOT / "bench") - product
    assert {"SAIDANDDONE_HOME", "SAIDANDDONE_KEYS", "DATABASE_URL"} <= product
    for_running, for_tests = page("settings.md").split("## For tests and benchmarks")
    assert sorted(first_names(for_running)) == sorted(product)
    assert sorted(first_names(for_tests)) == sorted(only_tests)


# Commands


def our_commands() -> dict[str, BaseCommand]:
    """By the name people type."""
    return {
        name.replace("_", "-"): load_command_class(app, name)
        for name, app in get_commands().items()
        if isinstance(app, str) and app.startswith("saidanddone.")
    }


def taken(parser: ArgumentParser) -> set[str]:
    """Options by their names, what stands without one in capitals."""
    return {
        name
        for action in parser._actions
        for name in (action.option_strings or [str(action.metavar or action.dest).upper()])
    }


def sections(text: str) -> dict[str, str]:
    found = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0].strip("` "): part for part in found}


def test_every_command_has_its_section_and_none_is_stale() -> None:
    assert "import-turns" in our_commands()
    assert set(sections(page("commands.md"))) == set(our_commands())


@pytest.mark.parametrize("name", sorted(our_commands()))
def test_every_option_of_a_command_is_told(name: str) -> None:
    parser = our_commands()[name].create_parser("saidanddone", name)
    everywhere = taken(BaseCommand().create_parser("saidanddone", "any"))
    told = first_names(sections(page("commands.md"))[name])
    assert sorted(told) == sorted(taken(parser) - everywhere)


# Permissions and roles


def test_every_permission_stands_with_its_sentence_and_its_roles() -> None:
    holders = {
        name: ", ".join(
            role.name.lower() for role in all_roles().values() if name in role.permissions
        )
        for name in declared()
    }
    ought = [
        f"| `{name}` | {described} | {holders[name]} |" for name, described in declared().items()
    ]
    assert rows_of(sections(page("permissions.md"))["What each permission allows"]) == ought


def test_every_role_stands_with_its_purposes_and_permissions() -> None:
    ought = [
        f"| {role.name} | `{role.slug}` | {', '.join(role.purposes)} | {len(role.permissions)} |"
        for role in all_roles().values()
    ]
    assert rows_of(sections(page("permissions.md"))["The roles"]) == ought


# Records


def test_every_record_stands_with_its_purpose_and_how_long_it_is_kept() -> None:
    retention = tomllib.loads(
        (Path(saidanddone.__file__).parent / "project" / "retention.toml").read_text("utf-8")
    )
    ought = {
        f"| `{app}.{model}` | {row['purpose']} | {row['recipients']} | {row['keep']} | {row['then']} |"
        for app, models in retention.items()
        for model, row in models.items()
    }
    assert set(rows_of(page("records.md"))) == ought


def test_every_model_is_told() -> None:
    labels = {model._meta.label for model in apps.get_models()}
    assert_equal_lists(
        labels,
        first_names(page("records.md")),
        "Add a row to docs/reference/records.md: what the record is, and what is never kept in it.",
    )


# Jobs


def test_every_scheduled_job_stands_with_its_period_and_what_it_does() -> None:
    ought = []
    for name, job in all_jobs().items():
        what, _, _ = (job.run.__doc__ or "").partition("\n\n")
        ought.append(f"| `{name}` | {period(job.every)} | {' '.join(what.split())} |")
    assert rows_of(page("jobs.md")) == ought


def period(every: timedelta) -> str:
    for unit, name in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour")):
        if not every % unit:
            number = every // unit
            return name if number == 1 else f"{number} {name}s"
    return f"{every // timedelta(minutes=1)} minutes"


# Lifecycles


def test_the_page_of_lifecycles_is_written_from_them() -> None:
    assert PAGE.read_text("utf-8") == render(), "Run: python -m tests.meta.states_page"


# The API


def test_every_address_of_the_api_is_told() -> None:
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    told = {name.replace("{slug}", "{slug}") for name in first_names(page("api.md"))}
    assert told == {*schema["paths"], "/api/v1/openapi.json"}


# Links


def links(file: Path) -> Iterable[str]:
    text = re.sub(r"```.*?```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"https?:|mailto:|#", link):
            yield link


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_leads_somewhere(file: Path) -> None:
    assert [link for link in links(file) if not (file.parent / link.split("#")[0]).exists()] == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_test_and_source_a_page_names_is_there(file: Path) -> None:
    """`tests/…` and `src/…` in backticks: a promise held by a file that is gone is no promise."""
    named = re.findall(r"`((?:tests|src|docs|bench|methods)/[\w/.*-]+)`", file.read_text("utf-8"))
    assert [name for name in named if not list(ROOT.glob(name.rstrip("/")))] == []


def test_every_limit_on_what_is_sent_is_told_with_its_figure() -> None:
    """One list, from the places that hold each limit."""
    megabytes = "{:g} MB".format
    characters = "{:,} characters".format
    limits = [
        ("a form without its files", f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE:,} bytes"),
        ("the files of a form together", megabytes(uploads.MOST_BYTES / 1e6)),
        ("a conversation", characters(passages.LONGEST)),
        ("a conversation, passages", f"{passages.MOST:,}"),
        ("a table of turns, all that is said in it", characters(turns.MOST_CHARACTERS)),
        ("a table of turns, conversations", f"{turns.MOST_CONVERSATIONS:,}"),
        ("a table of turns, the names of its columns together", characters(turns.MOST_OF_NAMES)),
        (
            "a table of turns, one community, conversation or speaker",
            characters(turns.LONGEST_LABEL),
        ),
        ("names to find and take out", f"{known_names.MOST:,} of {known_names.LONGEST} characters"),
        (
            "words to hide in one conversation",
            f"{spans.MOST_TO_HIDE} lines; their letters, times the places where they could begin: {spans.MOST_COMPARED:,}",
        ),
        (
            "names to find in a conversation: their letters, times the places where they could begin",
            f"{found_names.MOST_COMPARED:,}",
        ),
        ("months typed or pasted", f"{monthly_tables.MOST_LINES:,} lines"),
        ("a table as uploaded", megabytes(TABLE.file / 1e6)),
        ("a table decompressed, and the text in its boxes", megabytes(TABLE.unpacked / 1e6)),
        ("a table, rows with something in them", f"{TABLE.rows:,}"),
        ("a table, columns", f"{TABLE.columns:,}"),
        ("a table, boxes, empty ones counted", f"{TABLE.cells:,}"),
        ("a table, lines of a text, empty ones counted", f"{TABLE.lines:,}"),
        ("a table, characters in a box", f"{TABLE.characters:,}"),
        ("a spreadsheet, tags and attributes each time they are read", f"{TABLE.markup:,}"),
        ("a document as uploaded", megabytes(DOCUMENT.file / 1e6)),
        ("the parts of a document that are read, decompressed", megabytes(DOCUMENT.xml / 1e6)),
        ("the parts of a document that are read, tags and attributes", f"{DOCUMENT.markup:,}"),
        ("a PDF, pages", f"{DOCUMENT.pdf_pages:,}"),
        ("a PDF, a stream decompressed", megabytes(DOCUMENT.pdf_stream / 1e6)),
        ("a PDF, time", f"{DOCUMENT.pdf_seconds:g} seconds"),
    ]
    told = page("limits.md")
    assert rows_of(told) == [f"| {what} | {limit} |" for what, limit in limits]
    assert {TABLE.entries, DOCUMENT.archive_entries} == {2_000}
    assert "may have 2,000 files" in told
    assert {TABLE.packing, DOCUMENT.archive_ratio} == {200}
    assert "less than a 200th" in told
