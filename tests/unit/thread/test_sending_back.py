"""Whoever meets a name in a passage on the thread sends it back from there."""

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.transcripts.models import SentBack
from saidanddone.thread.commands import send_passage_back
from saidanddone.thread.queries.passages import passages_open_to
from tests.people import Cast
from tests.unit.evidence.voices import a_code, coded, confirmed, words_of_kit

HERE = "/programmes/harbour/thread"


@pytest.fixture
def excerpt(people: Cast) -> Excerpt:
    return coded(people, confirmed(people, words_of_kit(people)), a_code(people))


def test_a_lead_who_reads_no_transcript_sends_back_what_she_may_see(
    client: Client, people: Cast, excerpt: Excerpt
) -> None:
    """From then on nobody sees it on the thread."""
    client.force_login(people.users["dawn"])
    page = client.get(f"{HERE}/passage/{excerpt.ref}")
    assert f"{HERE}/passage/{excerpt.ref}/send-back" in page.content.decode()
    sent = client.post(f"{HERE}/passage/{excerpt.ref}/send-back", {"once": new_token()})
    assert sent.status_code == 302
    row = SentBack.objects.get()
    assert (row.number, row.sent_by_id) == (2, people.dawn.user_id)
    for name in ("dawn", "chidi"):
        assert not passages_open_to(getattr(people, name), people.programme).exists()
    entry = Entry.objects.get(act="thread.send_passage_back")
    assert entry.subjects.count() == 1


def test_nobody_sends_back_a_passage_that_is_not_theirs_to_see(
    people: Cast, excerpt: Excerpt
) -> None:
    Excerpt.objects.update(is_quotable=False)
    with pytest.raises(NotYours):
        send_passage_back(actor=people.dawn, programme=people.programme, passage=excerpt)
    assert not SentBack.objects.exists()


def test_whoever_may_not_walk_the_thread_sends_nothing_back(people: Cast, excerpt: Excerpt) -> None:
    """Also where the passage may be quoted, and by the command alone."""
    with pytest.raises(NotYours):
        send_passage_back(actor=people.farah, programme=people.programme, passage=excerpt)
    assert not SentBack.objects.exists()
