"""Idempotent submit: a form sent twice acts once."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from saidanddone.base import clock
from saidanddone.base.deadlocks import tried_again
from saidanddone.base.models import Submission

KEPT = timedelta(days=7)


def new_token() -> str:
    """A value for a form's hidden `once` field."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Submitted:
    """The result of a form: the address it led to, when it was saved, and whether that was just now."""

    led_to: str
    at: datetime
    is_first: bool


@tried_again
@transaction.atomic
def submit_once(token: str, act: Callable[[], str]) -> Submitted:
    """Run `act` the first time this token is seen; later return the result of that time.

    `act` returns the address that it leads to. `ui.form_page.handle_form` calls this for a form that
    someone fills in, and tells them of a second press.
    """
    submission, is_first = Submission.objects.get_or_create(token=token)
    if is_first:
        submission.led_to = act()
        submission.save(update_fields=["led_to"])
    return Submitted(submission.led_to, submission.at, is_first)


def forget_leading_to(references: Iterable[str]) -> None:
    """Delete the submissions whose addresses name these records, which are about to be deleted.

    Whoever sends such a form again is told that the record is gone.
    """
    for reference in references:
        Submission.objects.filter(led_to__contains=reference).delete()


def forget_old() -> int:
    """Delete submissions of more than seven days ago, whose addresses may name deleted records.

    Returns how many.
    """
    return Submission.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
