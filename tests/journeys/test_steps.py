"""From a decision to an agreed action: how many presses and how many answers it takes."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from saidanddone.base import clock
from saidanddone.evidence.themes.models import Theme
from saidanddone.strategy.models import Action, Decision
from tests.journeys.desk import Desk, sit_down
from tests.people import Cast, gather

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
]

MOST_PRESSES, MOST_ANSWERS = 6, 8  # 11 and 15 before


class Counting:
    """A desk that counts what a person presses or follows, and what they have to answer."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.presses = self.answers = 0

    def press(self, button: str) -> None:
        self.presses += 1
        self.desk.press(button)

    def follow(self, link: str) -> None:
        self.presses += 1
        self.desk.follow(link)

    def write(self, label: str, words: str) -> None:
        self.answers += 1
        self.desk.write(label, words)

    def write_exactly(self, label: str, words: str) -> None:
        self.answers += 1
        self.desk.page.get_by_label(label, exact=True).fill(words)

    def pick(self, label: str, option: str) -> None:
        self.answers += 1
        self.desk.pick(label, option)

    def choose(self, question: str, answer: str) -> None:
        self.answers += 1
        self.desk.choose(question, answer)

    def date(self, question: str, day: date) -> None:
        self.answers += 1
        self.desk.date(question, day)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return gather()


@pytest.fixture(params=[True, False], ids=["scripted", "unscripted"])
def dawn(
    chromium: Browser, live_server: LiveServer, cast: Cast, request: pytest.FixtureRequest
) -> Iterator[Desk]:
    desk = sit_down(chromium, live_server.url, cast.users["dawn"], scripted=request.param)
    yield desk
    desk.context.close()
    assert desk.complaints == []


def test_a_decision_becomes_an_agreed_action_in_six_presses_and_eight_answers(
    dawn: Desk, cast: Cast
) -> None:
    theme = Theme.objects.create(
        programme=cast.programme, slug="lights", statement="Light the stairs", kind="ask"
    )
    Decision.objects.create(
        programme=cast.programme,
        title="How we work",
        body="Harbour Board",
        decided="In the open.",
        decided_on=date(2026, 5, 1),
    )
    due = clock.today() + timedelta(days=60)
    dawn.go("/today")
    steps = Counting(dawn)
    steps.follow("Record a decision")
    steps.write("What was decided about", "Lighting on the estate")
    steps.write_exactly("What was decided", "Every stair is lit by winter.")
    steps.choose("Did lived experience change the decision?", "No, it did not change it")
    steps.choose("Themes this decides", theme.statement)
    steps.press("Record the decision")
    steps.follow("Propose an action from it")
    steps.write("What will be done", "Mend the stair lights")
    steps.date("Due", due)
    steps.pick("The agency that does it", "Council")
    steps.pick("The person who will say where it stands", "Ed (Council)")
    steps.press("Propose the action")
    steps.follow("Agree this action")
    steps.press("Agree the action")
    action = Action.objects.get()
    assert (action.state, action.due_on) == ("agreed", due)
    assert action.decision is not None
    assert action.decision.body == "Harbour Board"
    assert list(action.themes.all()) == [theme]
    assert (steps.presses, steps.answers) == (MOST_PRESSES, MOST_ANSWERS)
    assert dawn.reads("Answer “Light the stairs”")
