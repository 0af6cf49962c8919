"""A cache of the pages that a code opens, in memory, rendered again when their content changes.

Every answer to a code, right or wrong, of any programme, has one length, compressed as well as plain:
each holds the same texts, its own where it is read and those of all the others in a comment after it.
Pages hold random placeholders for what differs between two bearers of a code: the code, when it was
last opened, and what was just saved.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string

from saidanddone.answers.queries.updates import Stamp, programme_updates, stamp
from saidanddone.listening import receipts
from saidanddone.listening.consent import ALL_REST

STEP: Final = 16 * 1024  # bytes; every answer to a code is a whole number of these
ROOM: Final = 512  # bytes a page, for the values filled in
NOISE: Final = 8 * 1024  # bytes at the end, of which a random number cannot be compressed
# The code; when it was last opened before this visit, as a day and in words; what was just done.
FILLED_IN: Final = ("code", "before", "opened", "note")
_SALT: Final = secrets.token_hex(8)
_COMMENT_END: Final = re.compile(b"(--!?)>")
_AROUND: Final = len(b"\n<!--\n-->")


@dataclass(frozen=True)
class Choice:
    """Something the bearer of a code may change, and the words that ask them twice and confirm it."""

    button: str
    question: str
    consequence: str
    confirm: str
    done: str
    is_grave: bool = False
    ends_code: bool = False


NOT_RECALLED: Final = (
    "We cannot take back what is already printed, downloaded or remembered, or what came from many "
    "people together."
)
CHOICES: Final[Mapping[str, Choice]] = {
    "stop_quotes": Choice(
        "Stop quoting me",
        "Stop quoting you?",
        "From now on nothing you said is quoted, in papers or in public. Only a talk with someone from "
        f"the team can change that back. {ALL_REST} {NOT_RECALLED}",
        "Stop quoting me",
        "Nothing you said is quoted from now on.",
    ),
    "stop_contact": Choice(
        "Stop contacting me",
        "Stop contacting you?",
        "We delete the way to reach you, if you gave one. We will not contact you again.",
        "Stop contacting me",
        "We will not contact you again. If we held a way to reach you, it is deleted.",
    ),
    "withdraw": Choice(
        "Withdraw everything I said",
        "Withdraw everything you said?",
        "We stop using your words at once. After 7 days they are destroyed, and gone from backups within "
        "30 days. For 7 days a peer can undo this with you. Your code stops working now. "
        f"{ALL_REST} {NOT_RECALLED}",
        "Withdraw everything I said",
        "We have stopped using your words. In 7 days they are destroyed. Until then a peer can undo this "
        "with you. Your code no longer works.",
        is_grave=True,
        ends_code=True,
    ),
    "burn": Choice(
        "Make my code stop working",
        "Make your code stop working?",
        "Nobody can open this page with your code again, and we cannot show you the code again. What you "
        "said stays as you agreed. To withdraw it later you would need to talk to someone from the team.",
        "Make my code stop working",
        "Your code no longer works.",
        is_grave=True,
        ends_code=True,
    ),
}


def _placeholder(name: str) -> str:
    return f"{_SALT}-{name}"


_CODE: Final = _placeholder("code").encode()


@dataclass(frozen=True)
class Page:
    """A rendered page, with a placeholder for each of `FILLED_IN`."""

    body: bytes

    def with_values(self, *, saved: str = "", **values: str) -> bytes:
        """The page with these values by name, and empty text for the rest."""
        body = self.body
        for name in FILLED_IN:
            body = body.replace(_placeholder(name).encode(), values.get(name, "").encode())
        if saved:
            body = body.replace(f"<!--{_placeholder(f'saved-{saved}')}-->".encode(), _SAVED, 1)
        return body


_SAVED: Final = (
    b'<p class="govuk-body" role="status"><strong>Saved.</strong> You can change it.</p>'
)


@dataclass(frozen=True)
class UpdatesPages:
    """Every page that a right code may open, and the one for a wrong code."""

    stamp: Stamp
    opened: Mapping[int, Page]  # by programme
    asks: Mapping[str, Page]
    ends: Mapping[str, Page]
    miss: Page
    length: int  # bytes of every answer
    shared: tuple[int, int]  # bytes at the start and at the end that all pages have in common

    def answer(self, page: Page, *, saved: str = "", **values: str) -> bytes:
        """The page with these values by name, followed by the texts of all other pages.

        The other pages are filled in too, with a code that nobody has.
        """
        body = page.with_values(saved=saved, **values)
        start, end = self.shared
        made_up = {**values, "code": receipts.new_code(), "note": ""}
        # In the order of a circle, so that each text has the same neighbours whichever is read.
        pages = list(self._all())
        at = pages.index(page)
        filled_in = [other.with_values(**made_up) for other in pages[at + 1 :] + pages[:at]]
        texts = b"".join(text[start : len(text) - end] for text in filled_in)
        if _CODE not in page.body:
            texts += receipts.new_code().encode()
        padding = self.length - len(body) - len(texts) - _AROUND - NOISE
        hidden = _COMMENT_END.sub(rb"\1)", texts)
        return b"%s\n<!--\n%s%s%s-->" % (body, hidden, b" " * padding, _noise())

    def _all(self) -> Iterator[Page]:
        yield from self.asks.values()
        yield from self.ends.values()
        yield self.miss
        yield from self.opened.values()


def _noise() -> bytes:
    """Blanks after a random number of random characters, which hides the last bytes of difference."""
    return secrets.token_urlsafe(NOISE)[: secrets.randbelow(NOISE)].ljust(NOISE).encode()


_cached: UpdatesPages | None = None


def updates_pages() -> UpdatesPages:
    """The cached pages, rendered again if the stamp has changed. One query, or three."""
    global _cached
    now = stamp()
    if _cached is None or _cached.stamp != now:
        _cached = _render_all(now)
    return _cached


def _render_all(now: Stamp) -> UpdatesPages:
    opened = {
        updates.programme_id: _page(
            "answers/updates/opened.html",
            answers=[
                {**parts, "saved": _placeholder(f"saved-{parts['ref']}")}
                for parts in updates.answers
            ],
            notice=updates.notice,
            choices=[(name, choice.button) for name, choice in CHOICES.items()],
        )
        for updates in programme_updates()
    }
    asks = {
        name: _page("answers/updates/ask.html", name=name, choice=choice)
        for name, choice in CHOICES.items()
    }
    ends = {
        name: _page("answers/updates/ended.html", choice=choice)
        for name, choice in CHOICES.items()
        if choice.ends_code
    }
    miss = _page("answers/updates/box.html", was_missed=True)
    pages = UpdatesPages(now, opened, asks, ends, miss, length=0, shared=(0, 0))
    bodies = [page.body for page in pages._all()]
    whole = sum(len(body) + ROOM for body in bodies) + NOISE
    return replace(pages, length=-(-whole // STEP) * STEP, shared=_shared(bodies))


def _shared(bodies: list[bytes]) -> tuple[int, int]:
    """How many bytes all pages have in common at the start and at the end, in whole lines."""
    first, last = min(bodies), max(bodies)  # what these two share, all share
    start = first[: _alike(first, last)].rfind(b"\n") + 1
    backwards = [body[:start:-1] for body in bodies]
    first, last = min(backwards), max(backwards)
    return start, max(0, first[: _alike(first, last)].rfind(b"\n"))


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes two pages have in common at the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


@cache
def code_entry_page() -> bytes:
    """The page with the field for the code, and nothing else."""
    return _page("answers/updates/box.html").body


def _page(template: str, **context: Any) -> Page:
    # Rendered without a request, so that no session, cookie or message can be touched.
    placeholders = {name: _placeholder(name) for name in FILLED_IN}
    context |= {"mark": placeholders, "is_demonstration": settings.DEMONSTRATION}
    return Page(render_to_string(template, context).encode())
