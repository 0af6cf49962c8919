"""Codes of the second factor: few wrong ones, each right one once, whoever races.

allauth keeps its own limits, and which codes were used, in a cache that the workers would have to
share. Here both stand in the database, behind a lock on the account.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from axes.handlers.proxy import AxesProxyHandler
from django.core.exceptions import ValidationError
from django.db import transaction

from saidanddone.access.commands import note_wrong_try
from saidanddone.access.guessing import SECOND_FACTOR, counted_as
from saidanddone.access.models import User

PAUSED = "Codes are paused for up to an hour. A passkey still works."
USED = "This code was used already. Wait until the app shows the next one, and enter that"
_USED_STEP = (
    "used_step"  # in the data of an authenticator: the last half minute whose code was used
)


def check_code(user: User, check: Callable[[], Authenticator]) -> None:
    """Let `check` try a code, unless codes are paused here. Raises ValidationError.

    `check` returns what the code belongs to, or raises ValidationError. A wrong code, or one that was
    used before, is counted, recorded and told to the person, before it is refused.
    """
    request = context.request
    guess = {"email": user.email, SECOND_FACTOR: True}
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # codes of an account: one at a time
        if not AxesProxyHandler.is_allowed(request, guess):
            request.axes_locked_out, request.axes_credentials = True, guess
            refusal: ValidationError | None = ValidationError(PAUSED)
        elif refusal := _refusal(check):
            AxesProxyHandler.user_login_failed(None, credentials=guess, request=request)
            note_wrong_try(user=user, what="code")
        else:
            AxesProxyHandler.reset_attempts(username=counted_as(request, guess))
    if refusal:
        raise refusal


def _refusal(check: Callable[[], Authenticator]) -> ValidationError | None:
    try:
        authenticator = check()
    except ValidationError as wrong:
        return wrong
    return None if use_up(authenticator) else ValidationError(USED)


def use_up(authenticator: Authenticator) -> bool:
    """Mark the code of this half minute as used. False where it was. Recovery codes mark themselves.

    An app's code is right in its own half minute only (`MFA_TOTP_TOLERANCE`). The time is read after
    the code was checked, so that a code checked just before a step ends is not free in the next.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    step = int(time.time()) // app_settings.TOTP_PERIOD
    if step <= authenticator.data.get(_USED_STEP, 0):
        return False
    authenticator.data[_USED_STEP] = step
    authenticator.save(update_fields=["data"])
    return True


def after_set_up(authenticator: Authenticator, **_: Any) -> None:
    """The code typed to set an app up signs nobody in."""
    use_up(authenticator)
