import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from playwright.sync_api import Browser, sync_playwright

from tests.people import Cast, gather

if TYPE_CHECKING:
    from saidanddone.programme.models import Programme

BuildOnce = Callable[[Callable[[], Any]], Any]

EASTMERE_AS_OF = date(2026, 11, 22)
COMMITTING = pytest.StashKey[set[Path]]()  # the modules with a test that commits


@pytest.fixture
def people(cast_of_module: Cast | None, db: None) -> Cast:
    """The cast, in one programme; each test gets them as they were gathered."""
    return cast_of_module.copy() if cast_of_module else gather()


@pytest.fixture(scope="module")
def cast_of_module(request: pytest.FixtureRequest) -> Cast | None:
    """The cast that `people` copies, gathered once for a module.

    None for a module with a test that commits: no transaction may stand around such a test.
    """
    if request.path in request.config.stash[COMMITTING]:
        return None
    built_once: BuildOnce = request.getfixturevalue("built_once")
    cast: Cast = built_once(gather)
    return cast


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[BuildOnce]:
    """Builds a world once for the tests of a module: `built_once(make)` gives what `make` makes.

    It lives in a transaction that is rolled back after the module's last test; each test has its
    own transaction within, so no test sees what another changed. Not for `transaction=True` or
    `live_server`, whose connections see nothing that is not committed.
    """
    atomics = [transaction.atomic(using=alias) for alias in ("default", "keys")]
    with django_db_blocker.unblock():
        for atomic in atomics:
            atomic.__enter__()

    def build(make: Callable[[], Any]) -> Any:
        with django_db_blocker.unblock():
            return make()

    yield build
    with django_db_blocker.unblock():
        _roll_back(atomics)


@pytest.fixture(scope="module")
def eastmere(built_once: BuildOnce) -> "Programme":
    """The demonstration as it stands on EASTMERE_AS_OF.

    It takes seconds, so keep the tests that need it together.
    """
    from saidanddone.access.installation import set_kind
    from saidanddone.project.demo.build import build

    def demonstration() -> "Programme":
        set_kind("demonstration")
        return build(EASTMERE_AS_OF)

    programme: Programme = built_once(demonstration)
    return programme


def _roll_back(atomics: list[Any]) -> None:
    for atomic in reversed(atomics):
        transaction.set_rollback(True, using=atomic.using)
        atomic.__exit__(None, None, None)


@pytest.fixture
def shared_data() -> Path:
    """The data to test against; absent on a user's machine (skipped), a failure under CI."""
    root = Path(os.environ.get("SAIDANDDONE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not root.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("the shared data is not there")
        pytest.skip("the shared data is not there")
    return root


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Every test that touches a database may touch the key database too. Note which modules commit."""
    committing = config.stash.setdefault(COMMITTING, set())
    for item in items:
        needs = {"people", "built_once"}.intersection(getattr(item, "fixturenames", ()))
        if needs and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db())
        marker = item.get_closest_marker("django_db")
        if marker is not None:
            marker.kwargs.setdefault("databases", ["default", "keys"])
            if marker.kwargs.get("transaction"):
                committing.add(item.path)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without it the test is skipped.

    One module at a time: Playwright refuses a second session beside one that is open.
    """
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
