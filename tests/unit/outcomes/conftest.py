from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel("2026-11-22T09:00:00+00:00", tick=False):
        yield
