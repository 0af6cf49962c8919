"""Visits every public address as someone who is signed out.

No address is listed here. Those that name nothing, or only a programme, are made from the URL
configuration; the others are those that pages link to and that the API's own description names. It needs
no part of the product but its URL configuration, so it visits any version of it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urldefrag, urljoin

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

HOST = "localhost"
PUBLIC = "public"  # the permission that a page for everyone declares
_LINK = re.compile(r'\b(?:href|src)="([^"#][^"]*)"')
_IN_DESCRIPTION = re.compile(r'"(/api/[^"]*)"')  # the paths of the API's own description
_BLOCK_ENDS = re.compile(r"</(?:p|li|dd|dt|h\d|td|th|tr|section|footer|summary|title|div)>|<br>")
_SCRIPT = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Document:
    """One thing that was copied. `kind` is the name of its page or file, the same for every theme's."""

    kind: str
    status: int
    body: str

    @property
    def lines(self) -> list[str]:
        """What a reader sees, line by line; of a page, its own part."""
        text = self.body
        if text.lstrip().startswith("<"):
            text = text.partition("<main")[2].partition("</main>")[0] or text
            text = unescape(_TAG.sub("", _BLOCK_ENDS.sub("\n", _SCRIPT.sub("", text))))
        return [line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line]


Copy = dict[str, Document]
"""By address or file name."""


def visit(slug: str) -> Copy:
    """Every public address of the product and of this programme."""
    visitor = Client(SERVER_NAME=HOST, raise_request_exception=False)
    waiting = list(_first_addresses(slug))
    known, copy = set(waiting), {}
    while waiting:
        address = waiting.pop()
        answer = visitor.get(address)
        body = answer.content.decode()
        copy[address] = Document(_kind_of(address), answer.status_code, body)
        links = [*_LINK.findall(body), answer.headers.get("Location", "")]
        links += [link.replace("{slug}", slug) for link in _IN_DESCRIPTION.findall(body)]
        for link in _within(address, links):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return copy


def public_patterns(
    resolver: URLResolver | None = None, space: str = "", outer: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name of each public view, and the parts that its address is filled with."""
    for pattern in (resolver or get_resolver()).url_patterns:
        parts = (*outer, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from public_patterns(pattern, inner, parts)
        elif isinstance(pattern, URLPattern) and _is_public(pattern.callback) and pattern.name:
            yield f"{space}{pattern.name}", parts


def _first_addresses(slug: str) -> Iterator[str]:
    """Those that can be made without following a link."""
    for name, parts in public_patterns():
        if parts in ((), ("slug",)):
            yield reverse(name, kwargs=dict.fromkeys(parts, slug))


def _within(address: str, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        target, _ = urldefrag(urljoin(address, unescape(link)))
        if target.startswith("/") and _is_ours(target):
            yield target


def _is_ours(address: str) -> bool:
    """Whether the product answers it, and it is no asset."""
    if address.startswith(settings.STATIC_URL):
        return False
    try:
        return _is_public(resolve(address.partition("?")[0]).func)
    except Resolver404:
        return False


def _is_public(view: object) -> bool:
    return getattr(view, "permission", "") == PUBLIC


def _kind_of(address: str) -> str:
    """The view's name; beside it the end of the address where many addresses have one view."""
    name = resolve(address.partition("?")[0]).view_name
    return f"{name} {address.rsplit('/', 1)[-1]}" if ":api:" in name else name
