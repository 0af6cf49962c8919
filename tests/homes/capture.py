"""Walks a home as everyone who signs in and signed out, and writes down what each page gave.

    python -m tests.homes.capture TOKENS PAGES [--again BASELINE] [--only TEXT]

TOKENS is the home's `sign_in.json`. PAGES is written: a JSON object, `VISITOR ACT ADDRESS` to a page.
ACT is `GET`; `PRESS0` for pressing the first form of a page as it opened, `PRESS1` for the second;
`CODE0` for opening Updates by the home's first receipt code.
Without --again the walk follows links: for each visitor some addresses of every route that they reach,
then one of every route that others reach, then every other link once. With --again it asks exactly for what BASELINE holds.

It runs on any version of the product: it imports Django and no module of Said and Done.
"""

import argparse
import json
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import django
import time_machine
from lxml import html

from tests.homes.page import FIELDS, Page
from tests.homes.visit import SIGNED_OUT, sign_in, undone

ADDRESSES_A_ROUTE = 2
PRESSES_A_ROUTE = 1
PRESSES_A_PAGE = 3
UPDATES = "/updates"
START = ("/", "/today", "/programmes/")
# Pressing these leaves the walk, or takes seconds of drawing lots.
NOT_PRESSED = ("/sign-out", "/common-ground/work-out")
REFERENCE = re.compile(r"[0-9a-hjkmnp-tv-z]{12}")
RECEIPT_CODE = r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-[0-9A-Z]"


