"""The public pages of decisions and of actions."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.strategy.models import Update
from tests.people import Cast
from tests.unit.public_site.reading import read
from tests.unit.releases import world


def test_a_decision_says_who_took_part_apart_from_who_had_a_vote(
    people: Cast, client: Client
) -> None:
    made = world.decision(people, took_part="Council officers and two members of the panel.")
    world.signed(people)

    page = read(client, "decision", made.ref)

    assert (
        '<dt>Who took part</dt><dd dir="auto">Council officers and two members of the panel.</dd>'
        in page
    )
    assert (
        "<dt>Who had a vote</dt><dd>About 10 people. People with lived experience had a vote.</dd>"
        in page
    )


def test_what_was_said_of_an_action_stands_on_its_page_the_newest_first(
    people: Cast, client: Client
) -> None:
    """A state without a word is not an update that anyone need read."""
    lamps = world.action(people, asked_at=world.occasion(people, kind="community_conversation"))
    for day, words in ((1, ""), (10, "Two of four blocks done."), (20, "Every stair is lit.")):
        Update.objects.create(
            action=lamps, state="started", said_on=date(2026, 7, day), what_changed=words,
            by=people.users["dawn"],
        )  # fmt: skip
    world.signed(people)

    page = read(client, "action", lamps.ref)

    assert page.index("Every stair is lit.") < page.index("Two of four blocks done.")
    assert "1 July 2026" not in page
    assert "Asked for at: An occasion, June 2026" in page


def the_plan(people: Cast) -> tuple[str, str]:
    """Two actions, one done and one late, each of an agency of its own. Returns their references."""
    lights = world.theme(people, statement="Light the stairs")
    world.raised(people, lights, 6, 9)
    done = world.action(people, [lights], title="Mend the lamps")
    late = world.action(
        people,
        title="Cut the hedges",
        state="started",
        owner_agency=people.agencies["homes"],
        due_on=date(2026, 6, 1),
    )
    world.signed(people)
    return done.ref, late.ref


def test_the_plan_says_in_a_line_how_many_are_done_and_late(people: Cast, client: Client) -> None:
    the_plan(people)
    assert "2 actions: 1 done, 1 started, 1 late." in read(client, "done")


def test_each_action_is_a_row_that_leads_to_a_page_of_its_own(people: Cast, client: Client) -> None:
    done, late = the_plan(people)

    page = read(client, "done")

    for ref in (done, late):
        assert f'id="{ref}"' in page
        assert f'href="/s/harbour/action/{ref}"' in page
    assert "Cut the hedges" in read(client, "action", late)


def test_the_plan_is_narrowed_by_state_lateness_agency_and_theme(
    people: Cast, client: Client
) -> None:
    the_plan(people)
    filters = re.findall(r'href="/s/harbour/done/([a-z]+)/([a-z0-9-]+)"', read(client, "done"))
    assert {("state", "done"), ("state", "started"), ("state", "late")} <= set(filters)
    assert {by for by, _ in filters} >= {"state", "agency"}

    for by, value in filters:
        assert "1 of 2 actions" in read(client, "done_by", by, value), (by, value)

    assert "Mend the lamps" not in read(client, "done_by", "state", "late")


@pytest.mark.parametrize("which", [("state", "agreed"), ("agency", "nobody"), ("owner", "done")])
def test_a_filter_that_leaves_nothing_is_no_page(
    people: Cast, client: Client, which: tuple[str, str]
) -> None:
    the_plan(people)
    assert client.get(reverse("publishing:done_by", args=["harbour", *which])).status_code == 404


def test_decisions_are_a_table_and_each_has_a_page(people: Cast, client: Client) -> None:
    decision = world.decision(people)
    world.signed(people)

    page = read(client, "decided")

    assert f'id="{decision.ref}"' in page
    assert f'href="/s/harbour/decided/{decision.ref}"' in page
    assert "Who had a vote" not in page
