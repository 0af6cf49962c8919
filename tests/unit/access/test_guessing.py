"""Passwords and codes can be guessed a few times only, and no stranger locks anyone out."""

import time
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal import auth as webauthn
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from saidanddone.access.commands import make_way_back, note_wrong_try
from saidanddone.access.commands.wrong_tries import MOST_A_DAY
from saidanddone.access.guessing import MOST_CODES, MOST_PASSWORDS, client_address, counted_as
from saidanddone.access.models import WrongTries
from saidanddone.access.queries import today_of
from saidanddone.access.scheduled import forget_sign_in_attempts
from saidanddone.audit.models import Entry
from saidanddone.base import clock
from tests.people import Cast

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105
PASSWORD = "lantern bridge kettle"  # noqa: S105
OTHER_PASSWORD = "someone elses words"  # noqa: S105
SECOND = "/sign-in/second"
PRESSED = '{"id": "a key"}'


@pytest.fixture(autouse=True)
def clock_stands(people: Cast) -> Iterator[time_machine.Traveller]:
    """Dawn has a password and an app; the clock stands in the middle of a half minute."""
    dawn = people.users["dawn"]
    dawn.set_password(PASSWORD)
    dawn.save()
    Authenticator.objects.filter(user=dawn).delete()
    TOTP.activate(dawn, SECRET)
    with time_machine.travel(1_800_000_015, tick=False) as traveller:
        yield traveller