def main(typed: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("tokens", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--only", default="", help="what an address or visitor must contain")
    given = parser.parse_args(typed)
    django.setup()
    from django.conf import settings

    settings.LOOKUPS_WRITTEN_IN_BACKGROUND = False
    tokens = json.loads(given.tokens.read_text())
    with time_machine.travel(datetime.fromisoformat(tokens["now"]), tick=False):
        if given.again:
            baseline = read_pages(given.again)
            pages = ask_again(tokens, [key for key in baseline if given.only in key])
        else:
            pages = explore(tokens)
    given.pages.write_text(json.dumps({key: asdict(page) for key, page in pages.items()}))


def read_pages(path: Path) -> dict[str, Page]:
    """A file that this module wrote, compressed or not."""
    raw = path.read_bytes()
    stored = json.loads(lzma.decompress(raw) if path.suffix == ".xz" else raw)
    return {
        key: Page(**{**page, "links": tuple(page["links"]), "forms": tuple(page["forms"])})
        for key, page in stored.items()
    }


class Walk:
    """What one visitor has asked for and been answered."""

    def __init__(self, name: str, tokens: Mapping[str, Any], known: frozenset[str]) -> None:
        from tests.homes.visit import sign_in

        self.name, self.known, self.codes = name, known, tokens["codes"]
        self.visitor = sign_in(name, tokens)
        self.pages: dict[str, Page] = {}
        self.asked: Counter[tuple[str, ...]] = Counter()

    def get(self, address: str) -> Page:
        page = self.pages[f"{self.name} GET {address}"] = self.visitor.get(address, HIDDEN)
        self.asked[route_of(address)] += 1
        return page

    def open_updates(self, number: int) -> None:
        """Type a receipt code of the home into the contributor's page."""
        fields = {"code": self.codes[number]}
        self.pages[f"{self.name} CODE{number} {UPDATES}"] = self.visitor.post(
            UPDATES, fields, HIDDEN
        )

    def press(self, address: str, number: int) -> None:
        """Press a form of the page that was asked for last, with the values that it opened with."""
        forms = html.document_fromstring(self.visitor.last_body).xpath(PRESSABLE)
        if number >= len(forms):  # the page asks for something else first: nothing there is pressed
            self.pages[f"{self.name} PRESS{number} {address}"] = self.pages[
                f"{self.name} GET {address}"
            ]
            return
        form = forms[number]
        action = urljoin(address, form.get("action") or address)
        page = self.visitor.post(action, dict(_fields(form)), HIDDEN)
        location = "/".join(
            "*" if REFERENCE.fullmatch(part) and part not in self.known else part
            for part in page.location.split("/")
        )
        kept = Page(**{**vars(page), "location": location})
        self.pages[f"{self.name} PRESS{number} {address}"] = kept
        self.asked["PRESS", *route_of(action)] += 1


HIDDEN = re.compile(RECEIPT_CODE)
PRESSABLE = "//form[translate(@method, 'POST', 'post')='post'][not(@action='/sign-out')]"


def _fields(form: Any) -> Iterator[tuple[str, Any]]:
    """What a browser sends when the first button is pressed and nothing was changed."""
    values: defaultdict[str, list[str]] = defaultdict(list)
    is_pressed = False
    for field in form.xpath(FIELDS.replace("//", ".//")):
        name, kind = field.get("name"), field.get("type", field.tag)
        is_button = field.tag == "button" or kind == "submit"
        if not name or "disabled" in field.attrib or kind == "file" or (is_button and is_pressed):
            continue
        if kind in ("checkbox", "radio") and "checked" not in field.attrib:
            continue
        is_pressed = is_pressed or is_button
        if field.tag == "select":
            options = list(field.iter("option"))
            chosen = [option for option in options if "selected" in option.attrib] or options[:1]
            values[name] += [option.get("value", "") for option in chosen]
        elif field.tag == "textarea":
            values[name].append((field.text_content() or "").removeprefix("\n"))
        else:
            values[name].append(field.get("value", "on" if kind == "checkbox" else ""))
    yield from values.items()


def route_of(address: str) -> tuple[str, ...]:
    """The name of the route and of what stands after the question mark."""
    from django.urls import Resolver404, resolve

    parts = urlsplit(address)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        name = "none"
    return (name, *sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair))


def visitors(tokens: Mapping[str, Any]) -> list[str]:

    return [SIGNED_OUT, *tokens["visitors"]]


def known_references() -> frozenset[str]:
    """Every reference that the home holds; any other is new."""
    from django.apps import apps

    found: set[str] = set()
    for model in apps.get_models():
        if any(column.name == "ref" for column in model._meta.fields):
            found.update(model._default_manager.values_list("ref", flat=True))
    return frozenset(found)


def explore(tokens: Mapping[str, Any]) -> dict[str, Page]:
    """Follow links as each visitor; then every route that others reached; then what is left, once."""

    known, walks, sample = known_references(), [], {}
    for name in visitors(tokens):
        with undone():
            walk = Walk(name, tokens, known)
            follow(walk, [*START, *tokens["addresses"]])
            if name == SIGNED_OUT:
                for number in range(len(tokens["codes"])):
                    walk.open_updates(number)
            walks.append(walk)
        for key in walk.pages:
            address = key.rsplit(" ", 1)[1]
            sample.setdefault(route_of(address), address)
    for walk in walks:
        with undone():
            walk.visitor = sign_in(walk.name, tokens)
            for route in [route for route in sample if not walk.asked[route]]:
                visit(walk, sample[route])
    for walk in walks:
        with undone():
            walk.visitor = sign_in(walk.name, tokens)
            for address in linked_and_not_asked(walk, walks):
                walk.get(address)
    _say_unreached(set(sample))
    return {key: page for walk in walks for key, page in walk.pages.items()}


def linked_and_not_asked(walk: Walk, walks: Iterable[Walk]) -> list[str]:
    """What the pages of this walk link to and no walk has asked for."""
    asked = {key.rsplit(" ", 1)[1] for other in walks for key in other.pages}
    links = (link.split("#")[0] for page in walk.pages.values() for link in page.links)
    ours = (link for link in links if link.startswith("/") and not link.startswith("/static/"))
    return [link for link in dict.fromkeys(ours) if link not in asked]


def follow(walk: Walk, starts: Iterable[str]) -> None:
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop(0)
        route = route_of(address)
        is_public = walk.name == "signed out" and route[0].startswith("publishing:")
        if walk.asked[route] >= ADDRESSES_A_ROUTE and not is_public:
            continue
        page = visit(walk, address)
        actions = [line.split(" ", 2)[2] for line in page.forms if line.startswith("form ")]
        leads_to = (*page.links, page.location, *actions)
        found = [urljoin(address, link).split("#")[0] for link in leads_to]
        fresh = [link for link in found if link.startswith("/") and link not in seen]
        fresh = [link for link in dict.fromkeys(fresh) if not link.startswith("/static/")]
        seen.update(fresh)
        waiting += fresh


def visit(walk: Walk, address: str) -> Page:
    """Get a page and press its first forms, where this visitor has not pressed such a one."""
    page = walk.get(address)
    if page.kind != "text/html" or page.status != 200:
        return page
    body = walk.visitor.last_body
    for number, form in enumerate(html.document_fromstring(body).xpath(PRESSABLE)):
        action = urljoin(address, form.get("action") or address)
        pressed = walk.asked["PRESS", *route_of(action)]
        if number < PRESSES_A_PAGE and pressed < PRESSES_A_ROUTE and _may_press(action):
            walk.visitor.last_body = body
            walk.press(address, number)
    return page


def _may_press(action: str) -> bool:
    return not action.endswith(NOT_PRESSED)


def _say_unreached(reached: set[tuple[str, ...]]) -> None:
    from django.urls import URLPattern, URLResolver, get_resolver

    def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern):
                yield f"{space}{entry.name}"

    known = {route[0] for route in reached}
    unreached = sorted(name for name in names(get_resolver()) if name not in known)
    if unreached:
        sys.stderr.write(f"Routes that nobody reached: {', '.join(unreached)}\n")


def ask_again(tokens: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Page]:
    """Ask for exactly these, in their order; a page that is pressed is got before."""

    known = known_references()
    wanted: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key in keys:
        name, act, address = key.rsplit(" ", 2)
        wanted[name].append((act, address))
    pages: dict[str, Page] = {}
    for name, visits in wanted.items():
        with undone():
            walk, bodies = Walk(name, tokens, known), dict[str, bytes]()
            for act, address in visits:
                if act == "GET":
                    walk.get(address)
                    bodies[address] = walk.visitor.last_body
                elif act.startswith("CODE"):
                    walk.open_updates(int(act.removeprefix("CODE")))
                else:
                    if address not in bodies:
                        walk.get(address)
                        bodies[address] = walk.visitor.last_body
                    walk.visitor.last_body = bodies[address]
                    walk.press(address, int(act.removeprefix("PRESS")))
            pages |= walk.pages
    return pages


if __name__ == "__main__":
    main()
