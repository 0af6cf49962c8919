"""A signed release, for the tests of stages that say something in one."""

import pytest

from tests.conftest import BuildOnce
from tests.people import Cast
from tests.unit.releases import world


@pytest.fixture(scope="module")
def released(built_once: BuildOnce) -> Cast:
    """Built once for the tests of a module, which has no test with `people`: both are Harbour."""
    return built_once(world.released)
