"""How allauth behaves here: invitation only, neutral names."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class NeutralNames(DefaultMFAAdapter):  # type: ignore[misc]
    pass
