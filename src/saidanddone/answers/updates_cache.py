"""A cache of the pages that a code opens, in memory, rendered again when their content changes.

Every answer to a code, right or wrong, of any programme, has one length, compressed as well as plain:
each holds the same texts, its own where it is read and those of all the others in a comment after it.
Pages hold random placeholders for what differs between two presses: the code, when it was last opened,
and what was chosen since (decision 0037).
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string

from saidanddone.answers.queries.updates import (
    ProgrammeUpdates,
    Stamp,
    programme_updates,
    stamp,
)
from saidanddone.answers.replies_of_a_visit import PICKABLE, RepliesOfAVisit
from saidanddone.listening import receipts
from saidanddone.listening.consent import ALL_REST

STEP: Final = 16 * 1024  # bytes; every answer to a code is a whole number of these
NOISE: Final = 8 * 1024  # bytes at the end, of which a random number cannot be compressed
_SALT: Final = secrets.token_hex(8)
_SLOT: Final = re.compile(rf"{_SALT}-([\w-]+)-{_SALT}".encode())
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
    return f"{_SALT}-{name}-{_SALT}"


SAVED: Final = '<p class="govuk-body" role="status"><strong>Saved.</strong> You can change it.</p>'
NOTHING_CHOSEN: Final = (
    '<p class="govuk-body" role="status"><strong>Nothing is saved yet.</strong> Choose an answer, then '
    "press Save.</p>"
)
LONGEST: Final = {
    "code": len(receipts.with_dashes(receipts.new_code())),
    "before": len("2026-11-30"),
    "opened": 200,  # the week in words, and what to do if that was not you
    "note": max(len(choice.done) for choice in CHOICES.values()),
    "chosen": 0,  # the same for every code of a programme
    "said": max(len(SAVED), len(NOTHING_CHOSEN)),
    "open": len(" open"),
    "picked": len(" checked"),
}
"""Bytes of the longest value of each kind of placeholder."""


@dataclass(frozen=True)
class Page:
    """A rendered page, with a placeholder for each value that is filled in."""

    body: bytes
    # Cut at the placeholders once: what is filled in never changes how long that takes.
    _cut: tuple[bytes, ...] = field(init=False)
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        cut = _SLOT.split(self.body)
        object.__setattr__(self, "_cut", tuple(cut[::2]))
        object.__setattr__(self, "names", tuple(name.decode() for name in cut[1::2]))

    @property
    def room(self) -> int:
        """Bytes that the longest values take."""
        return sum(LONGEST[re.split("[-_]", name)[0]] for name in self.names)

    def with_values(self, values: Mapping[str, str]) -> bytes:
        """The page with these values by name, and empty text for the rest."""
        filled_in = [values.get(name, "").encode() for name in self.names]
        pieces = [piece for pair in zip(self._cut, filled_in, strict=False) for piece in pair]
        return b"".join([*pieces, self._cut[-1]])


@dataclass(frozen=True)
class UpdatesPages:
    """Every page that a right code may open, and the one for a wrong code."""

    stamp: Stamp
    opened: Mapping[int, Page]  # by programme
    answers: Mapping[int, RepliesOfAVisit]  # by programme: none given yet
    asks: Mapping[str, Page]
    ends: Mapping[str, Page]
    miss: Page
    length: int  # bytes of every answer
    shared: tuple[int, int]  # bytes at the start and at the end that all pages have in common

    def answer(self, page: Page, values: Mapping[str, str]) -> bytes:
        """The page with these values by name, followed by the texts of all other pages.

        The other pages are filled in too, with a code that nobody has.
        """
        body = page.with_values(values)
        start, end = self.shared
        made_up = {**values, "code": receipts.new_code(), "note": ""}
        # In the order of a circle, so that each text has the same neighbours whichever is read.
        pages = list(self._all())
        at = pages.index(page)
        filled_in = [other.with_values(made_up) for other in pages[at + 1 :] + pages[:at]]
        texts = b"".join(text[start : len(text) - end] for text in filled_in)
        if "code" not in page.names:
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
    programmes = programme_updates()
    opened = {updates.programme_id: _opened(updates) for updates in programmes}
    answers = {
        updates.programme_id: RepliesOfAVisit.none_yet(updates.frozen_as, updates.answer_refs)
        for updates in programmes
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
    pages = UpdatesPages(now, opened, answers, asks, ends, miss, length=0, shared=(0, 0))
    bodies = [page.body for page in pages._all()]
    whole = sum(len(page.body) + page.room for page in pages._all()) + NOISE
    carried = max((len(replies.carried) for replies in answers.values()), default=0)
    whole += carried * sum(page.names.count("chosen") for page in pages._all())
    return replace(pages, length=-(-whole // STEP) * STEP, shared=_shared(bodies))


def _opened(updates: ProgrammeUpdates) -> Page:
    answers = [
        {
            **vars(answer),
            "slots": {
                name: _placeholder(f"{name}-{answer.parts['ref']}")
                for name in ("said", "open", *(f"picked_{value}" for value in PICKABLE))
            },
        }
        for answer in updates.answers
    ]
    return _page(
        "answers/updates/opened.html",
        answers=answers,
        notice=updates.notice,
        choices=[(name, choice.button) for name, choice in CHOICES.items()],
    )


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
    placeholders = {
        name: _placeholder(name) for name in ("code", "before", "opened", "note", "chosen")
    }
    context |= {"mark": placeholders, "is_demonstration": settings.DEMONSTRATION}
    return Page(render_to_string(template, context).encode())
