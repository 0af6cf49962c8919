"""A mark sends the passage and is answered with the turns it touches, not with the page."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.transcripts.commands import revise, send_back
from saidanddone.evidence.transcripts.inputs import ReviseInput, SendBackInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import ask_to_withdraw_by_code
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast, make_programme
from tests.unit.evidence.pages import as_, at
from tests.unit.evidence.voices import (
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_a_table,
    words_of_kit,
)

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], Any]

BY_SCRIPT = {"X-Fragment": "turns"}
THE_LIGHTS = {"start": 27, "end": 37}
QUERIES = 53


def marked(
    client: Client, transcript: Transcript, code: Code, once: str = "", **span: int
) -> tuple[int, str]:
    """What a script is answered that marks a passage: the status, and the answer."""
    sent = {"once": once or new_token(), "codes": [code.ref], **(span or THE_LIGHTS)}
    answer = client.post(at("mark", transcript.ref), sent, headers=BY_SCRIPT)
    return answer.status_code, answer.content.decode()


def test_the_answer_holds_the_turns_of_the_passage_alone(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    as_(client, people, "chidi")
    status, answer = marked(client, transcript, a_code(people))
    assert status == 200
    excerpt = Excerpt.objects.get()
    assert re.findall(r'id="(turn-\d)"', answer) == ["turn-2"]
    assert f'data-passages="{excerpt.ref}">The lights</mark>' in answer
    assert "<bdi>Lighting</bdi>" in answer
    assert "What would help?" not in answer
    assert "<html" not in answer


def test_a_passage_over_two_turns_has_its_bracket_at_both(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    as_(client, people, "chidi")
    _, answer = marked(client, transcript, a_code(people), start=11, end=26)
    [excerpt] = Excerpt.objects.all()
    assert re.findall(r'id="(turn-\d)"', answer) == ["turn-1", "turn-2"]
    assert answer.count(f'<li data-passage="{excerpt.ref}">') == 2
    assert answer.count(f'id="passage-{excerpt.ref}"') == 1
    assert answer.count("A passage that began in an earlier turn:") == 1


def test_marking_is_recorded_once_under_the_person_and_reads_no_other_words(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    as_(client, people, "chidi")
    before = Entry.objects.count()
    marked(client, transcript, code)
    [entry] = Entry.objects.order_by("number")[before:]
    assert entry.act == "evidence.code"
    [subject] = entry.subjects.all()
    assert key_ring_for([transcript]).opens_alias(transcript.key_ref, bytes(subject.alias))


def test_a_mark_asks_the_database_as_much_in_a_long_transcript_as_in_a_short_one(
    client: Client, people: Cast, django_assert_max_num_queries: AtMost
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    a_theme(people, code := a_code(people))
    coded(people, transcript, code)
    as_(client, people, "chidi")
    marked(client, transcript, code, start=27, end=30)
    with django_assert_max_num_queries(QUERIES):
        assert marked(client, transcript, code)[0] == 200


def test_a_mark_sent_twice_is_made_once_and_the_page_opened_again(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code, once = a_code(people), new_token()
    as_(client, people, "chidi")
    assert [marked(client, transcript, code, once)[0] for _ in range(2)] == [200, 409]
    assert Coding.objects.count() == 1


def test_nothing_is_marked_within_seven_days_and_the_answer_says_so(
    client: Client, people: Cast
) -> None:
    six_days_ago = clock.today() - timedelta(days=6)
    transcript = confirmed(people, words_of_kit(people, held_on=six_days_ago))
    as_(client, people, "chidi")
    status, answer = marked(client, transcript, a_code(people))
    assert (status, answer[:29]) == (422, "Nothing is coded for 7 days a")
    assert not Excerpt.objects.exists()


def test_nothing_is_marked_where_a_turn_was_sent_back(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    send_back(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=SendBackInput(number=2),
    )
    as_(client, people, "chidi")
    status, answer = marked(client, transcript, code)
    assert status == 422
    assert "sent back" in answer
    assert "lights" not in answer
    assert not Excerpt.objects.exists()


def test_words_of_a_turn_sent_back_are_not_in_the_answer_about_the_next(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    excerpt = coded(people, transcript, code := a_code(people), quote="help?\nHonestly?")
    send_back(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=SendBackInput(number=2),
    )
    as_(client, people, "chidi")
    sent = {"once": new_token(), "passage": excerpt.ref, "code": code.ref}
    answer = client.post(at("unmark", transcript.ref), sent, headers=BY_SCRIPT).content.decode()
    assert "Sent back: someone could be known from this." in answer
    assert "The lights on the stairs" not in answer


def test_words_that_someone_takes_back_meanwhile_are_marked_by_nobody(
    client: Client, people: Cast
) -> None:
    contribution = words_of_kit(people)
    transcript = confirmed(people, contribution)
    code = a_code(people)
    as_(client, people, "chidi")
    assert contribution.contributor is not None
    ask_to_withdraw_by_code(contributor=contribution.contributor)
    assert marked(client, transcript, code)[0] == 404
    assert not Excerpt.objects.exists()


def test_words_that_were_corrected_meanwhile_are_marked_on_the_new_page_only(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    revise(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=ReviseInput(replacements={"stairs": "steps"}),
    )
    as_(client, people, "chidi")
    assert marked(client, transcript, code)[0] == 404


@pytest.mark.parametrize("name", ["bola", "dawn", "ed", "farah", "harun", "iris", "grace", "sam"])
def test_nobody_marks_who_may_not_code(client: Client, people: Cast, name: str) -> None:
    transcript = confirmed(people, words_of_a_table(people))
    code = a_code(people)
    as_(client, people, name)
    assert marked(client, transcript, code, start=0, end=10)[0] == 404
    assert not Excerpt.objects.exists()


def test_a_peer_marks_only_what_she_captured(client: Client, people: Cast) -> None:
    hers, tables = (
        confirmed(people, words) for words in (words_of_kit(people), words_of_a_table(people))
    )
    code = a_code(people)
    as_(client, people, "amina")
    assert marked(client, hers, code)[0] == 200
    assert marked(client, tables, code, start=0, end=10)[0] == 404


def test_no_code_of_another_programme_is_used(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    elsewhere = Code.objects.create(programme=make_programme("elsewhere")[0], name="Theirs")
    as_(client, people, "chidi")
    assert marked(client, transcript, elsewhere)[0] == 404
    assert not Excerpt.objects.exists()


def test_a_heading_is_no_code(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    a_code(people, "Stairs", parent=(safety := a_code(people, "Safety")))
    as_(client, people, "chidi")
    assert marked(client, transcript, safety) == (
        422,
        "“Safety” is a heading. Choose a code under it.",
    )
