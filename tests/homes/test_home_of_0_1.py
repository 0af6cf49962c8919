"""A home of 0.1 started with today's code: migrated, every page as it was but for what is listed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.homes.compare import ROWS, check_audit, migrate, walk
from tests.homes.differences import read_changes
from tests.homes.homes import Home, Kept, laid_out

pytestmark = pytest.mark.slow
KEPT = Kept("0.1")


class Started(NamedTuple):
    home: Home
    after_migrating: list[str]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def started(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Started]:
    """The home laid out in a folder of its own and migrated as `start` does it."""
    folder = tmp_path_factory.mktemp(f"home-{request.param}")
    with laid_out(KEPT, folder, request.param) as home:
        yield Started(home, migrate(KEPT, home))


def test_no_migration_writes_an_audit_row(started: Started) -> None:
    """`verify-audit` prints what 0.1 printed: entries, unbroken, and the same head."""
    assert started.after_migrating == []


def test_nothing_is_left_to_migrate(started: Started) -> None:
    for database in ("default", "keys"):
        started.home.command("migrate", "--check", "--database", database)


def test_every_page_is_as_it_was_but_for_the_sentences_listed(started: Started) -> None:
    """Status, address, links, forms, figures and text, for everyone who signs in and signed out."""
    changes = read_changes(ROWS)
    wrong = walk(KEPT, started.home, changes) + changes.unused()
    assert not wrong, "\n\n".join(wrong)
    assert check_audit(KEPT, started.home, "after the walk") == []


def test_the_rows_of_the_audit_are_the_bytes_that_0_1_wrote(tmp_path: Path) -> None:
    """The chain's own columns, read without the product: so a migration cannot rewrite and sign anew."""
    columns = "number, at, actor_ref, purpose, act, about, programme_ref, reason, count, mac"

    def entries() -> list[tuple[object, ...]]:
        database = tmp_path / "home" / "saidanddone.sqlite3"
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute(
                f"SELECT {columns} FROM audit_entry ORDER BY number"  # noqa: S608
            ).fetchall()

    with laid_out(KEPT, tmp_path) as home:
        before = entries()
        migrate(KEPT, home)
        assert entries() == before


def test_its_quotes_rest_and_those_who_sign_are_told(started: Started) -> None:
    """Finding A1: quotes of one voice stood side by side. All go at once, so that no voice shows."""
    release = "/programmes/eastmere/releases/f57b5748k505/"
    printed = started.home.run(
        "tests.homes.ask", "data-protection-officer@eastmere.example",
        "/today", release, "/s/eastmere/heard",
    )  # fmt: skip
    assert "All quotes of Safer together in Eastmere rest until its next release" in printed
    assert "Its quotes, 48 in all, came off together when this version was installed." in printed
    assert "I told it all the way through" not in printed


def give_as_0_1(folder: Path) -> None:
    """Finding A5: invited as police intake without an agency, then made analyst and both leads."""
    roles = ("police_intake", "analyst", "engagement_lead", "strategy_lead")
    with closing(sqlite3.connect(folder / "home" / "saidanddone.sqlite3")) as connection:
        lee = connection.execute(
            "INSERT INTO access_user (password, ref, email, name, site_role, is_active, joined_at) "
            "VALUES ('!', 'a5a5a5a5a5a5', 'pi3@eastmere.example', 'Lee', '', 1, '2026-11-20 10:00:00')"
        ).lastrowid
        connection.executemany(
            "INSERT INTO programme_membership (ref, created_at, user_id, programme_id, role, until) "
            "VALUES (?, '2026-11-20 10:00:00', ?, 1, ?, '2028-01-31')",
            [(f"a5a5a5a5a5a{number}", lee, role) for number, role in enumerate(roles)],
        )
        connection.commit()


def test_a_membership_that_r1_forbids_opens_nothing_and_the_administrator_is_told(
    tmp_path: Path,
) -> None:
    with laid_out(KEPT, tmp_path) as home:
        give_as_0_1(tmp_path)
        migrate(KEPT, home)
        printed = home.run(
            "tests.homes.ask", "pi3@eastmere.example", "/programmes/eastmere/transcripts"
        )
        assert printed.startswith("404")
        printed = home.run("tests.homes.ask", "administrator@eastmere.example", "/people")
    assert "Roles that open nothing" in printed
    for role in ("police intake", "analyst", "engagement lead", "strategy lead"):
        assert f", {role} in Safer together in Eastmere" in printed
