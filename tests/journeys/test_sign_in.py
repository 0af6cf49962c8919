"""Signing in, in Chromium: each page on the way judged by axe and by its width on a phone.

`SAIDANDDONE_SCREENSHOTS` names a folder in which each is kept as a picture.
"""

import os
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from saidanddone.access.commands import make_way_back
from saidanddone.access.models import User
from tests.journeys.desk import Desk, sit_down
from tests.meta.test_axe import Seen, judge
from tests.people import Cast, gather

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]

PASSWORD = "lantern bridge kettle"  # noqa: S105
WRONG = "000000"
TAKES = "SAIDANDDONE_SCREENSHOTS" in os.environ


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    made = gather()
    amina = made.users["amina"]
    amina.set_password(PASSWORD)
    amina.save()
    amina.authenticator_set.all().delete()
    TOTP.activate(amina, generate_totp_secret())
    return made


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def desk(chromium: Browser, live_server: LiveServer, cast: Cast, seen: Seen) -> Iterator[Desk]:
    desk = sit_down(chromium, live_server.url, None, takes=TAKES)
    # A device that makes passkeys, as a phone or computer has one built in.
    session = desk.context.new_cdp_session(desk.page)
    session.send("WebAuthn.enable")
    built_in = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    unlocked = {"hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**built_in, **unlocked}})
    yield desk
    desk.context.close()
    assert seen.faults == []


def look(desk: Desk, seen: Seen, name: str, heading: str) -> None:
    """The page there is, kept as a picture and judged."""
    assert desk.page.locator("h1").inner_text() == heading
    desk.shot(f"sign-in-{name}")
    judge(desk.page, name, seen)


def give_password(desk: Desk, user: User) -> None:
    desk.go("/sign-in")
    desk.write("Email", user.email)
    desk.write("Password", PASSWORD)
    desk.press("Sign in")


def test_a_wrong_code_and_too_many(desk: Desk, cast: Cast, seen: Seen) -> None:
    desk.go("/sign-in")
    look(desk, seen, "password", "Sign in")
    give_password(desk, cast.users["amina"])
    look(desk, seen, "second-factor", "Show it is you")
    for _ in range(4):
        desk.page.locator("#id_code").fill(WRONG)
        desk.press("Sign in")
    look(desk, seen, "wrong-code", "Show it is you")
    assert desk.reads("each code works once")
    desk.page.locator("#id_code").fill(WRONG)
    desk.press("Sign in")
    look(desk, seen, "too-many", "Too many tries")
    desk.follow("sign in with a passkey")
    look(desk, seen, "passkey-instead", "Show it is you")


def test_back_in_by_a_link_with_a_passkey_then_out(desk: Desk, cast: Cast, seen: Seen) -> None:
    link = make_way_back(actor=cast.jo, user=cast.users["amina"], lost="both")
    desk.go(f"/way-back/{link}")
    look(desk, seen, "way-back", "Choose a new password")
    desk.write("Password", PASSWORD)
    desk.press("Save this password")
    look(desk, seen, "set-up", "Set up a second way to prove it is you")
    desk.follow("A passkey on this phone or computer")
    look(desk, seen, "add-passkey", "Set up a passkey")
    desk.tick("Let me sign in with this alone")
    with desk.page.expect_navigation():  # the page stands under the same address as the next one
        desk.page.get_by_role("button", name="Set it up").click()
    desk.go("/today")
    look(desk, seen, "purpose", "What are you here to do today?")
    desk.go(reverse("mfa_index"))
    look(desk, seen, "ways", "How you sign in")
    desk.go("/sign-out")
    look(desk, seen, "sign-out", "Sign out?")
    desk.page.locator("main").get_by_role("button", name="Sign out").click()


@pytest.mark.parametrize("lost", ["password", "second_factor"])
def test_a_link_for_what_was_lost(desk: Desk, cast: Cast, seen: Seen, lost: str) -> None:
    link = make_way_back(actor=cast.jo, user=cast.users["amina"], lost=lost)
    desk.go(f"/way-back/{link}")
    look(desk, seen, f"way-back-{lost}", "Choose a new password")
    desk.press("Save this password")
    look(desk, seen, f"way-back-{lost}-empty", "Choose a new password")


def test_where_nothing_is_open(desk: Desk, cast: Cast, seen: Seen) -> None:
    sam = sit_down(desk.context.browser, desk.url, cast.users["sam"], takes=TAKES)
    sam.go("/today")
    look(sam, seen, "nothing-open", "Nothing is open to you")
    sam.context.close()
    desk.go("/sign-in/help")
    look(desk, seen, "help", "If you cannot sign in")
