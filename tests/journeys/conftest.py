import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.desk import SHOTS


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, once for all journeys; without it they are skipped."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not here")
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
