import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from saidanddone.base import clock
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.models import Coding, Excerpt
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    coded,
    confirmed,
    words_of_kit,
)

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], Any]


def test_an_analyst_marks_a_selection_and_takes_it_off(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    as_(client, people, "chidi")
    sent = {"once": new_token(), "start": 27, "end": 37, "codes": [code.ref]}
    for _ in range(2):
        response = client.post(at("mark", transcript.ref), sent)
        excerpt = Excerpt.objects.get()
        assert response.url == f"{at('read', transcript.ref)}#passage-{excerpt.ref}"
    page = read_page(client, at("read", transcript.ref))
    assert f'id="passage-{excerpt.ref}" data-passages="{excerpt.ref}">The lights</mark>' in page
    sent = {"once": new_token(), "passage": excerpt.ref, "code": code.ref}
    assert client.post(at("unmark", transcript.ref), sent).status_code == 302
    assert not Coding.objects.exists()


def test_without_scripts_a_passage_is_marked_by_turn_and_words(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    as_(client, people, "chidi")
    sent = {"once": new_token(), "turn": 2, "words": "the lights on", "codes": [code.ref]}
    assert client.post(at("mark", transcript.ref), sent).status_code == 302
    excerpt = Excerpt.objects.get()
    assert excerpt.end - excerpt.start == len("the lights on")
    nowhere = {**sent, "once": new_token(), "turn": 3}
    assert "not in the transcript from that turn" in read_page(
        client, at("mark", transcript.ref), **nowhere
    )
    uncoded = {**sent, "once": new_token(), "codes": []}
    assert "Choose at least one code" in read_page(client, at("mark", transcript.ref), **uncoded)


def test_codes_stand_under_their_headings_and_a_heading_is_no_code(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    safety, other = a_code(people, "Safety"), a_code(people, "Other")
    stairs = a_code(people, "Stairs", parent=safety)
    bulbs = a_code(people, "Bulbs", parent=stairs)
    page = read_page(as_(client, people, "chidi"), at("read", transcript.ref))
    offered = re.findall(r'type="checkbox" name="codes" value="([^"]+)"', page)
    assert sorted(offered) == sorted([other.ref, bulbs.ref])
    assert re.findall(r'font-weight-bold">([^<]+)</legend>', page) == ["Safety, Stairs"]
    sent = {"once": new_token(), "turn": 2, "words": "the lights on", "codes": []}
    page = read_page(client, at("mark", transcript.ref), **sent)
    [link] = re.findall(r'href="#(id_codes[^"]*)"', page)
    assert f'id="{link}"' in page


def test_what_may_not_be_coded_yet_says_from_when(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people, held_on=clock.today()))
    page = read_page(as_(client, people, "chidi"), at("read", transcript.ref))
    assert "Nothing is coded for 7 days" in page
    assert "coding.js" not in page


def test_reading_asks_as_much_for_many_marks_as_for_one(
    client: Client, people: Cast, django_assert_max_num_queries: AtMost
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    for number in range(6):
        coded(people, transcript, a_code(people, f"Code {number}"), quote=STAIRS[number * 5 :])
    as_(client, people, "chidi")
    with django_assert_max_num_queries(22):
        read_page(client, at("read", transcript.ref))
