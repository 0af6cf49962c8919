import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Published data to test against; absent on a user's machine (skipped), a failure under CI."""
    beside = Path(__file__).parents[3] / "shared" / "data"
    root = Path(os.environ.get("SAIDANDDONE_DATA", beside))
    if not root.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the shared data is not there")
        pytest.skip("the shared data is not there")
    return root
