"""What only a browser can tell: the look's accessibility, and leaving a page."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

CHROMIUM = shutil.which("chromium")
ELSEWHERE = "https://www.bbc.co.uk/weather"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here"),
]


@pytest.fixture
def page(browser: Browser, settings: Settings) -> Iterator[Page]:
    settings.DEMONSTRATION = True
    opened = browser.new_page()
    # The page we leave for is answered here; no test reaches the network.
    opened.route("https://**/*", lambda route: _weather(route))
    yield opened
    opened.close()


def _weather(route: Route) -> None:
    route.fulfill(body="<title>Weather</title>", content_type="text/html")


@pytest.mark.parametrize("width", [1280, 375])
def test_every_component_passes_axe_and_fits_its_page(
    page: Page, live_server: LiveServer, width: int
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/components/")
    found = Axe().run(page).response["violations"]
    assert [(element["id"], [node["html"] for node in element["nodes"]]) for element in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_one_drawing_of_each_chart_is_shown_and_its_words_are_large_enough(
    page: Page, live_server: LiveServer
) -> None:
    for width, shown, hidden in [(1280, "wide", "narrow"), (375, "narrow", "wide")]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}/components/")
        assert page.locator(f".sd-chart__{shown}").first.is_visible()
        assert not page.locator(f".sd-chart__{hidden}").first.is_visible()
        heights = page.locator(f".sd-chart__{shown} text").evaluate_all(
            "words => words.map(word => word.getBoundingClientRect().height)"
        )
        assert min(heights) >= 12


@pytest.mark.parametrize("width", [1280, 375])
def test_leaving_by_shift_three_times_leaves_no_way_back(
    page: Page, live_server: LiveServer, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/components/")
    page.goto(f"{live_server.url}/nothing-is-here")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url == f"{live_server.url}/components/"


def test_leaving_by_the_button_leaves_no_way_back(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/components/")
    page.goto(f"{live_server.url}/nothing-is-here")
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url == f"{live_server.url}/components/"


def test_without_script_leaving_is_a_plain_link(browser: Browser, live_server: LiveServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://**/*", lambda route: _weather(route))
    page.goto(f"{live_server.url}/nothing-is-here")
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url(ELSEWHERE)
    context.close()


def test_the_count_of_characters_left_is_told(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/components/")
    page.locator("#id_blank-notes").fill("twelve chars")
    page.get_by_text("You have 188 characters remaining").first.wait_for()


def test_on_paper_the_figures_folded_away_are_there(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/components/")
    folded = page.get_by_role("cell", name="Before: April to October 2025").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert not page.get_by_role("button", name="Save and continue").is_visible()
