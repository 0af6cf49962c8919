"""Every page, in Chromium: no fault that axe knows, no complaint in the console, nothing too wide for a phone."""

import shutil
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from saidanddone.access.decorators import PUBLIC, SIGNED_IN
from saidanddone.access.roles import all_roles
from saidanddone.listening.commands import issue_new_code
from saidanddone.listening.models import Contributor
from saidanddone.listening.receipts import new_code
from tests.journeys.desk import DESKTOP, PHONE, Desk, sit_down
from tests.meta.addresses import MADE_UP, Route, address, real, routes
from tests.meta.world import World, build

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not here"),
]

# What is no page, each with why.
NOT_PAGES = {
    "publishing:api_not_there": "data",
    "account_logout": "it would end the visit",
    "evidence:codebook_table": "a file",
    "mfa_download_recovery_codes": "a file",
    "mfa_view_recovery_codes": "none are made yet",
    **dict.fromkeys(
        (
            "peers:lift",
            "peers:move_peer",
            "listening:move",
            "evidence:mark",
            "evidence:unmark",
            "evidence:undo",
            "evidence:cover",
            "evidence:settle",
            "evidence:look_for_names",
            "programme:cancel_invitation",
            "programme:end_partnership",
        ),
        "only pressed",
    ),
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A word of 240 letters after every text, as a title or a name may be. Which keys there are is ours.
LENGTHEN = """() => {
  window.lengthened = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement
    const stays = element.closest("script, style, svg, textarea, .sd-keys, [class*=visually-hidden]")
    if (text.data.trim() && !stays && getComputedStyle(element).whiteSpace !== "nowrap") {
      window.lengthened.push([text, text.data])
      text.data += " " + "w".repeat(240)
    }
  }
}"""
AS_IT_WAS = "() => window.lengthened.forEach(([text, was]) => { text.data = was })"


@dataclass
class Seen:
    """Faults by page, and how many pages were looked at."""

    faults: list[str] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)


@pytest.fixture
def world(transactional_db: None) -> World:
    return build()


def test_every_page(world: World, browser: Browser, live_server: LiveServer) -> None:
    """Each page once, as the first role that may open it; public pages signed out."""
    desks: dict[str, Desk] = {}
    seen = Seen()
    for route in routes():
        if route.name in NOT_PAGES or route.name.startswith("publishing:api"):
            continue
        role = whose(route)
        if role not in desks:
            desks[role] = sit_down(browser, live_server.url, world.roles.get(role))
        look(desks[role], route.name, address(route, real(route, world, world.here, role)), seen)
    look(desks[""], "not there", f"/s/{MADE_UP}/", seen)
    look(desks["analyst"], "not there for staff", f"/programmes/{MADE_UP}/", seen)
    look_at_updates(desks[""], world, seen)
    for desk in desks.values():
        seen.faults += desk.complaints
        desk.context.close()
    assert not seen.faults, "\n".join(seen.faults)
    assert len(seen.pages) > 110


def whose(route: Route) -> str:
    """The first role that may open it; nobody's where everyone may."""
    if route.permission == PUBLIC:
        return ""
    if route.permission == SIGNED_IN:
        return "analyst"
    return next(slug for slug, role in all_roles().items() if route.permission in role.permissions)


def look(desk: Desk, name: str, path: str, seen: Seen) -> None:
    answer = desk.page.goto(desk.url + path)
    assert answer is not None
    expected = 404 if name.startswith("not there") else 200
    if answer.status != expected:
        seen.faults.append(f"{name}: {answer.status}")
    if expected == 404:
        desk.complaints.clear()  # the browser says so, too
    if "html" in answer.headers.get("content-type", ""):
        judge(desk.page, name, seen)


def judge(page: Page, name: str, seen: Seen) -> None:
    """At a desk by axe; on a phone by its width."""
    seen.pages.add(name)
    for fault in Axe().run(page).response["violations"]:
        where = "; ".join(node["html"][:160] for node in fault["nodes"][:3])
        seen.faults.append(f"{name}: {fault['id']} at {where}")
    if page.locator("h1").count() != 1:
        seen.faults.append(f"{name}: {page.locator('h1').count()} headings of the first rank")
    page.set_viewport_size({"width": PHONE, "height": 800})
    if wider := page.evaluate(WIDER):
        seen.faults.append(f"{name}: {wider} pixels too wide for a phone")
    page.evaluate(LENGTHEN)
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        if wider := page.evaluate(WIDER):
            seen.faults.append(f"{name}: {wider} pixels wider than {width} with a long word")
    page.evaluate(AS_IT_WAS)


def look_at_updates(desk: Desk, world: World, seen: Seen) -> None:
    """The contributor's page: a wrong code, a right one, and the question before a grave act."""
    cast = world.here.cast
    code = issue_new_code(
        actor=cast.amina,
        programme=cast.programme,
        contributor=Contributor.objects.get(ref=world.here["contributor"]),
    )
    desk.go("/updates")
    for typed, name in ((new_code(), "missed"), (code, "opened")):
        desk.write("Your code", typed)
        desk.press("Open")
        judge(desk.page, f"updates, {name}", seen)
    for line in reversed(desk.page.locator("summary").all()):
        line.click()
        judge(desk.page, "updates, one of them open", seen)
    desk.press("Withdraw everything I said")
    judge(desk.page, "updates, asked", seen)


def test_the_judge_sees_what_is_wrong(browser: Browser) -> None:
    page, seen = browser.new_page(), Seen()
    page.set_content(
        "<html lang=en><title>t</title><main><img src=x><p style='width:900px'>Wide</p></main></html>"
    )
    judge(page, "bad", seen)
    page.close()
    assert [fault.split(" ")[1] for fault in seen.faults if "image" in fault] == ["image-alt"]
    assert any("0 headings" in fault for fault in seen.faults)
    assert any("too wide" in fault for fault in seen.faults)
    assert any("with a long word" in fault for fault in seen.faults)
