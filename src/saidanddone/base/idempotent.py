"""Idempotent submit: a form sent twice acts once."""

import re
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from saidanddone.base import clock
from saidanddone.base.deadlocks import tried_again
from saidanddone.base.models import Submission
from saidanddone.base.references import ALPHABET, LENGTH

KEPT = timedelta(days=7)
_WORD = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


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
    at, rows = clock.now(), Submission.objects.filter(token=token)
    if _is_new(token, at):
        led_to = act()
        rows.update(led_to=led_to)
        return Submitted(led_to or settings.LOGIN_REDIRECT_URL, at, is_first=True)
    submission = rows.get()
    # Of a form that led to someone who withdrew since, the address is gone.
    led_to = submission.led_to or settings.LOGIN_REDIRECT_URL
    return Submitted(led_to, submission.at, is_first=False)


def _is_new(token: str, at: datetime) -> bool:
    """Whether this token was not seen before; it is written down. One statement, where `get_or_create` takes four."""
    table = connection.ops.quote_name(Submission._meta.db_table)
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (token, led_to, at) VALUES (%s, '', %s) ON CONFLICT (token) DO NOTHING",  # noqa: S608
            [token, moment],
        )
        return bool(cursor.rowcount)


def forget_leading_to(refs: Collection[str]) -> None:
    """Empty the addresses that name one of these references, which are about to be deleted.

    The rest of a submission stays, so that the form does nothing when it is sent again.
    """
    for submission in Submission.objects.exclude(led_to="").only("pk", "led_to").iterator():
        if names_one_of(submission.led_to, refs):
            Submission.objects.filter(pk=submission.pk).update(led_to="")


def names_one_of(address: str, refs: Collection[str]) -> bool:
    return any(word in refs for word in _WORD.findall(address))


def forget_old() -> int:
    """Delete submissions of more than seven days ago, whose addresses may name deleted records.

    Returns how many.
    """
    return Submission.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
