"""The audit as a person reads it."""

from pathlib import Path

import pytest
from django.test import Client

from saidanddone.audit import kept_head
from saidanddone.audit.chain import ChainHead, verify
from saidanddone.audit.commands import record
from saidanddone.audit.words import act_in_words
from tests.people import Cast

ANOTHER_END = "The end of this record is not the one that was kept beside the keys"


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


@pytest.fixture
def officer(client: Client, people: Cast, beside_the_keys: Path) -> Client:
    """The data protection officer, signed in, beside a head that was kept."""
    record(actor=None, act=kept_head.BEGUN)
    kept_head.keep(verify().head)
    client.force_login(people.users["grace"])
    return client


def test_the_page_warns_of_an_end_that_is_not_the_one_kept(officer: Client) -> None:
    """Whoever checks the record learns it from the page, not only from whoever runs the server."""
    assert ANOTHER_END not in officer.get("/audit").content.decode()
    kept_head.keep(ChainHead(1, "a" * 64))
    assert ANOTHER_END in officer.get("/audit").content.decode()


def test_the_page_warns_where_the_head_that_was_kept_is_gone(officer: Client) -> None:
    kept_head.path().unlink()
    assert ANOTHER_END in officer.get("/audit").content.decode()
