"""The public pages of decisions and of actions."""

from datetime import date

from django.test import Client

from saidanddone.strategy.models import Update
from tests.people import Cast
from tests.unit.public_site.reading import read
from tests.unit.releases import world


def test_a_decision_says_who_took_part_apart_from_who_had_a_vote(
    people: Cast, client: Client
) -> None:
    world.decision(people, took_part="Council officers and two members of the panel.")
    world.signed(people)

    page = read(client, "decided")

    assert (
        '<dt>Who took part</dt><dd dir="auto">Council officers and two members of the panel.</dd>'
        in page
    )
    assert (
        "<dt>Who had a vote</dt><dd>About 10 people. People with lived experience had a vote.</dd>"
        in page
    )


def test_an_action_s_last_word_stands_and_the_earlier_ones_are_folded(
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

    page = read(client, "done")

    shown, _, folded = page.partition("what was said before")
    assert "Every stair is lit." in shown
    assert "Two of four blocks done." not in shown
    assert "Two of four blocks done." in folded
    assert "1 July 2026" not in page
    assert "Asked for at: An occasion, June 2026" in page
