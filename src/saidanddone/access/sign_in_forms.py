"""allauth's forms for codes, passkeys and the old password, with our limits (decision 24)."""

from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import ChangePasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError
from django.forms import Field

from saidanddone.access.commands import note_wrong_try
from saidanddone.access.second_factor import check_code


class _LimitedCode:
    user: Any
    authenticator: Authenticator
    cleaned_data: dict[str, Any]
    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code from your app"

    def clean_code(self) -> str:
        check_code(self.user, self._check)
        code: str = self.cleaned_data["code"]
        return code

    def _check(self) -> Authenticator:
        super().clean_code()  # type: ignore[misc]
        return self.authenticator


class CodeForm(_LimitedCode, AuthenticateForm):  # type: ignore[misc]
    """The code after a password."""


class CodeAgainForm(_LimitedCode, ReauthenticateForm):  # type: ignore[misc]
    """A code from someone signed in, before they change how they sign in."""


class _AnyPasskey:
    """What a browser sends for a passkey may be anything; allauth lets some of it through."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except KeyError:
            raise get_adapter().validation_error("incorrect_code") from None


class _ToldPasskey(_AnyPasskey):
    """A passkey cannot be guessed, so it is never refused for wrong ones before it."""

    user: Any

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()
        except ValidationError:
            note_wrong_try(user=self.user, what="passkey")
            raise


class PasskeyAloneForm(_AnyPasskey, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of a password. It names its account itself, so a wrong one tells nobody anything."""


class PasskeyForm(_ToldPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey or security key after a password."""


class PasskeyAgainForm(_ToldPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey from someone signed in, before they change how they sign in."""


class NewPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey to be kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.label = "Let me sign in with this alone, without my password"
        alone.help_text = (
            "It asks for your finger, face or its own code each time, and lets you in while wrong "
            "passwords have paused signing in. A security key needs a code of its own for this."
        )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except (KeyError, ValueError):
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned


class OldPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """A new password from someone signed in. Wrong old ones count like wrong ones at sign-in."""

    def clean_oldpassword(self) -> str:
        old: str = self.cleaned_data["oldpassword"]
        adapter = get_account_adapter()
        if not adapter.reauthenticate(self.user, old):
            raise adapter.validation_error("enter_current_password")
        return old
