"""The adapters of django-allauth: sign-up by invitation only, neutral names, sealed secrets of one-time codes."""

import base64
import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpRequest

from saidanddone.vault import master

NEUTRAL_NAME = "Notes"  # an authenticator or a passkey list may be seen by others (R11)
_PURPOSE = b"access:second-factor"


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is not right. Check both and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is their password. A wrong one counts like one at sign-in."""
        found_user = self.authenticate(context.request, email=user.email, password=password)
        return bool(found_user == user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Shows none of allauth's own messages; the pages say what happened."""


class NeutralNames(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": (
            "That did not work. Use your passkey again, or type the code that your app shows now: each "
            "code works once."
        ),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.ref)

    def get_totp_issuer(self) -> str:
        return NEUTRAL_NAME

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": NEUTRAL_NAME}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.ref, "display_name": NEUTRAL_NAME}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Sends no mail, because mail would show what a person signs in to."""

    def encrypt(self, text: str) -> str:
        nonce = secrets.token_bytes(12)
        sealed = AESGCM(master.secret("master")).encrypt(nonce, text.encode(), _PURPOSE)
        return base64.b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text)
        opened = AESGCM(master.secret("master")).decrypt(sealed[:12], sealed[12:], _PURPOSE)
        return opened.decode()
