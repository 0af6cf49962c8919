"""The pages that a code opens, rendered once and kept in memory until what they tell changes.

Every page that answers a code, hit or miss, of any programme, has one length: the longest of them,
rounded up. What differs between two bearers of a code (the code itself, when it was last opened, what
was just saved) is filled in by marks that nobody could have typed.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string

from saidanddone.answers.queries.updates import Stamp, stamp, told

STEP: Final = 16 * 1024  # bytes; every answer to a code is a whole number of these
ROOM: Final = 2 * 1024  # bytes, for what is filled in
# The code; when it was last opened before this visit, as a day and in words; what was just done.
FILLED_IN: Final = ("code", "before", "opened", "note")
_SALT: Final = secrets.token_hex(8)
_AROUND: Final = len(b"\n<!---->")


@dataclass(frozen=True)
class Choice:
    """Something the bearer of a code may change, asked twice: what it says before and after."""

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
        f"the team can change that back. {NOT_RECALLED}",
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
        + NOT_RECALLED,
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


def _mark(name: str) -> str:
    return f"{_SALT}-{name}"


@dataclass(frozen=True)
class Page:
    """A rendered page with marks where something is still to be filled in."""

    body: bytes

    def with_values(self, *, saved: str = "", **said: str) -> bytes:
        """`said` is what stands in for each of `FILLED_IN`; nothing for those it does not name."""
        body = self.body
        for name in FILLED_IN:
            body = body.replace(_mark(name).encode(), said.get(name, "").encode())
        if saved:
            body = body.replace(f"<!--{_mark(f'saved-{saved}')}-->".encode(), _SAVED, 1)
        return body


_SAVED: Final = (
    b'<p class="govuk-body" role="status"><strong>Saved.</strong> You can change it.</p>'
)


@dataclass(frozen=True)
class UpdatesPages:
    """Every page that a code may open, and the one it may not."""

    stamp: Stamp
    opened: Mapping[int, Page]  # by programme
    asks: Mapping[str, Page]
    ends: Mapping[str, Page]
    miss: Page
    decoy: int  # the programme with the longest page: what a miss is made to work on
    length: int  # bytes of every answer

    def padded_to_length(self, body: bytes) -> bytes:
        """The page at the length of all pages: spaces in a comment after its end."""
        return b"%s\n<!--%s-->" % (body, b" " * (self.length - len(body) - _AROUND))


_kept: UpdatesPages | None = None


def updates_pages() -> UpdatesPages:
    """The pages as they stand; rendered again only when the stamp differs. One query, or three."""
    global _kept
    now = stamp()
    if _kept is None or _kept.stamp != now:
        _kept = _render_all(now)
    return _kept


def _render_all(now: Stamp) -> UpdatesPages:
    opened = {
        each.programme_id: _page(
            "answers/updates/opened.html",
            answers=[{**parts, "saved": _mark(f"saved-{parts['ref']}")} for parts in each.answers],
            notice=each.notice,
            choices=[(name, choice.button) for name, choice in CHOICES.items()],
        )
        for each in told()
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
    decoy = max(opened, key=lambda programme: len(opened[programme].body), default=0)
    opened.setdefault(decoy, miss)
    pages = [*opened.values(), *asks.values(), *ends.values(), miss]
    longest = max(len(page.body) for page in pages) + ROOM
    return UpdatesPages(now, opened, asks, ends, miss, decoy, -(-longest // STEP) * STEP)


@cache
def box() -> bytes:
    """The page with the box for the code, and nothing else."""
    return _page("answers/updates/box.html").body


def _page(template: str, **context: Any) -> Page:
    # Rendered without a request, so that no session, cookie or message can be touched.
    marks = {name: _mark(name) for name in FILLED_IN}
    context |= {"mark": marks, "is_demonstration": settings.DEMONSTRATION}
    return Page(render_to_string(template, context).encode())
