import os
from pathlib import Path

import pytest

from tests.people import Cast, gather


@pytest.fixture
def people(db: None) -> Cast:
    """The cast, in one programme."""
    return gather()


@pytest.fixture
def shared_data() -> Path:
    """The data to test against; absent on a user's machine (skipped), a failure under CI."""
    root = Path(os.environ.get("SAIDANDDONE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not root.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the shared data is not there")
        pytest.skip("the shared data is not there")
    return root


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that touches a database may touch the key database too."""
    for item in items:
        if "people" in getattr(item, "fixturenames", ()) and not item.get_closest_marker(
            "django_db"
        ):
            item.add_marker(pytest.mark.django_db())
        marker = item.get_closest_marker("django_db")
        if marker is not None:
            marker.kwargs.setdefault("databases", ["default", "keys"])
