"""A form sent twice acts once."""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from saidanddone.base import clock
from saidanddone.base.models import Submission

KEPT = timedelta(days=7)


def new_token() -> str:
    """A value for a form's hidden `once` field."""
    return secrets.token_urlsafe(24)


@transaction.atomic
def submit_once(token: str, act: Callable[[], str]) -> str:
    """Run `act` the first time this token is seen and return the address it leads to.

    A second press, or the back button, returns the first address and does nothing else.
    """
    submission, is_first = Submission.objects.get_or_create(token=token)
    if is_first:
        submission.led_to = act()
        submission.save(update_fields=["led_to"])
    return submission.led_to


def forget_old() -> int:
    """Delete what was sent more than seven days ago: an address it led to may name a record that is
    gone since. How many."""
    return Submission.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
