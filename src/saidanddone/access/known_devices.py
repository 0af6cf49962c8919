"""Devices on which someone signed in before, known by a signed cookie.

Wrong passwords and codes from such a device are counted apart from everyone else's, so a stranger
who keeps guessing cannot lock the person out of it (decision 24). The cookie opens nothing.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from saidanddone.access.models import User

COOKIE = "d"
SIGN_IN = "/sign-in"  # the cookie is sent to these addresses only
LASTS = timedelta(days=180)  # after the last sign-in on the device
MOST_PEOPLE = 20  # of those who share a device, the last to sign in
FORGET = "forget_device"  # a field of the sign-out page
_DUE = "known_device_due"  # in the session: whose device the next page makes known
_SALT = "access.known-device"


def device_of(request: HttpRequest, email: str) -> str:
    """The random name under which this device is known for this person, or an empty text."""
    names = _names(request)
    if not names:
        return ""
    user = User.objects.filter(email=email, ref__in=names).first()
    return names[user.ref] if user else ""


def make_known(request: HttpRequest, user: User) -> None:
    """Let the next page under `/sign-in` make this device known. It gets a new name each time."""
    request.session[_DUE] = user.ref


def after_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    make_known(request, user)


def after_sign_out(request: HttpRequest, **_: Any) -> None:
    request.forgets_device = FORGET in request.POST  # type: ignore[attr-defined]


def keep_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Set or delete the cookie, where this request has signed someone in or out."""
    if getattr(request, "forgets_device", False):
        response.delete_cookie(COOKIE, path=SIGN_IN, samesite="Lax")
    # A public page never reads the session, so only these addresses do.
    elif request.path_info.startswith(SIGN_IN) and (ref := request.session.pop(_DUE, "")):
        others = {known: name for known, name in _names(request).items() if known != ref}
        latest = dict([*others.items(), (ref, secrets.token_urlsafe(9))][-MOST_PEOPLE:])
        response.set_cookie(
            COOKIE,
            signing.dumps(latest, salt=_SALT),
            max_age=LASTS,
            path=SIGN_IN,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _names(request: HttpRequest) -> dict[str, str]:
    """The device's name by reference of a person, from the cookie; none where it is not ours."""
    try:
        names: dict[str, str] = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=LASTS
        )
    except signing.BadSignature:
        return {}
    return names
