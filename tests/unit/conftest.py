"""A signed release, for the tests of stages that say something in one; and what is kept beside the keys."""

from pathlib import Path
from typing import Any

import pytest

from saidanddone.audit import kept_head
from saidanddone.audit.chain import BEFORE_THE_FIRST
from saidanddone.vault import tombstone_list
from saidanddone.vault.master import NAMES
from saidanddone.vault.tombstone_list import TombstoneList
from tests.conftest import BuildOnce
from tests.people import Cast
from tests.unit.releases import world


@pytest.fixture(scope="module")
def released(built_once: BuildOnce) -> Cast:
    """Built once for the tests of a module, which has no test with `people`: both are Harbour."""
    return built_once(world.released)


@pytest.fixture
def beside_the_keys(tmp_path: Path, settings: Any) -> Path:
    """A folder with the keys and the two lists beside them, as `make-keys` makes it."""
    keys = [Path(settings.SAIDANDDONE_KEYS) / f"{name}.key" for name in NAMES]
    settings.SAIDANDDONE_KEYS = tmp_path / "keys"
    settings.SAIDANDDONE_KEYS.mkdir()
    for key in keys:
        (settings.SAIDANDDONE_KEYS / key.name).write_bytes(key.read_bytes())
    tombstone_list.make(TombstoneList())
    kept_head.keep(BEFORE_THE_FIRST)
    return Path(settings.SAIDANDDONE_KEYS)
