"""What of the plan no release holds."""

from saidanddone.strategy.release import PLAN
from tests.people import Cast
from tests.unit.releases import world


def test_an_action_loses_the_theme_that_may_not_be_named(people: Cast) -> None:
    few = world.theme(people, statement="The man with the dog on the third floor")
    world.raised(people, few, 2, 0)
    world.action(people, [few])
    content = world.drawn(people)
    assert content.part(PLAN).actions[0].serves == ()


def test_an_interview_that_asked_for_an_action_is_not_dated(people: Cast) -> None:
    world.action(people, asked_at=world.occasion(people, title="Interview 7"))
    content = world.drawn(people)
    assert content.part(PLAN).actions[0].asked_at == "Asked for by someone we listened to"


def test_a_proposal_stays_inside(people: Cast) -> None:
    world.action(people, state="proposed")
    assert world.drawn(people).part(PLAN).actions == ()


def test_partners_stand_by_their_names_and_never_by_when_they_were_chosen(people: Cast) -> None:
    """Else two releases of one plan differ, and a reader takes it for a change."""
    partners = [people.agencies[name] for name in ("lamplight", "police", "homes")]
    world.action(people).partners.add(*partners)
    assert world.drawn(people).part(PLAN).actions[0].partners == ("Homes", "Lamplight", "Police")
