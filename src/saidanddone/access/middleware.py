"""Staff without a second factor are led to set one up, and see nothing else until they have."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

# Where someone on the way to a second factor may go.
ON_THE_WAY = (
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
        """The address first: a public page must not so much as look at the session."""
        if request.path_info.startswith("/static/") or _is_open(request.path_info):
            return False
        if not request.user.is_authenticated or request.session.get("by_demonstration_link"):
            return False
        return not is_mfa_enabled(request.user)


def _is_open(path: str) -> bool:
    try:
        return resolve(path).view_name.startswith(ON_THE_WAY)
    except Resolver404:
        return True
