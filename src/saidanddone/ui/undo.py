"""What was just done, told with a button that undoes it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from django.contrib import messages
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest

from saidanddone.base.idempotent import new_token


@dataclass(frozen=True)
class Undo:
    """A sentence that says what was done, and the form that undoes it: sent once, to this address.

    It may be kept in a cookie: `fields` hold references, and nobody's words. `place` is the id of the part of
    the page that tells it; empty for the top of the page.
    """

    sentence: str
    address: str
    fields: Mapping[str, str]
    place: str = ""
    once: str = field(default_factory=new_token)


def tell_with_undo(request: HttpRequest, undo: Undo) -> None:
    """Tell it on the next page."""
    messages.success(request, undo.sentence, extra_tags=json.dumps(asdict(undo)))


def undo_of(message: Message) -> Undo | None:
    """The button that a message came with."""
    tags = message.extra_tags or ""
    return Undo(**json.loads(tags)) if tags.startswith("{") else None


def undos_in_place(request: HttpRequest) -> list[Undo]:
    """Those that a page tells beside what they are about."""
    undos = [undo_of(message) for message in get_messages(request)]
    return [undo for undo in undos if undo is not None and undo.place]
