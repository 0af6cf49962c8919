"""Signing in against a running server of two workers, as someone who means harm would try it.

The passwords are hashed as for real. The tests share one server and each begins with an account that
nobody has tried yet.
"""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.slow.browsing import Browser
from tests.slow.served import Place, served

pytestmark = pytest.mark.slow

TESTS = 5  # each with an account of its own
WRONG_CODES = 250
AT_ONCE = 8
STEP = 30  # seconds for which an app shows a code


class Door:
    """A server that answers, and how one person signs in there."""

    def __init__(self, port: int, account: dict[str, str]) -> None:
        self.browser = partial(Browser, port)
        self.account = account

    def give_password(self, browser: Browser, password: str = "", email: str = "") -> int:
        browser.get("/sign-in")
        login = {
            "login": email or self.account["email"],
            "password": password or self.account["password"],
        }
        return browser.post("/sign-in", login)[0]

    def code(self) -> str:
        return format_hotp_value(hotp_value(self.account["secret"], int(time.time()) // STEP))

    def wrong_code(self) -> str:
        return next(code for code in ("000000", "000001") if code != self.code())


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Door]]:
    place = Place(tmp_path_factory.mktemp("sign-in"))
    accounts = json.loads(place.play("tests.slow.sign_in", str(TESTS)))
    with served(place) as port:
        yield [Door(port, account) for account in accounts]


@pytest.fixture
def door(doors: list[Door]) -> Door:
    return doors.pop()


def test_250_wrong_codes_then_the_right_one(door: Door) -> None:
    browser = door.browser()
    assert door.give_password(browser) == 302
    browser.get("/sign-in/second")
    wrong = [
        browser.post("/sign-in/second", {"code": door.wrong_code()})[0] for _ in range(WRONG_CODES)
    ]
    assert wrong == [200] * 4 + [429] * (WRONG_CODES - 4)
    assert browser.post("/sign-in/second", {"code": door.code()})[0] == 429
    assert browser.get("/today") == 302


def test_one_code_in_eight_sessions_at_the_same_moment(door: Door) -> None:
    browsers = [door.browser() for _ in range(AT_ONCE)]
    for browser in browsers:
        assert door.give_password(browser) == 302
        browser.get("/sign-in/second")
    time.sleep(max(0.0, 5 - (STEP - time.time() % STEP)))  # so that the code lasts for all of them
    code = door.code()
    answers = at_once(lambda browser: browser.post("/sign-in/second", {"code": code}), browsers)
    assert answers.count((302, "/today")) == 1
    assert [browser.get("/today") for browser in browsers].count(302) == AT_ONCE - 1


def test_nine_strangers_then_the_right_person_from_elsewhere(door: Door) -> None:
    for number in range(9):
        stranger = door.browser(f"198.51.100.{number}")
        door.give_password(stranger, "a wrong one", f"nobody{number}@example.org")
    assert door.give_password(door.browser("203.0.113.9")) == 302
    assert door.give_password(door.browser()) == 302


def test_one_account_from_many_addresses(door: Door) -> None:
    tries = [
        door.give_password(door.browser(sent_from=f"127.0.0.{number}"), "a wrong one")
        for number in range(2, 11)
    ]
    assert tries == [200] * 7 + [429] * 2
    assert door.give_password(door.browser(sent_from="127.0.0.11")) == 429


def test_a_link_back_in_pressed_eight_times_at_once(door: Door) -> None:
    address = f"/way-back/{door.account['token']}"
    browsers = [door.browser() for _ in range(AT_ONCE)]
    for browser in browsers:
        assert browser.get(address) == 200
    passwords = {id(browser): f"three words number {n}" for n, browser in enumerate(browsers)}
    answers = at_once(
        lambda browser: browser.post(address, {"password": passwords[id(browser)]}), browsers
    )
    assert sorted(answers) == [(302, "/sign-in/set-up")] + [(404, "")] * (AT_ONCE - 1)
    assert [browser.get("/sign-in/set-up") for browser in browsers].count(200) == 1


def at_once(
    act: Callable[[Browser], tuple[int, str]], browsers: list[Browser]
) -> list[tuple[int, str]]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(act, browsers))
