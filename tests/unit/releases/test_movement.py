"""What few people could have changed stands in the next release as it stood in the last."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
import time_machine

from saidanddone.answers.commands import give_verdict_by_code
from saidanddone.answers.release import ANSWERS
from saidanddone.base import clock
from saidanddone.disclosure.figures import Figure
from saidanddone.disclosure.stillness import Moved
from saidanddone.evidence.themes.commands import run_common_ground
from saidanddone.evidence.themes.models import CommonGroundRun, Theme
from saidanddone.evidence.themes.release import HEARD
from saidanddone.evidence.themes.release.shapes import ThemeHeard
from saidanddone.listening.commands import ask_to_withdraw_by_code, record_consent, withdraw_now
from saidanddone.listening.inputs import ConsentInput
from saidanddone.listening.models import Contributor
from saidanddone.listening.release import LISTENED
from saidanddone.releases.models import Release
from saidanddone.releases.movement import count_movement
from saidanddone.releases.past import signed_releases
from saidanddone.releases.queries import read_release
from saidanddone.thread.release import THREAD
from tests.people import Cast
from tests.unit.evidence.voices import confirmed, words_of_kit
from tests.unit.releases import world

OF_PEOPLE = ("evidence", "answers", "thread", "listening", "strategy")


def told(release: Release) -> dict[str, object]:
    """All that a release says, without its day."""
    return {slug: release.content[slug] for slug in OF_PEOPLE}


def withdraw(people: Cast, who: Iterable[Contributor]) -> None:
    for contributor in who:
        withdraw_now(actor=people.amina, programme=people.programme, contributor=contributor)


def compare(people: Cast) -> CommonGroundRun:
    return run_common_ground(actor=people.chidi, programme=people.programme, replicates=99, seed=1)


def heard(people: Cast, theme: Theme) -> ThemeHeard | None:
    """The theme as a release drawn up now would tell of it."""
    return world.drawn(people).part(HEARD).by_ref(theme.ref)


def asked_since(people: Cast) -> date | None:
    return world.drawn(people).part(ANSWERS).asked_since("lights")


def moved(people: Cast) -> Moved:
    signed = signed_releases(people.programme)
    return count_movement(people.programme, signed).movement.of()


@pytest.fixture
def out(people: Cast) -> tuple[Cast, Theme, list[Contributor]]:
    """Lights, raised by just enough to be named, are answered and mended; two releases are out."""
    people.programme.fewest_people_for_public_theme = 8
    people.programme.save()
    lights = world.theme(people)
    who = world.raised(people, lights, 8)
    world.raised(people, world.theme(people, "bins"), 0, 12)
    world.answer(people, lights)
    world.action(people, [lights])
    compare(people)
    world.signed(people)
    world.signed(people)
    return people, lights, who


Out = tuple[Cast, Theme, list[Contributor]]


def test_a_withdrawal_changes_nothing_that_the_next_release_tells(out: Out) -> None:
    """One fewer raised it now than may be shown, and the comparison no longer fits."""
    people, _, who = out
    before = told(world.signed(people))
    withdraw(people, who[:1])
    assert told(world.signed(people)) == before


def test_nor_when_it_was_asked_by_code_or_the_communities_were_compared_again(out: Out) -> None:
    people, _, who = out
    before = told(world.signed(people))
    ask_to_withdraw_by_code(contributor=who[0])
    run = compare(people)
    for theme in run.result["themes"]:
        theme |= {"placed": "both", "more_in": None}
    run.save()
    assert told(world.signed(people)) == before


def test_nor_over_several_releases_until_five_have_left(out: Out) -> None:
    people, lights, who = out
    before = told(world.signed(people))
    for contributor in who[:4]:
        withdraw(people, [contributor])
        assert told(world.signed(people)) == before
    withdraw(people, who[4:5])
    assert heard(people, lights) is None  # three are left


def test_four_who_came_change_nothing_and_a_fifth_does(out: Out) -> None:
    people, *_ = out
    before = told(world.signed(people))
    world.raised(people, world.theme(people, "benches"), 4)
    after = told(world.signed(people))
    assert after["evidence"] == before["evidence"]
    world.raised(people, world.theme(people, "trees"), 1)
    assert world.drawn(people).part(HEARD).spoke_of("sex-workers") == Figure(15)


def test_a_theme_that_few_who_came_brought_over_the_line_waits(out: Out) -> None:
    people, *_ = out
    benches = world.theme(people, "benches")
    world.raised(people, benches, 5)
    world.signed(people)
    world.raised(people, benches, 3)
    page = read_release(people.bola, people.programme, world.draft(people).ref)
    assert any("tell what one of them said" in note.why for note in page.left_out)
    world.raised(people, benches, 2)
    assert heard(people, benches) is not None


def test_many_who_came_do_not_hide_the_one_who_left(out: Out) -> None:
    """Of the theme that she alone could have brought below the line nothing changes."""
    people, lights, who = out
    before = heard(people, lights)
    withdraw(people, who[:1])
    world.raised(people, world.theme(people, "benches"), 1, 9)
    now = heard(people, lights)
    assert before is not None
    assert now is not None
    assert now.band_in("sex-workers") == before.band_in("sex-workers")


def test_a_stale_comparison_is_not_shown_as_missing(out: Out) -> None:
    people, lights, who = out
    withdraw(people, who[:5])
    world.raised(people, lights, 6)
    told_now = heard(people, lights)
    assert told_now is not None
    assert told_now.placed != "not_compared"


def test_how_much_was_said_stands_too(out: Out) -> None:
    people, lights, _ = out
    before = world.drawn(people).part(THREAD)
    world.passages(people, lights, [(world.voice(people, people.sex_workers), "More.")] * 9)
    now = world.drawn(people).part(THREAD)
    assert now.lines == before.lines
    assert now.stops == before.stops  # how many passages are marked


class TestReplies:
    def test_few_replies_are_told_with_the_next_five(self, out: Out) -> None:
        people, lights, who = out
        answer = lights.answers.get()
        for number, contributor in enumerate(who, 1):
            give_verdict_by_code(contributor=contributor, answer_ref=answer.ref, verdict="seen_yes")
            if number in (1, 4):
                world.signed(people)
                assert self.replied(people) == Figure(None)
        assert self.replied(people) == Figure(10)

    def test_one_more_than_many_is_not_told_by_itself(self, out: Out) -> None:
        people, lights, _ = out
        late = world.raised(people, lights, 5)
        answer = lights.answers.get()
        everyone = list(people.programme.contributors.filter(community=people.sex_workers))
        assert len(everyone) == 13
        for contributor in set(everyone) - set(late[:1]):
            give_verdict_by_code(contributor=contributor, answer_ref=answer.ref, verdict="seen_yes")
        world.signed(people)
        give_verdict_by_code(contributor=late[0], answer_ref=answer.ref, verdict="seen_yes")
        assert self.replied(people) == Figure(10)

    def test_whether_people_can_see_a_thing_done_is_told_with_the_next_five(self, out: Out) -> None:
        people, lights, who = out
        answer = lights.answers.get()
        for contributor in who:
            give_verdict_by_code(contributor=contributor, answer_ref=answer.ref, verdict="seen_no")
        world.signed(people)
        assert world.drawn(people).part(ANSWERS).cannot_see
        withdraw(people, who[:4])
        assert world.drawn(people).part(ANSWERS).cannot_see
        world.signed(people)
        withdraw(people, who[4:5])
        assert not world.drawn(people).part(ANSWERS).cannot_see

    def replied(self, people: Cast) -> Figure:
        return world.drawn(people).part(ANSWERS).answers[0].said_back.replied


def test_whether_one_more_felt_heard_is_not_told_by_itself(people: Cast) -> None:
    world.occasion(people, people.residents, 30, asked_if_heard=29, felt_heard=29)
    first = world.signed(people)
    world.occasion(people, people.residents, 1, asked_if_heard=4, felt_heard=0)
    assert told(world.signed(people)) == told(first)
    assert world.drawn(people).part(LISTENED).felt_heard.band == "nearly all"
    world.occasion(people, people.residents, 1, asked_if_heard=1, felt_heard=0)
    assert world.drawn(people).part(LISTENED).felt_heard.band == "most"


def test_the_month_of_asking_is_not_before_enough_had_spoken(people: Cast) -> None:
    """One came in May and asked for it: the month would name her."""
    lights = world.theme(people)
    first = world.voice(people, people.sex_workers)
    world.passages(people, lights, [(first, world.WORDS)], held_on=date(2026, 5, 6))
    world.raised(people, lights, 6)
    assert asked_since(people) is None
    world.raised(people, lights, 1)
    assert asked_since(people) == date(2026, 6, 1)


def test_the_month_of_asking_stays_once_told(out: Out) -> None:
    people, lights, _ = out
    early = [world.voice(people, people.sex_workers) for _ in range(9)]
    said = [(contributor, world.WORDS) for contributor in early]
    world.passages(people, lights, said, held_on=date(2026, 5, 6))
    assert asked_since(people) == date(2026, 6, 1)


def test_people_are_counted_by_community_since_enough_moved(out: Out) -> None:
    people, _, who = out
    withdraw(people, who[:2])
    world.signed(people)
    world.raised(people, world.theme(people, "benches"), 0, 3)
    assert moved(people) == Moved(came=3, left=2)
    withdraw(people, who[2:5])
    world.signed(people)
    assert moved(people) == Moved(came=3, left=0)


def test_whoever_agrees_later_came_then(out: Out) -> None:
    """Her words were confirmed before the release, and in use only since she agreed."""
    people, _, who = out
    for act in ("withdrawn", "given"):
        consent = ConsentInput(use="use_in_themes", act=act)
        record_consent(
            actor=people.amina, programme=people.programme, contributor=who[0], details=consent
        )
        if act == "withdrawn":
            world.signed(people)
    assert moved(people).came == 1


def test_whoever_may_not_be_coded_yet_has_not_come(out: Out) -> None:
    people, *_ = out
    for _ in range(6):
        confirmed(people, words_of_kit(people, held_on=clock.today()))

    assert moved(people).came == 0
    with time_machine.travel(clock.now() + timedelta(days=7)):
        assert moved(people).came == 6


def test_bands_count_nobody_whose_words_may_not_be_coded_yet(out: Out) -> None:
    people, theme, _ = out
    before = heard(people, theme)
    for _ in range(40):
        confirmed(people, words_of_kit(people, held_on=clock.today()))

    assert heard(people, theme) == before


def test_a_release_of_an_older_version_counts_who_left_by_the_audit(out: Out) -> None:
    people, lights, who = out
    release = Release.objects.latest("number")
    release.movement = {}
    for stop in release.content["thread"]["stops"]:
        stop["label"] = "Said"  # the steps had other names
    release.save(update_fields=["movement", "content"])
    withdraw(people, who[:1])
    assert moved(people) == Moved(came=0, left=1)
    told_now = heard(people, lights)
    assert told_now is not None
    assert told_now.band_in("sex-workers") == "nearly all"
