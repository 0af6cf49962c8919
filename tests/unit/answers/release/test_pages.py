"""The public pages of answers."""

import re

from django.test import Client

from saidanddone.answers import commands as answering
from tests.people import Cast
from tests.unit.public_site.reading import read, words_of
from tests.unit.releases import world


def test_answers_narrow_by_state_and_by_who_raised_them(released: Cast, client: Client) -> None:
    refused = read(client, "answers_by_state", "no_because")
    assert "£90,000" in refused
    assert "mended on 14 June" not in refused
    of_workers = read(client, "answers_by_community", "sex-workers")
    assert "Parliament" in of_workers
    assert "£90,000" not in of_workers
    assert client.get("/s/harbour/answers/state/nonsense").status_code == 404
    assert client.get("/s/harbour/answers/raised-by/nobody").status_code == 404


def test_both_ways_to_narrow_combine_and_each_can_be_taken_off(
    released: Cast, client: Client
) -> None:
    page = read(client, "answers_by_both", "no_because", "residents")
    assert "£90,000" in page
    assert "mended on 14 June" not in page
    links = dict(re.findall(r'<a class="govuk-link" href="([^"]+)">(remove.+?)</a>', page))
    assert set(links) == {
        "/s/harbour/answers/state/no_because",
        "/s/harbour/answers/raised-by/residents",
    }
    assert "1 of 3 answers" in words_of(page)


def test_a_narrowing_offers_only_what_leads_somewhere(released: Cast, client: Client) -> None:
    """Sex workers raised the law, and too few of them the lights to say so."""
    page = read(client, "answers_by_community", "sex-workers")
    offered = re.findall(r'href="/s/harbour/answers/state/(\w+)/raised-by/sex-workers"', page)
    assert offered == ["not_ours"]
    for state in offered:
        assert "No answer stands here" not in read(client, "answers_by_both", state, "sex-workers")
    assert client.get("/s/harbour/answers/state/done/raised-by/nobody").status_code == 404
    assert client.get("/s/harbour/answers/state/nonsense/raised-by/residents").status_code == 404


def test_what_was_said_and_decided_stands_open_in_the_list_of_answers(
    released: Cast, client: Client
) -> None:
    """The rest unfolds there, so that a phone shows where things are; an answer's page folds nothing."""
    listed = read(client, "answers").split('id="law"')[1]
    said, _, rest = listed.partition("<details")
    assert "<dt>Said</dt>" in said
    assert "<dt>Who can</dt>" not in said
    assert '<dt>Who can</dt><dd dir="auto">Parliament</dd>' in rest
    assert "<details" not in read(client, "answer", "law")


def test_a_missing_date_is_said_where_something_is_still_to_come(
    released: Cast, client: Client
) -> None:
    missing = "<dt>When</dt><dd>No date given</dd>"
    assert missing in read(client, "answer", "law")
    assert missing not in read(client, "answer", "cameras")


def test_what_is_open_again_is_not_also_called_unanswered(released: Cast, client: Client) -> None:
    answer = released.programme.answers.get(theme__slug="lights")
    answering.reopen_by_panel(
        actor=released.amina,
        programme=released.programme,
        answer_ref=answer.ref,
        because="The lamp on block C is still out.",
    )
    world.signed(released)

    assert "Not yet answered" not in read(client, "not_done")


def test_an_answer_has_a_short_address(released: Cast, client: Client) -> None:
    page = read(client, "answer", "lights")
    for part in ("Said", "Lead", "Progress", "Evidence", "What people said back"):
        assert f"<dt>{part}</dt>" in page
    assert client.get("/s/harbour/a/nothing").status_code == 404


def test_a_reopened_answer_says_so_at_once(released: Cast, client: Client) -> None:
    answer = released.programme.answers.get(theme__slug="lights")
    answering.reopen_by_panel(
        actor=released.amina,
        programme=released.programme,
        answer_ref=answer.ref,
        because="The lamp on block C is still out.",
    )
    page = read(client, "answers")
    assert "Open again." in page
    assert "The lamp on block C is still out." in page
    assert "The lamp on block C is still out." in read(client, "front")