def code_of(step: int = 0) -> str:
    """The app's code, or the one of so many half minutes later."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


def wrong_code() -> str:
    return next(code for code in ("000000", "000001") if code != code_of())


def give_password(
    browser: Client, name: str = "dawn", password: str = PASSWORD, **sent: str
) -> int:
    login = {"login": f"{name}@harbour.example", "password": password}
    return browser.post("/sign-in", login, **sent).status_code  # type: ignore[arg-type]


def give_code(browser: Client, code: str, address: str = SECOND) -> int:
    return browser.post(address, {"code": code}).status_code


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def known_device() -> Client:
    """A browser on which Dawn signed in before."""
    browser = Client()
    give_password(browser)
    give_code(browser, code_of())
    assert is_in(browser)
    browser.post("/sign-out")
    assert not is_in(browser)
    return browser


def stranger_tries(times: int, name: str = "dawn", **sent: str) -> list[int]:
    return [give_password(Client(), name, OTHER_PASSWORD, **sent) for _ in range(times)]


# Codes


def test_after_wrong_codes_the_right_one_opens_nothing_for_an_hour(
    client: Client, clock_stands: time_machine.Traveller
) -> None:
    assert give_password(client) == 302
    answers = [give_code(client, wrong_code()) for _ in range(8)]
    assert answers == [200] * (MOST_CODES - 1) + [429] * (9 - MOST_CODES)
    assert give_code(client, code_of()) == 429
    assert not is_in(client)
    clock_stands.shift(timedelta(hours=1, seconds=1))
    give_password(client)
    assert give_code(client, code_of()) == 302
    assert is_in(client)


def test_a_new_session_is_no_new_count(client: Client) -> None:
    for _ in range(MOST_CODES):
        guesser = Client()
        give_password(guesser)
        give_code(guesser, wrong_code())
    give_password(client)
    assert give_code(client, code_of()) == 429


def test_wrong_codes_end_with_a_recovery_code_as_well(client: Client, people: Cast) -> None:
    code = RecoveryCodes.activate(people.users["dawn"]).get_unused_codes()[0]
    give_password(client)
    for _ in range(MOST_CODES):
        give_code(client, "00000000")
    assert give_code(client, code) == 429
    assert not is_in(client)


def test_a_code_signs_in_once(clock_stands: time_machine.Traveller) -> None:
    browsers = [Client() for _ in range(3)]
    for browser in browsers:
        give_password(browser)
    assert [give_code(browser, code_of()) for browser in browsers] == [302, 200, 200]
    assert [is_in(browser) for browser in browsers] == [True, False, False]
    page = browsers[1].post(SECOND, {"code": code_of()}).content.decode()
    assert "This code was used already" in page
    clock_stands.shift(30)
    assert give_code(browsers[1], code_of()) == 302


def test_a_recovery_code_signs_in_once(people: Cast) -> None:
    code = RecoveryCodes.activate(people.users["dawn"]).get_unused_codes()[0]
    browsers = [Client() for _ in range(2)]
    for browser in browsers:
        give_password(browser)
    assert [give_code(browser, code) for browser in browsers] == [302, 200]


def test_the_code_that_set_an_app_up_signs_nobody_in(
    client: Client, people: Cast, django_capture_on_commit_callbacks: object
) -> None:
    Authenticator.objects.filter(user=people.users["dawn"]).delete()
    assert give_password(client) == 302
    client.post("/sign-in/again", {"password": PASSWORD})
    secret = client.get("/sign-in/factors/app").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert client.post("/sign-in/factors/app", {"code": code}).status_code == 302
    thief = Client()
    give_password(thief)
    assert give_code(thief, code) == 200
    assert not is_in(thief)


def test_codes_that_are_asked_for_again_are_limited_too(client: Client) -> None:
    """An unlocked device, left alone: `/sign-in/again/code` opens how someone signs in."""
    give_password(client)
    give_code(client, code_of())
    again = "/sign-in/again/code"
    assert [give_code(client, wrong_code(), again) for _ in range(6)] == [200] * 4 + [429] * 2
    assert give_code(client, code_of(1), again) == 429
    assert client.get("/today").status_code == 200  # still signed in


def test_a_right_code_ends_the_count_of_wrong_ones(
    client: Client, clock_stands: time_machine.Traveller
) -> None:
    device = known_device()
    for _ in range(2):
        clock_stands.shift(30)
        give_password(device)
        for _ in range(MOST_CODES - 1):
            give_code(device, wrong_code())
        assert give_code(device, code_of()) == 302
        device.post("/sign-out")


def test_wrong_codes_are_recorded_and_the_person_is_told(client: Client, people: Cast) -> None:
    give_password(client)
    for _ in range(3):
        give_code(client, wrong_code())
    entries = Entry.objects.filter(act="access.miss_second_factor")
    assert {entry.actor_ref for entry in entries} == {people.dawn.ref}
    assert len(entries) == 3
    assert wrong_code() not in str([*Entry.objects.values()])
    told = " ".join(line.text for line in today_of(people.dawn))
    assert "A wrong code was given after your password 3 times" in told
    assert "A wrong code" not in " ".join(line.text for line in today_of(people.chidi))
    assert forget_sign_in_attempts(clock.today() + timedelta(days=31))
    assert "A wrong code" not in " ".join(line.text for line in today_of(people.dawn))


def test_nobody_fills_the_audit_by_trying(people: Cast) -> None:
    for _ in range(2):
        note_wrong_try(user=people.users["dawn"], what="passkey")
    WrongTries.objects.update(count=MOST_A_DAY)
    note_wrong_try(user=people.users["dawn"], what="passkey")
    assert Entry.objects.filter(act="access.miss_second_factor").count() == 2


# Passwords


def test_nine_strangers_lock_nobody_else_out(client: Client) -> None:
    """Behind a proxy they all have its address; what they say in the header changes nothing."""
    for number in range(9):
        forwarded = f"198.51.100.{number}"
        stranger_tries(1, f"nobody{number}", HTTP_X_FORWARDED_FOR=forwarded)
    assert give_password(client, HTTP_X_FORWARDED_FOR="203.0.113.9") == 302
    assert give_password(Client()) == 302


def test_an_account_tried_from_many_addresses_is_paused() -> None:
    for number in range(MOST_PASSWORDS):
        stranger_tries(1, REMOTE_ADDR=f"198.51.100.{number}")
    assert give_password(Client(), REMOTE_ADDR="203.0.113.9") == 429


def test_no_spelling_of_an_address_has_a_count_of_its_own() -> None:
    for name in ("dawn", "DAWN", " dawn", "Dawn") * 2:
        stranger_tries(1, name)
    assert give_password(Client()) == 429


@pytest.mark.parametrize("typed", ["DAWN@harbour.example", " dawn@Harbour.Example "])
def test_tries_are_counted_under_one_spelling_whoever_hands_the_address_over(typed: str) -> None:
    """Also where it comes as it was typed, and not as allauth cleans it."""
    request = RequestFactory().post("/sign-in", {"login": typed})
    assert counted_as(request) == counted_as(request, {"email": typed}) == "dawn@harbour.example"


def test_a_known_device_gets_in_whoever_tries(clock_stands: time_machine.Traveller) -> None:
    device = known_device()
    stranger_tries(20)
    guesser = Client()
    clock_stands.shift(timedelta(hours=2))
    give_password(guesser)
    for _ in range(MOST_CODES):
        give_code(guesser, wrong_code())
    stranger_tries(20)
    assert give_password(Client()) == 429
    assert give_password(device) == 302
    assert give_code(device, code_of()) == 302
    assert is_in(device)


def test_a_known_device_may_not_guess_for_ever_either() -> None:
    device = known_device()
    for _ in range(MOST_PASSWORDS):
        give_password(device, password=OTHER_PASSWORD)
    assert give_password(device) == 429
    assert give_password(Client()) == 302  # its tries count for it alone


def test_a_device_is_known_only_for_those_who_signed_in_on_it(people: Cast) -> None:
    device = known_device()
    people.users["bola"].set_password(PASSWORD)
    people.users["bola"].save()
    stranger_tries(MOST_PASSWORDS, "bola")
    assert give_password(device, "bola") == 429


def test_a_made_up_mark_makes_no_device_known(client: Client) -> None:
    stranger_tries(MOST_PASSWORDS)
    client.cookies["d"] = known_device.__name__
    assert give_password(client) == 429


def test_a_passkey_gets_in_whoever_tries(
    client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    dawn = people.users["dawn"]
    key = Authenticator.objects.create(user=dawn, type=Authenticator.Type.WEBAUTHN, data={})
    monkeypatch.setattr(webauthn, "parse_authentication_response", lambda _sent: None)
    monkeypatch.setattr(webauthn, "extract_user_from_response", lambda _sent: dawn)
    monkeypatch.setattr(webauthn, "complete_authentication", lambda _user, _sent: key)
    stranger_tries(20)
    assert client.post("/sign-in/passkey", {"credential": PRESSED}).status_code == 302
    assert is_in(client)


def test_codes_being_paused_a_passkey_still_follows_a_password(
    client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    dawn = people.users["dawn"]
    give_password(client)
    for _ in range(MOST_CODES):
        give_code(client, wrong_code())
    assert client.post(SECOND, {"credential": PRESSED}).status_code == 200  # a wrong one, told
    assert "A wrong passkey or key was given" in " ".join(
        line.text for line in today_of(people.dawn)
    )
    key = Authenticator.objects.create(user=dawn, type=Authenticator.Type.WEBAUTHN, data={})
    monkeypatch.setattr(webauthn, "parse_authentication_response", lambda _sent: None)
    monkeypatch.setattr(webauthn, "complete_authentication", lambda _user, _sent: key)
    assert client.post(SECOND, {"credential": PRESSED}).status_code == 302
    assert is_in(client)


def test_what_is_no_passkey_is_refused_with_a_sentence(client: Client) -> None:
    assert client.post("/sign-in/passkey", {"credential": PRESSED}).status_code == 302
    give_password(client)
    assert client.post(SECOND, {"credential": PRESSED}).status_code == 200
    give_code(client, code_of())
    assert client.post("/sign-in/again/passkey", {"credential": PRESSED}).status_code == 302
    client.post("/sign-in/again", {"password": PASSWORD})
    answer = client.post("/sign-in/factors/passkeys/add", {"credential": PRESSED})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_link_for_a_lost_password_works_at_once(client: Client, people: Cast) -> None:
    stranger_tries(MOST_PASSWORDS)
    token = make_way_back(actor=people.jo, user=people.users["dawn"], lost="password")
    client.post(f"/way-back/{token}", {"password": "another three words"})
    client.get("/sign-in")
    assert give_password(client, password="another three words") == 302  # noqa: S106
    assert give_code(client, code_of()) == 302


def test_the_password_asked_for_again_counts_for_its_own_account(people: Cast) -> None:
    device = Client()
    give_password(device)
    give_code(device, code_of())
    wrong = {"password": OTHER_PASSWORD}
    answers = [device.post("/sign-in/again", wrong).status_code for _ in range(9)]
    assert answers == [200] * (MOST_PASSWORDS - 1) + [429] * 2
    assert device.post("/sign-in/again", {"password": PASSWORD}).status_code == 429
    assert give_password(Client()) == 302


def test_the_old_password_cannot_be_guessed_where_it_is_changed() -> None:
    device = Client()
    give_password(device)
    give_code(device, code_of())
    new = {"password1": "another three words", "password2": "another three words"}
    for _ in range(MOST_PASSWORDS):
        device.post("/sign-in/password", {"oldpassword": OTHER_PASSWORD, **new})
    answer = device.post("/sign-in/password", {"oldpassword": PASSWORD, **new})
    assert answer.status_code == 429


def test_the_old_password_changes_to_the_new_one(people: Cast) -> None:
    device = Client()
    give_password(device)
    give_code(device, code_of())
    new = {"password1": "another three words", "password2": "another three words"}
    assert device.post("/sign-in/password", {"oldpassword": PASSWORD, **new}).status_code == 302
    people.users["dawn"].refresh_from_db()
    assert people.users["dawn"].check_password("another three words")


def test_a_pause_is_recorded_once_and_the_person_is_told(people: Cast) -> None:
    stranger_tries(MOST_PASSWORDS + 4)
    assert Entry.objects.filter(act="access.pause_passwords").count() == 1
    told = " ".join(line.text for line in today_of(people.dawn))
    assert "paused after wrong passwords once" in told


def test_a_pause_ends_after_an_hour_though_the_stranger_goes_on(
    clock_stands: time_machine.Traveller,
) -> None:
    stranger_tries(MOST_PASSWORDS)
    clock_stands.shift(timedelta(minutes=50))
    stranger_tries(20)
    clock_stands.shift(timedelta(minutes=10, seconds=1))
    assert give_password(Client()) == 302


def test_a_paused_account_and_a_made_up_one_answer_alike(client: Client) -> None:
    stranger_tries(MOST_PASSWORDS)
    stranger_tries(MOST_PASSWORDS, "nobody")
    pages = {
        Client()
        .post("/sign-in", {"login": f"{name}@harbour.example", "password": PASSWORD})
        .content
        for name in ("dawn", "nobody")
    }
    assert len(pages) == 1
    assert "paused for up to an hour" in pages.pop().decode()


def test_a_long_address_is_refused_like_any_other(client: Client) -> None:
    """It has to fit where tries are counted, on PostgreSQL too."""
    assert give_password(client, "a" * 60 + "@" + "b.example." * 20) == 200


# The mark of a known device


def test_the_mark_goes_to_sign_in_pages_only_and_names_nobody(client: Client, people: Cast) -> None:
    give_password(client)
    assert "d" not in client.cookies
    give_code(client, code_of())
    mark = client.cookies["d"]
    assert (mark["path"], mark["httponly"], mark["samesite"]) == ("/sign-in", True, "Lax")
    assert "dawn" not in mark.value.lower()


def test_who_signs_out_may_take_the_mark_off(client: Client) -> None:
    give_password(client)
    give_code(client, code_of())
    assert "forget_device" in client.get("/sign-out").content.decode()
    client.post("/sign-out", {"forget_device": "yes"})
    assert client.cookies["d"].value == ""


# Where a request came from


@pytest.mark.parametrize(
    ("proxies", "sender", "forwarded", "address"),
    [
        ("", "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("127.0.0.1", "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", "10.9.8.7, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1,10.0.0.0/28", "127.0.0.1", "10.9.8.7, 203.0.113.9, 10.0.0.3", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1", "unknown", "127.0.0.1"),
        ("127.0.0.1", "", "203.0.113.9", None),
    ],
)
def test_a_proxy_is_believed_only_where_we_were_told_of_it(
    settings: Settings, proxies: str, sender: str, forwarded: str, address: str | None
) -> None:
    settings.PROXIES = tuple(ip_network(proxy) for proxy in proxies.split(",") if proxy)
    request = RequestFactory().get("/", REMOTE_ADDR=sender, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address


def test_a_failed_sign_in_is_kept_with_the_address_it_came_from(settings: Settings) -> None:
    settings.PROXIES = (ip_network("127.0.0.1"),)
    stranger_tries(1, HTTP_X_FORWARDED_FOR="203.0.113.9")
    attempt = AccessAttempt.objects.get()
    assert (attempt.username, attempt.ip_address) == ("dawn@harbour.example", "203.0.113.9")
