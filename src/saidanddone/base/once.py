"""A form sent twice acts once."""

import secrets
from collections.abc import Callable

from django.db import transaction

from saidanddone.base.models import Submission


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
