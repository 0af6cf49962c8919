from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.themes.commands import run_common_ground
from saidanddone.evidence.themes.common_ground.page import common_ground_page
from saidanddone.evidence.themes.models import CommonGroundRun
from saidanddone.evidence.themes.queries import communities_in_order, themes_of
from saidanddone.listening.commands import capture
from saidanddone.listening.inputs import ContributionInput
from saidanddone.listening.models import Contributor
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.themes.runs import as_0_1_stored_it
from tests.unit.evidence.voices import (
    KIT,
    a_code,
    a_theme,
    an_occasion,
    coded,
    confirmed,
    words_of_a_table,
    words_of_kit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(people: Cast) -> Cast:
    """Six sex workers and six residents: the stairs are everyone's, the bins only residents'."""
    stairs, bins, stops = (a_code(people, name) for name in ("Stairs", "Bins", "Stops"))
    a_theme(people, stairs)
    a_theme(people, bins, statement="The bins overflow.")
    a_theme(people, stops, statement="Stopped for nothing.")
    for number in range(6):
        hers = confirmed(people, words_of_kit(people))
        his = confirmed(people, words_of_kit(people, community=people.residents, by=people.bola))
        if number < 5:
            coded(people, hers, stairs)
            coded(people, his, stairs)
        coded(people, his, bins, quote="Honestly?")
    coded(people, hers, stops, quote="Ring me")
    coded(people, confirmed(people, words_of_a_table(people)), stairs)
    return people


def run(people: Cast, seed: int = 7) -> CommonGroundRun:
    return run_common_ground(
        actor=people.chidi, programme=people.programme, replicates=200, seed=seed
    )


def the_page(people: Cast, made: CommonGroundRun):  # type: ignore[no-untyped-def]
    rows = themes_of(people.dawn, people.programme)
    communities = communities_in_order(people.dawn, people.programme)
    return common_ground_page(people.programme, made, rows, communities)


def test_themes_stand_in_blocks_headed_by_sentences(heard: Cast) -> None:
    page = the_page(heard, run(heard))
    standing = {block.heading: [row[0].text for row in block.chances.rows] for block in page.blocks}
    assert standing == {
        "Both say": ["The stairs are dark."],
        "Raised more in community conversations": ["The bins overflow."],
        "Too few to say": ["Stopped for nothing."],
    }
    assert page.people == "6 sex workers and 6 residents"
    assert "not a random sample" in page.not_a_sample
    assert not page.has_changed


def test_the_figures_hold_counts_shares_and_intervals(heard: Cast) -> None:
    bins = run(heard).result["themes"][1]
    hers, his = bins["groups"]
    assert (hers["raised"], hers["people"], his["raised"], his["people"]) == (0, 6, 6, 6)
    assert his["share"] == 1
    assert 0.5 < his["lower"] < 1
    assert bins["placed"] == "more_in"
    assert bins["more_in"] == heard.residents.ref
    assert bins["differences"][0]["upper"] < 0
    assert 0 < bins["adjusted_p"] < 0.05


def test_tables_are_counted_as_occasions_never_as_people(heard: Cast) -> None:
    stairs, bins, _ = run(heard).result["themes"]
    about = {"community": heard.residents.ref, "of": 1}
    assert stairs["occasions"] == [{**about, "raised": 1}]
    assert bins["occasions"] == [{**about, "raised": 0}]
    [row] = the_page(heard, run(heard)).blocks[0].chances.rows
    assert row[3].text == "raised at 1 of 1"


def test_people_whose_words_nobody_may_code_yet_make_no_theme_rarer(heard: Cast) -> None:
    fresh = clock.today() - timedelta(days=2)
    for _ in range(3):
        confirmed(heard, words_of_kit(heard, held_on=fresh))

    assert {group["people"] for group in run(heard).result["communities"]} == {6}

    with time_machine.travel(clock.now() + timedelta(days=5)):
        result = run(heard).result["communities"]
    assert sorted(group["people"] for group in result) == [6, 9]


def test_someone_who_spoke_before_counts_while_new_words_of_theirs_wait(heard: Cast) -> None:
    contributor = Contributor.objects.filter(community=heard.sex_workers).earliest("pk")
    fresh = an_occasion(heard, heard.sex_workers, heard.amina, held_on=clock.today())
    more = capture(
        actor=heard.amina,
        programme=heard.programme,
        engagement=fresh,
        contributor=contributor,
        details=ContributionInput(voice="person", passages=KIT),
    )
    confirmed(heard, more)

    assert {group["people"] for group in run(heard).result["communities"]} == {6}


def test_a_themes_page_counts_nobody_whose_words_may_not_be_coded_yet(
    heard: Cast, client: Client
) -> None:
    confirmed(heard, words_of_kit(heard, held_on=clock.today()))

    page = read_page(
        as_(client, heard, "dawn"), reverse("thread:theme", args=["harbour", "the-stairs-are-dark"])
    )

    assert "5 of 6" in page
    assert "of 7" not in page


def test_the_same_seed_gives_the_same_figures(heard: Cast) -> None:
    assert run(heard).result == run(heard).result
    assert run(heard, seed=8).seed == 8


def test_a_run_holds_nobody(heard: Cast) -> None:
    stored = str(run(heard).result)
    for contributor in heard.programme.contributors.all():
        assert contributor.ref not in stored
        assert contributor.key_ref not in stored


def test_it_says_when_codings_changed_since(heard: Cast) -> None:
    made = run(heard)
    stops = heard.programme.codes.get(name="Stops")
    coded(heard, confirmed(heard, words_of_kit(heard)), stops, quote="Honestly?")
    assert the_page(heard, made).has_changed


def test_what_stands_out_only_by_itself_is_said_beside_its_chance(heard: Cast) -> None:
    made = run(heard)
    bins = made.result["themes"][1]
    bins |= {"placed": "too_few_to_say", "more_in": None, "adjusted_p": 0.084}
    made.result |= {"differing": 0}
    page = the_page(heard, made)
    _, few = page.blocks
    assert [row[2].text for row in few.chances.rows] == [
        "0.084, but stands out by itself",
        "1.000",
    ]
    assert "0 of 3 themes are raised more in one community" in page.overall
    assert "Each looked at by itself, 1 would stand out" in page.overall


def test_a_label_comes_with_its_error_over_all_themes(heard: Cast) -> None:
    page = the_page(heard, run(heard))
    _, more, _ = page.blocks
    assert "at most 1 comparison in 20 would put even one theme" in more.sentence


def test_a_run_of_0_1_stands_as_it_was_labelled_and_asks_to_be_worked_out_again(
    heard: Cast, client: Client
) -> None:
    page = the_page(heard, as_0_1_stored_it(run(heard)))
    assert not page.allows_for_all_themes
    _, more, _ = page.blocks
    assert [row[0].text for row in more.chances.rows] == ["The bins overflow."]
    assert "by chance alone" in more.sentence
    assert "1 comparison in 20" not in more.sentence
    assert "by itself" not in page.overall
    as_(client, heard, "dawn")
    assert "each theme was looked at by itself" in read_page(client, at("common_ground"))


def test_too_little_is_refused_with_what_is_lacking(people: Cast) -> None:
    with pytest.raises(Refused, match="no one has spoken for themselves yet"):
        run(people)
    confirmed(people, words_of_kit(people))
    a_theme(people, a_code(people))
    with pytest.raises(Refused, match="only one group has spoken: Sex workers"):
        run(people)


def test_only_an_analyst_works_it_out(heard: Cast) -> None:
    for actor in (heard.amina, heard.bola, heard.dawn, heard.harun, heard.sam):
        with pytest.raises(NotYours):
            run_common_ground(actor=actor, programme=heard.programme)
