"""Breaks each safety rule on purpose and checks that its test notices.

    python -m tests.run_mutations [--only WORDS]

Each row of `tests/mutations.toml` changes one text of one file. The change is made in a temporary
copy of the sources, never in the checkout. The row's test then runs alone in a process forked for
it. That process copies a database that is migrated once, and has the libraries imported already.
There is one copy for each core, and as many rows are run at once.

Exit code 1 where a test passes although its rule is broken, where a test fails although nothing is
broken, or where a changed file cannot be imported.
"""

import argparse
import atexit
import multiprocessing
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import django.test.utils
import pytest

ROOT = Path(__file__).parents[1]
ROWS = Path(__file__).with_name("mutations.toml")
SOURCES = ("src", "methods/src")
LIBRARIES = (
    "django.contrib.auth.hashers", "django.db.backends.sqlite3.base", "django.forms",
    "django.template.loader", "django.test.client", "django.test.testcases", "cryptography.x509",
    "cryptography.hazmat.primitives.ciphers.aead", "docx", "pydantic", "playwright.sync_api",
    "pytest_django.fixtures", "hypothesis",
)  # fmt: skip
VERDICTS = {1: "killed", 0: "SURVIVED", -1: "TOO SLOW"}  # by pytest's exit code
VERDICTS_UNBROKEN = {1: "tests above fail; mend them first", -1: "the tests take too long"}
BROKEN = "DOES NOT RUN"
CRASHED = 70
LONGEST = 120  # seconds a test may take


@dataclass(frozen=True)
class Mutation:
    """One rule broken: `text`, which stands once in `file`, becomes `replacement`; `test` fails.

    `rules` are those of docs/safety/rules.md that it breaks.
    """

    name: str
    file: str
    text: str
    replacement: str
    test: str
    rules: tuple[str, ...] = ()

    def applied_to(self, source: str) -> str:
        """The file as this mutation leaves it. Raises ValueError unless the text stands there once."""
        if source.count(self.text) != 1:
            raise ValueError(
                f"{self.file} does not hold this text exactly once: {self.text!r}. "
                f"Change the row “{self.name}” in {ROWS.name}."
            )
        return source.replace(self.text, self.replacement)


@dataclass(frozen=True)
class Result:
    """pytest's exit code, or -1 where time ran out; processor seconds; what was printed."""

    code: int
    seconds: float
    output: str


def read_rows() -> list[Mutation]:
    """The rows of the committed file, in its order."""
    rows = tomllib.loads(ROWS.read_text(encoding="utf-8"))["mutation"]
    return [Mutation(**{**row, "rules": tuple(row.get("rules", ()))}) for row in rows]


@contextmanager
def changed(copy: Path, mutation: Mutation) -> Iterator[None]:
    """The copy of the sources with this mutation, and as it was again afterwards."""
    file = copy / mutation.file
    before = file.read_text(encoding="utf-8")
    after = mutation.applied_to(before)
    modified = file.stat().st_mtime
    file.write_text(after, encoding="utf-8")
    os.utime(file, (modified + 10, modified + 10))  # so that no compiled file passes for it
    try:
        yield
    finally:
        file.write_text(before, encoding="utf-8")
        os.utime(file, (modified, modified))


def in_fork(act: Callable[[], int], output: Path, longest: float = LONGEST) -> tuple[int, float]:
    """Run this in a forked process, its output in a file.

    Its exit code, or -1 where time ran out, and the processor seconds that it took.
    """
    child = os.fork()
    if child == 0:
        _act_and_exit(act, output)
    until = time.monotonic() + longest
    while time.monotonic() < until:
        ended, status, used = os.wait4(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return -1, longest


def _act_and_exit(act: Callable[[], int], output: Path) -> NoReturn:
    """End here, and never return into what the parent process still has to clear away."""
    code = CRASHED
    try:
        with output.open("w") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        code = act()
    except BaseException:  # noqa: BLE001 (a fork says what went wrong and ends, whatever it was)
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()  # the settings of the tests remove their folders
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def set_up_databases(folder: Path) -> Callable[..., list[Any]]:
    """Stands in for Django's: migrates the first time and keeps the result, copies it from then on."""

    def setup_databases(*_: Any, **__: Any) -> list[Any]:
        from django.db import connections

        for connection in connections.all():
            _migrate_or_copy(connection, folder / f"{connection.alias}.sqlite3")
        return []  # nothing to take down: they are in memory, and the process ends

    return setup_databases


def _migrate_or_copy(connection: Any, kept: Path) -> None:
    if not kept.exists():
        connection.creation.create_test_db(verbosity=0, serialize=False)
        with closing(sqlite3.connect(kept)) as target:
            connection.connection.backup(target)
        return
    connection.close()
    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection)


