"""What is wrong with a decision is said beside its box, and the summary leads there."""

import pytest
from django.test import Client

from tests.people import Cast
from tests.unit.strategy.plans import tension
from tests.unit.ui.reading import read

ADDRESS = "/programmes/harbour/decisions/record"
SAID = {
    "title": "Lighting on the estate",
    "body": "Harbour Board",
    "decided_on": "2026-06-01",
    "decided": "Every stair is lit by winter.",
    "people_with_a_vote": "5",
    "peers_with_a_vote": "0",
    "shaped_by_lived_experience": "none",
    "once": "one",
}


@pytest.mark.parametrize(
    ("changed", "box", "sentence"),
    [
        ({"decided_on": "2099-01-01"}, "decided_on", "Give the day it was taken."),
        ({"peers_with_a_vote": "6"}, "peers_with_a_vote", "had a vote than people had a vote"),
        ({"shaped_by_lived_experience": "changed"}, "how_shaped", "Say how lived experience"),
        (
            {"shaped_by_lived_experience": "decided", "how_shaped": "They chose."},
            "peers_with_a_vote",
            "but none had a vote",
        ),
    ],
)
def test_each_error_stands_beside_its_box(
    client: Client, people: Cast, changed: dict[str, str], box: str, sentence: str
) -> None:
    client.force_login(people.users["dawn"])
    page = read(client.post(ADDRESS, {**SAID, **changed}).content)
    ((said, leads_to),) = page.errors().items()
    assert sentence in said
    assert leads_to.startswith(f"#id_{box}")
    assert sentence in page.by_id(f"id_{box}-error").text_content()


@pytest.mark.parametrize(
    ("bearing", "box"), [("", "who_bears_the_cost"), ("People on the stairs", "offered_to_them")]
)
def test_a_tension_asks_for_the_part_that_is_missing(
    client: Client, people: Cast, bearing: str, box: str
) -> None:
    client.force_login(people.users["dawn"])
    sent = {**SAID, "tension_refs": [tension(people).ref], "who_bears_the_cost": bearing}
    page = read(client.post(ADDRESS, sent).content)
    assert "someone bears a cost" in page.by_id(f"id_{box}-error").text_content()
