"""With the keyboard alone: a form from its first box to its button, and the coding page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from saidanddone.base import clock
from saidanddone.evidence.coding.models import Coding
from saidanddone.listening.models import Engagement
from tests.journeys.desk import Desk, sit_down
from tests.people import Cast, gather
from tests.unit.evidence.voices import a_code, confirmed, words_of_kit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]

FARTHEST = 80  # presses of the tabulator key before we say that something cannot be reached
HERE = "/programmes/harbour"
# Where the focus stands, and how it shows: an outline, a shadow, or (radios) its label's drawing.
FOCUS = """() => {
    const at = document.activeElement, label = at.labels && at.labels[0];
    const drawn = [at, label].filter(Boolean).flatMap(each =>
        [getComputedStyle(each), getComputedStyle(each, '::before')]);
    return {
        name: at.getAttribute('aria-label') || (label || at).textContent.trim(),
        id: at.id,
        seen: drawn.some(style => style.boxShadow !== 'none'
            || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px')),
    };
}"""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture
def amina(chromium: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Desk]:
    desk = sit_down(chromium, live_server.url, cast.users["amina"])
    yield desk
    desk.context.close()
    assert desk.complaints == []


def tab_to(page: Page, name: str, *, exact: bool = False) -> None:
    """Press the tabulator key until this has the focus; every stop on the way shows its focus."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        assert at["seen"], f"the focus does not show on {at['name']}"
        if at["name"] == name or (at["name"].startswith(name) and not exact):
            return
    pytest.fail(f"{name} cannot be reached")


def write(page: Page, name: str, words: str) -> None:
    tab_to(page, name)
    page.keyboard.type(words)


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_form_is_filled_and_sent(amina: Desk) -> None:
    """The skip link comes first and works; a wrong date is found from the list of problems."""
    page, held = amina.page, clock.today() - timedelta(days=3)
    amina.go(f"{HERE}/occasions/record")
    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    tab_to(page, "Peer interview")
    while page.evaluate(FOCUS)["name"] != "Individual session":
        page.keyboard.press("ArrowDown")
    tab_to(page, "Continue")
    send(page)
    write(page, "Title", "A talk at the hub")
    write(page, "Whom did you listen to?", "Sex")
    write(page, "Day", "32")
    write(page, "Month", str(held.month))
    write(page, "Year", str(held.year))
    tab_to(page, "An interpreter")
    page.keyboard.press("Space")
    tab_to(page, "Save this occasion")
    send(page)
    assert amina.reads("There is a problem")
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS)["id"] == "id_held_on-day"
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(str(held.day))
    send(page)
    made = Engagement.objects.get()
    assert (made.title, made.held_on, made.had_interpreter) == ("A talk at the hub", held, True)


def test_a_passage_is_coded(amina: Desk, cast: Cast) -> None:
    a_code(cast, "Lighting")
    transcript = confirmed(cast, words_of_kit(cast))
    page = amina.page
    amina.go(f"{HERE}/transcripts/{transcript.ref}")
    tab_to(page, "Transcript", exact=True)  # not the link to all of them
    for key in ("ArrowDown", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.type("li")
    page.keyboard.press("Enter")
    page.get_by_text("Marked: Lighting.").wait_for()
    assert Coding.objects.get().code.name == "Lighting"
    # And off again.
    tab_to(page, "Take off")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo").wait_for()
    assert not Coding.objects.filter(state="accepted").exists()
