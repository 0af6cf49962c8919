"""URLs of the allauth views in use, each with a permission decorator. Other allauth views have no URL."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, path

from saidanddone.access.decorators import public_page, signed_in_page


def _public(address: str, view: Any, name: str) -> URLPattern:
    return path(address, public_page(view), name=name)


def _own(address: str, view: Any, name: str) -> URLPattern:
    return path(address, signed_in_page(view), name=name)


urlpatterns = [
    _public("sign-in", account.login, "account_login"),
    _public("sign-in/passkey", webauthn.login_webauthn, "mfa_login_webauthn"),
    _public("sign-in/second", mfa.authenticate, "mfa_authenticate"),
    _public("sign-out", account.logout, "account_logout"),
    _public("sign-in/closed", account.account_inactive, "account_inactive"),
    _own("sign-in/again", account.reauthenticate, "account_reauthenticate"),
    _own("sign-in/again/code", mfa.reauthenticate, "mfa_reauthenticate"),
    _own("sign-in/again/passkey", webauthn.reauthenticate_webauthn, "mfa_reauthenticate_webauthn"),
    _own("sign-in/password", account.password_change, "account_change_password"),
    # The page above redirects here who has no password: they use a demonstration's link or a passkey.
    _own("sign-in/password/choose", account.password_set, "account_set_password"),
    _own("sign-in/factors", mfa.index, "mfa_index"),
    _own("sign-in/factors/app", totp.activate_totp, "mfa_activate_totp"),
    _own("sign-in/factors/app/remove", totp.deactivate_totp, "mfa_deactivate_totp"),
    _own("sign-in/factors/recovery", recovery.view_recovery_codes, "mfa_view_recovery_codes"),
    _own(
        "sign-in/factors/recovery/new",
        recovery.generate_recovery_codes,
        "mfa_generate_recovery_codes",
    ),
    _own(
        "sign-in/factors/recovery/file",
        recovery.download_recovery_codes,
        "mfa_download_recovery_codes",
    ),
    _own("sign-in/factors/passkeys", webauthn.list_webauthn, "mfa_list_webauthn"),
    _own("sign-in/factors/passkeys/add", webauthn.add_webauthn, "mfa_add_webauthn"),
    _own("sign-in/factors/passkeys/<int:pk>/name", webauthn.edit_webauthn, "mfa_edit_webauthn"),
    _own(
        "sign-in/factors/passkeys/<int:pk>/remove", webauthn.remove_webauthn, "mfa_remove_webauthn"
    ),
]
