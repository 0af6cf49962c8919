"""What a release holds of who was listened to."""

from datetime import timedelta

from saidanddone.base import clock
from saidanddone.listening.commands import record_engagement
from saidanddone.listening.inputs import EngagementInput
from saidanddone.listening.release import LISTENED
from tests.people import Cast
from tests.unit.releases import world


def test_how_many_interviews_there_were_stays_inside(people: Cast) -> None:
    """An interview is one person: their number is a count of people."""
    for number in range(3):
        world.occasion(people, title=f"Interview {number}")
    [kind] = world.drawn(people).part(LISTENED).occasions
    assert (kind.in_words, kind.events) == ("peer interviews", None)


def test_who_is_expected_at_a_planned_occasion_did_not_take_part(people: Cast) -> None:
    record_engagement(
        actor=people.bola,
        programme=people.programme,
        details=EngagementInput(
            kind="community_conversation",
            title="Library evening",
            community_slug=people.residents.slug,
            held_on=clock.today() + timedelta(days=7),
            attendance={people.residents.slug: 12},
        ),
    )
    listened = world.drawn(people).part(LISTENED)
    assert listened.communities == ()
    assert "Residents" in listened.not_yet_heard


def test_a_nought_moves_no_date(people: Cast) -> None:
    """The months in which people took part are told: an occasion to which nobody new came is in none."""
    for days, came in ((10, 12), (200, 0)):
        record_engagement(
            actor=people.bola,
            programme=people.programme,
            details=EngagementInput(
                kind="community_conversation",
                title="Library evening",
                community_slug=people.residents.slug,
                held_on=clock.today() - timedelta(days=days),
                attendance={people.residents.slug: came},
            ),
        )
    [community] = world.drawn(people).part(LISTENED).communities
    [took_part] = community.took_part
    assert took_part.starts_on > clock.today() - timedelta(days=60)