def run_tests(copy: Path, folder: Path, tests: Sequence[str]) -> int:
    """pytest's exit code for these tests on the copy of the sources.

    The first run leaves compiled files and databases for those that follow.
    """
    paths = [str(copy / source) for source in SOURCES]
    sys.path[:0] = paths
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    sys.dont_write_bytecode = any(folder.iterdir())
    os.chdir(ROOT)
    options = ["-q", "--tb=short", "-p", "no:xdist", "--assert=plain", "--rootdir", str(ROOT)]
    django.test.utils.setup_databases = set_up_databases(folder)
    return int(pytest.main([*options, *tests]))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", default="", help="rows whose name, rule or file holds these words"
    )
    only = parser.parse_args(arguments).only.casefold()
    rows = [row for row in read_rows() if only in f"{row.name} {row.rules} {row.file}".casefold()]
    room = tempfile.mkdtemp(prefix="saidanddone-mutations-")  # cleared away here, not in a fork
    try:
        return _run(rows, Path(room))
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _run(rows: Sequence[Mutation], room: Path) -> int:
    copy, databases, output = room / "copy", room / "databases", room / "output"
    databases.mkdir()
    for source in SOURCES:
        shutil.copytree(ROOT / source, copy / source)
    _import_libraries()
    tests = sorted({row.test for row in rows})
    code, _ = in_fork(lambda: run_tests(copy, databases, tests), output, longest=10 * LONGEST)
    if code != 0:
        sys.stdout.write(output.read_text())
        sys.stdout.write(f"\nNo rule is broken, and yet: {VERDICTS_UNBROKEN.get(code, BROKEN)}.\n")
        return 1
    used: list[float] = []
    failures: list[str] = []
    for row, result in zip(rows, _break_each(rows, room), strict=True):
        used.append(result.seconds)
        verdict = VERDICTS.get(result.code, BROKEN)
        sys.stdout.write(f"{result.seconds:5.1f} s  {verdict:8}  {row.name}\n")
        if result.code != 1:
            failures.append(f"{verdict}: {row.name}")
            detail = "" if result.code == 0 else f"\n{result.output[-2000:]}"
            sys.stdout.write(f"         {row.file}: {row.test}{detail}\n")
        sys.stdout.flush()
    sys.stdout.write(
        f"{len(rows) - len(failures)} of {len(rows)} mutations killed. "
        f"Median {statistics.median(used):.1f} s of processor time.\n"
    )
    # Once more at the end, where whoever sees only the last lines looks.
    sys.stdout.writelines(f"{failure}\n" for failure in failures)
    return 1 if failures else 0


def _break_each(rows: Sequence[Mutation], room: Path) -> Iterator[Result]:
    """The result of each row, in their order."""
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), fork) as workers:
        yield from workers.map(partial(_break, room), rows)


def _break(room: Path, row: Mutation) -> Result:
    """In a worker process, on a copy of its own, with what the first run compiled."""
    own = room / f"worker-{os.getpid()}"
    copy, output = own / "copy", own / "output"
    if not own.exists():
        shutil.copytree(room / "copy", copy)
    with changed(copy, row):
        act = partial(run_tests, copy, room / "databases", [row.test])
        code, seconds = in_fork(act, output)
    return Result(code, seconds, output.read_text())


def _import_libraries() -> None:
    """What every forked process needs and no mutation touches, imported once."""
    for name in LIBRARIES:
        with suppress(ImportError):
            __import__(name)


if __name__ == "__main__":
    sys.exit(main())
