"""Visitors of a home: who they are, how they sign in, and what they are answered."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from lxml import html

from tests.homes.page import Page, page_of

SIGNED_OUT = "signed out"
HOST = "localhost"


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in here leaves nothing behind, in either database."""
    with transaction.atomic("default"), transaction.atomic("keys"):
        yield
        transaction.set_rollback(True, "default")
        transaction.set_rollback(True, "keys")


@dataclass
class Visitor:
    """Someone at their browser. Use it inside `undone()`; every request is undone by itself too."""

    name: str
    browser: Client = field(
        default_factory=lambda: Client(raise_request_exception=False, SERVER_NAME=HOST)
    )
    cookies: str = ""
    last_body: bytes = b""

    def get(self, address: str, hidden: re.Pattern[str] | None = None) -> Page:
        return self._ask(address, None, hidden)

    def post(
        self, address: str, fields: Mapping[str, Any], hidden: re.Pattern[str] | None = None
    ) -> Page:
        return self._ask(address, fields, hidden)

    def keep_cookies(self) -> None:
        self.cookies = self.browser.cookies.output(header="", sep=";")

    def use_own_cookies(self) -> None:
        """As the visitor signed in, whatever an earlier page set."""
        self.browser.cookies = SimpleCookie(self.cookies)

    def _ask(
        self, address: str, fields: Mapping[str, Any] | None, hidden: re.Pattern[str] | None
    ) -> Page:
        self.use_own_cookies()
        with undone():
            if fields is None:
                response = self.browser.get(address)
            else:
                response = self.browser.post(address, fields, headers={"Origin": f"http://{HOST}"})
            self.last_body = b"" if response.streaming else response.content
            return page_of(response, hidden)


def sign_in(name: str, tokens: Mapping[str, Any]) -> Visitor:
    """By the session, the one-time link or, with a second factor, the account that the home holds."""
    visitor = Visitor(name)
    if name == tokens["session"]["email"]:
        visitor.browser.cookies["s"] = tokens["session"]["key"]
    elif name in tokens["links"]:
        visitor.browser.post(f"/demonstration/{tokens['links'][name]}")
    elif name != SIGNED_OUT:
        visitor.browser.force_login(get_user_model()._default_manager.get(email=name))
    if name != SIGNED_OUT:
        _choose_purpose(visitor.browser)
    visitor.keep_cookies()
    return visitor


def _choose_purpose(browser: Client) -> None:
    """The first purpose of the person's roles, on the page where it is chosen."""
    today = browser.get("/today")
    if today.status_code == 302 and today.headers["Location"] == "/today/purpose":
        page = html.document_fromstring(browser.get("/today/purpose").content)
        first = page.xpath("//input[@type='radio']")[0]
        browser.post("/today/purpose", {first.get("name"): first.get("value")})
