"""Redirects staff without a second factor to the page that sets one up; keeps the cookie of a known device."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from saidanddone.access import known_devices

# URL names (their beginnings) that need no second factor.
OPEN_WITHOUT_SECOND_FACTOR = (
    "account_",
    "mfa_",
    "programme:invitation",
    "access:set_up",
    "access:cannot_sign_in",
    "access:way_back",
    "publishing:",
    "updates:",
)


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_missing(request):
            return redirect("access:set_up")
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        """Checks the path first, because a public page must not read the session."""
        if request.path_info.startswith("/static/") or _is_open(request.path_info):
            return False
        if not request.user.is_authenticated or request.session.get("by_demonstration_link"):
            return False
        return not is_mfa_enabled(request.user)


def _is_open(path: str) -> bool:
    try:
        return resolve(path).view_name.startswith(OPEN_WITHOUT_SECOND_FACTOR)
    except Resolver404:
        return True


class KnownDeviceMiddleware:
    """Keeps the cookie by which a device is known on which someone signed in before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        known_devices.keep_cookie(request, response)
        return response
