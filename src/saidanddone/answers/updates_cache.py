"""A cache of the pages that a code opens, in memory, rendered again when their content changes.

Every answer to a code, right or wrong, of any programme, has one length: that of the longest page,
rounded up. Pages hold random placeholders for what differs between two bearers of a code: the code,
when it was last opened, and what was just saved.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string

from saidanddone.answers.queries.updates import Stamp, programme_updates, stamp

STEP: Final = 16 * 1024  # bytes; every answer to a code is a whole number of these
ROOM: Final = 2 * 1024  # bytes, for the values filled in
# The code; when it was last opened before this visit, as a day and in words; what was just done.
FILLED_IN: Final = ("code", "before", "opened", "note")
_SALT: Final = secrets.token_hex(8)
_AROUND: Final = len(b"\n<!---->")


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


def _placeholder(name: str) -> str:
    return f"{_SALT}-{name}"


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
    decoy: int  # the programme with the longest page, which is also rendered on a miss
    length: int  # bytes of every answer

    def padded_to_length(self, body: bytes) -> bytes:
        """The page padded to the length of all pages, by spaces in a comment at its end."""
        return b"%s\n<!--%s-->" % (body, b" " * (self.length - len(body) - _AROUND))


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
    decoy = max(opened, key=lambda programme: len(opened[programme].body), default=0)
    opened.setdefault(decoy, miss)
    pages = [*opened.values(), *asks.values(), *ends.values(), miss]
    longest = max(len(page.body) for page in pages) + ROOM
    return UpdatesPages(now, opened, asks, ends, miss, decoy, -(-longest // STEP) * STEP)


@cache
def code_entry_page() -> bytes:
    """The page with the field for the code, and nothing else."""
    return _page("answers/updates/box.html").body


def _page(template: str, **context: Any) -> Page:
    # Rendered without a request, so that no session, cookie or message can be touched.
    placeholders = {name: _placeholder(name) for name in FILLED_IN}
    context |= {"mark": placeholders, "is_demonstration": settings.DEMONSTRATION}
    return Page(render_to_string(template, context).encode())
