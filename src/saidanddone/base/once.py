"""A form sent twice acts once."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from saidanddone.base import clock
from saidanddone.base.models import Submission

KEPT = timedelta(days=7)


def new_token() -> str:
    """A value for a form's hidden `once` field."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Sent:
    """What became of a form: the address it led to, when it acted, and whether that was just now."""

    led_to: str
    at: datetime
    is_first: bool


@transaction.atomic
def send(token: str, act: Callable[[], str]) -> Sent:
    """Run `act` the first time this token is seen; afterwards only tell what came of it then."""
    submission, is_first = Submission.objects.get_or_create(token=token)
    if is_first:
        submission.led_to = act()
        submission.save(update_fields=["led_to"])
    return Sent(submission.led_to, submission.at, is_first)


def submit_once(token: str, act: Callable[[], str]) -> str:
    """Run `act` the first time this token is seen and return the address it leads to.

    A second press returns the first address and does nothing else. For a button that makes nothing
    new; a form that someone fills in is sent by `ui.sending.send_once`, which also tells them.
    """
    return send(token, act).led_to


def forget_old() -> int:
    """Delete what was sent more than seven days ago: an address it led to may name a record that is
    gone since. How many."""
    return Submission.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
