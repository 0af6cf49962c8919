"""Which label of a theme a release takes from the stored comparison, and keeps."""

from saidanddone.disclosure.content import Content
from saidanddone.evidence.themes.commands import run_common_ground
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.evidence.themes.release import HEARD
from tests.people import Cast
from tests.unit.evidence.themes.runs import as_0_1_stored_it
from tests.unit.releases import world


def compared(people: Cast) -> CommonGroundRun:
    return run_common_ground(actor=people.chidi, programme=people.programme, replicates=99, seed=1)


def placed(content: Content) -> dict[str, str]:
    return {theme.slug: theme.placed for theme in content.part(HEARD).themes}


def test_a_release_takes_no_label_that_did_not_allow_for_all_themes(people: Cast) -> None:
    world.raised(people, world.theme(people), 8, 8)
    world.raised(people, world.theme(people, "bins"), 0, 12)
    made = compared(people)
    assert placed(world.drawn(people)) == {"lights": "more_in", "bins": "more_in"}
    assert "chance would hardly bring" in world.drawn(people).part(HEARD).caution
    as_0_1_stored_it(made)
    assert placed(world.drawn(people)) == {"lights": "not_compared", "bins": "not_compared"}
    assert "chance would hardly bring" not in world.drawn(people).part(HEARD).caution


def test_what_one_community_raised_more_has_a_heading_of_its_own(people: Cast) -> None:
    world.raised(people, world.theme(people), 8, 8)
    world.raised(people, world.theme(people, "bins"), 0, 12)
    compared(people)
    blocks = world.drawn(people).part(HEARD).blocks
    assert {block.heading for block in blocks} == {
        "Raised more in peer interviews",
        "Raised more in community conversations",
    }


def test_a_label_that_an_older_release_gave_one_theme_at_a_time_is_not_carried_on(
    people: Cast,
) -> None:
    world.raised(people, world.theme(people), 8, 8)
    world.raised(people, world.theme(people, "bins"), 0, 12)
    made = compared(people)
    release = world.signed(people)
    release.content["evidence"]["allows_for_all_themes"] = False
    release.save(update_fields=["content"])
    as_0_1_stored_it(made)
    assert placed(world.drawn(people)) == {"lights": "not_compared", "bins": "not_compared"}
