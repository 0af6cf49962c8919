import pytest
from playwright.sync_api import Browser

from tests.journeys.desk import SHOTS


@pytest.fixture(scope="module")
def chromium(browser: Browser) -> Browser:
    """The browser, with a folder for the screenshots that a journey keeps."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return browser
