"""What wrong passwords and codes are counted under, for django-axes, and the address they came from.

They are counted for an account, never for an address: behind a proxy everyone may have the same one,
and a guesser has many. A device known for the account has a count of its own (`known_devices`).
"""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from saidanddone.access import known_devices
from saidanddone.access.commands import note_wrong_try
from saidanddone.access.models import User

MOST_PASSWORDS = 8
MOST_CODES = 5
SECOND_FACTOR = "second_factor"  # among the credentials: a code was tried, after the password
_LONGEST = 150  # of what is typed for an address, so that what follows fits the column as well

Credentials = Mapping[str, Any]


def counted_as(request: HttpRequest, credentials: Credentials | None = None) -> str:
    """The account, the device where it is known for it, and whether a code was tried."""
    credentials = credentials or {}
    # As allauth looks an account up, so that no other spelling of an address has a count of its own.
    email = str(credentials.get("email") or request.POST.get("login", "")).strip().lower()
    device = known_devices.device_of(request, email) or _signed_in(request, email)
    parts = [email[:_LONGEST], device, "code" if credentials.get(SECOND_FACTOR) else ""]
    return " ".join(part for part in parts if part)


def _signed_in(request: HttpRequest, email: str) -> str:
    user = getattr(request, "user", None)
    return "signed in" if user and user.is_authenticated and user.email == email else ""


def most_wrong(request: HttpRequest, credentials: Credentials | None) -> int:
    return MOST_CODES if (credentials or {}).get(SECOND_FACTOR) else MOST_PASSWORDS


def note_pause(request: HttpRequest, **_: Any) -> None:
    """Record and tell that passwords are paused, once for each pause. Wrong codes were noted one by one."""
    begins_now = request.axes_failures_since_start is not None  # type: ignore[attr-defined]
    credentials = request.axes_credentials  # type: ignore[attr-defined]
    if not begins_now or credentials.get(SECOND_FACTOR):
        return
    email = str(credentials.get("email", "")).strip().lower()
    user = User.objects.filter(email=email).first()
    if user is not None:
        note_wrong_try(user=user, what="password")


def client_address(request: HttpRequest) -> str | None:
    """The address that a request came from; a proxy's word for it counts only where we were told of it."""
    sender = _address(request.META.get("REMOTE_ADDR", ""))
    hops = reversed(request.headers.get("X-Forwarded-For", "").split(","))
    address = sender
    while address is not None and _is_our_proxy(address):
        before = _address(next(hops, ""))
        if before is None:  # the proxy did not say, or not in our words
            break
        address = before
    return str(address) if address else None


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text.strip())
    except ValueError:
        return None


def _is_our_proxy(address: IPv4Address | IPv6Address) -> bool:
    return any(address in network for network in settings.PROXIES or ())
