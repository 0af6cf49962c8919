"""What others may see on someone's phone says nothing of what they sign in to (R11)."""

from saidanddone.access.adapters import NeutralNames
from tests.people import Cast


def test_an_authenticator_app_shows_neither_who_someone_is_nor_what_it_opens(people: Cast) -> None:
    user, names = people.users["amina"], NeutralNames()
    assert (names.get_totp_issuer(), names.get_totp_label(user)) == ("Notes", user.ref)


def test_no_mail_tells_what_someone_signs_in_to(people: Cast, mailoutbox: list) -> None:
    NeutralNames().send_notification_mail("mfa/email/totp_activated", people.users["amina"])
    assert mailoutbox == []
