"""The back button, then Save, in a browser: one record, and the person is told which and when."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from saidanddone.base import clock
from saidanddone.listening.models import Engagement
from tests.journeys.desk import Desk, sit_down
from tests.people import Cast, gather

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]

RECORD = "/programmes/harbour/occasions/record"
SAVE = "Save this occasion"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def amina(
    chromium: Browser, live_server: LiveServer, cast: Cast, request: pytest.FixtureRequest
) -> Iterator[Desk]:
    desk = sit_down(chromium, live_server.url, cast.users["amina"], scripted=request.param)
    yield desk
    desk.context.close()
    assert desk.complaints == []


@pytest.fixture
def is_scripted(request: pytest.FixtureRequest) -> bool:
    return "no-script" not in request.node.name


def record(desk: Desk, title: str) -> None:
    desk.go(RECORD)
    desk.choose("What kind of occasion was it?", "Individual session")
    desk.press("Continue")
    desk.pick("Whom did you listen to?", "Sex workers")
    desk.write("Title", title)
    desk.date("Date", clock.today())
    desk.press(SAVE)


def test_going_back_and_saving_again(amina: Desk, is_scripted: bool) -> None:
    """With a script nothing is doubled. Without, the form says at its top what a second save does."""
    record(amina, "A talk at the hub")
    saved_at = amina.page.url
    amina.page.go_back()
    assert amina.reads("You saved this form at ")
    assert amina.reads("Saving again makes another one.") is not is_scripted
    assert amina.page.get_by_role("link", name="see it").get_attribute("href") in saved_at
    assert amina.page.get_by_label("Title").input_value() in ("", "A talk at the hub")
    if is_scripted:
        amina.press(SAVE)
        assert amina.page.url == saved_at
        assert amina.reads("This was saved already at ")
        assert amina.reads("Nothing was saved twice.")
        assert Engagement.objects.count() == 1


@pytest.mark.parametrize("amina", [True], ids=["script"], indirect=True)
def test_what_was_changed_after_going_back_is_not_lost(amina: Desk) -> None:
    """It is shown again, told not to be saved, and a second press keeps it as a record of its own."""
    record(amina, "A talk at the hub")
    amina.page.go_back()
    amina.write("Title", "A walk by the harbour")
    amina.press(SAVE)
    assert amina.reads("What you have changed since is not saved")
    assert amina.page.get_by_label("Title").input_value() == "A walk by the harbour"
    assert Engagement.objects.count() == 1
    amina.press(SAVE)
    assert {each.title for each in Engagement.objects.all()} == {
        "A talk at the hub",
        "A walk by the harbour",
    }
