"""Someone at a browser: pages read and pressed as a person reads and presses them."""

import os
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from saidanddone.access.models import User

SHOTS = Path(os.environ.get("SAIDANDDONE_SCREENSHOTS") or Path(__file__).parent / "screenshots")
DESKTOP, PHONE = 1280, 375  # pixels across
WAIT = 15_000  # milliseconds, on a machine that does other things as well


@dataclass
class Desk:
    """One person's browser. `takes` says whether each page met is kept as a picture."""

    page: Page
    context: BrowserContext
    url: str
    takes: bool = False
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str, shot: str = "") -> None:
        self.page.goto(self.url + path)
        self.shot(shot)

    def press(self, button: str, shot: str = "") -> None:
        """Press a button that leads somewhere."""
        with self.page.expect_navigation(timeout=WAIT):
            self.page.get_by_role("button", name=button, exact=True).first.click()
        self.shot(shot)

    def follow(self, link: str, shot: str = "") -> None:
        """Follow a link, one that looks like a button included."""
        named = self.page.get_by_role("link", name=link).or_(
            self.page.get_by_role("button", name=link).and_(self.page.locator("a"))
        )
        with self.page.expect_navigation(timeout=WAIT):
            named.first.click()
        self.shot(shot)

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(words)

    def pick(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=False).first.select_option(label=option)

    def choose(self, question: str, answer: str) -> None:
        """Answer a question that has its answers beside it."""
        self._group(question).get_by_label(answer, exact=True).check()

    def tick(self, label: str) -> None:
        self.page.get_by_label(label, exact=False).first.check()

    def date(self, question: str, day: date) -> None:
        parts = {"Day": day.day, "Month": day.month, "Year": day.year}
        for part, said in parts.items():
            box = self._group(question).get_by_label(part, exact=True)
            if box.count():
                box.fill(str(said))

    def reads(self, words: str) -> bool:
        """Whether the page says this, as it is shown."""
        return words in " ".join(self.page.locator("body").inner_text().split())

    def unfold(self) -> None:
        """Open everything that is folded away on the page."""
        self.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")

    def shot(self, name: str) -> None:
        """Keep the page as it looks at a desk and on a phone."""
        if not (self.takes and name):
            return
        for width, which in ((PHONE, "phone"), (DESKTOP, "desktop")):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=SHOTS / f"{name}-{which}.png", full_page=True)

    def _group(self, question: str) -> Locator:
        return self.page.get_by_role("group", name=question).first


def sit_down(
    browser: Browser, url: str, user: User | None, *, scripted: bool = True, takes: bool = False
) -> Desk:
    """A browser of their own, signed in if they sign in."""
    context = browser.new_context(
        java_script_enabled=scripted, viewport={"width": DESKTOP, "height": 900}
    )
    context.set_default_timeout(WAIT)
    if user is not None:
        client = Client()
        client.force_login(user)
        session = client.session
        # As after typing a password: pages about how one signs in ask again otherwise.
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session.save()
        context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": url}])
    page = context.new_page()
    desk = Desk(page, context, url, takes)
    page.on("console", lambda message: desk.complaints.append(message.text))
    page.on("pageerror", lambda error: desk.complaints.append(str(error)))
    return desk
