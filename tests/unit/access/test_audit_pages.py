"""The audit as a person reads it."""

import pytest
from django.test import Client

from saidanddone.audit.words import act_in_words
from tests.people import Cast


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("listening.record_engagement", "Recorded an occasion of listening"),
        ("access.invite", "Invited someone"),
        ("backup", "backup"),
    ],
)
def test_an_act_is_said_in_words(act: str, words: str) -> None:
    assert act_in_words(act) == words


def test_the_page_shows_no_machine_names_of_acts(client: Client, people: Cast) -> None:
    client.force_login(people.users["grace"])
    client.get("/audit")
    page = client.get("/audit").content.decode()
    assert "Read who did and looked at what" in page
    assert "access.read_audit" not in page
