"""What of the themes no release holds."""

from saidanddone.releases import queries
from tests.people import Cast
from tests.unit.releases import world


def test_a_theme_few_raised_is_left_out_and_listed_to_the_drafter(people: Cast) -> None:
    few = world.theme(people, statement="The man with the dog on the third floor")
    world.raised(people, few, 2, 2)
    release = world.draft(people)
    page = queries.read_release(people.bola, people.programme, release.ref)
    assert few.statement not in str(release.content)
    assert any(few.statement in each.about for each in page.left_out)
