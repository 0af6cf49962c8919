from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.listening import commands, queries
from saidanddone.listening.inputs import EqualityCount
from tests.people import Cast, make_programme
from tests.unit.listening.occasions import conversation, interview, occasion


def test_an_occasion_is_recorded_with_who_came(people: Cast) -> None:
    engagement = conversation(
        people,
        came={people.residents: 18, people.sex_workers: 2},
        had_childcare=True,
        asked_if_heard=18,
        felt_heard=15,
        asked_if_again=18,
        would_do_again=17,
        equality=[EqualityCount(question="Age", answer="25 to 34", people=6)],
    )
    page = queries.occasion_page(people.bola, people.programme, engagement)
    assert page.attendance == (("Sex workers", 2), ("Residents", 18))
    assert page.needs_met == ("childcare",)
    assert page.tallies == (("Age", "25 to 34", 6),)
    assert engagement.state == "held"
    assert Entry.objects.get().act == "listening.record_engagement"


def test_an_occasion_to_come_is_planned_and_moves_on(people: Cast) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    engagement = conversation(people, held_on=tomorrow, came={})
    assert engagement.state == "planned"
    with pytest.raises(Refused, match="still to come"):
        commands.move_engagement(
            actor=people.bola, programme=people.programme, engagement=engagement, to="held"
        )
    moved = commands.move_engagement(
        actor=people.bola, programme=people.programme, engagement=engagement, to="cancelled"
    )
    assert moved.state == "cancelled"


def test_a_move_that_is_not_allowed_is_refused(people: Cast) -> None:
    with pytest.raises(Refused, match="moved on"):
        commands.move_engagement(
            actor=people.bola,
            programme=people.programme,
            engagement=conversation(people),
            to="closed",
        )


@pytest.mark.parametrize(
    "place",
    [
        "12 Harbour Lane",
        "the hall, EM1 4QP",
        "EM1\u20094QP",
        "ＥＭ１ ４ＱＰ",  # noqa: RUF001
        "12\u00adA Harbour\u202fLane",
    ],
)
def test_an_exact_place_is_refused(people: Cast, place: str) -> None:
    with pytest.raises(Refused, match="without an address"):
        conversation(people, coarse_place=place)


@pytest.mark.parametrize(
    "question", ["Nationality", "Immigration status", "Legal name", "Immi\u00adgration", "Pàssport"]
)
def test_what_may_never_be_counted_is_refused(people: Cast, question: str) -> None:
    with pytest.raises(Refused, match="never recorded"):
        conversation(people, equality=[EqualityCount(question=question, answer="any", people=1)])


def test_more_yeses_than_asked_is_refused(people: Cast) -> None:
    with pytest.raises(Refused, match="More people felt heard than were asked"):
        conversation(people, asked_if_heard=3, felt_heard=4)


def test_the_second_editor_sees_what_the_first_saved(people: Cast) -> None:
    engagement = conversation(people)
    edit = partial(
        commands.edit_engagement, programme=people.programme, engagement=engagement, version=1
    )
    given = {"kind": engagement.kind, "community": people.residents, "came": {people.residents: 20}}
    edit(actor=people.bola, details=occasion(title="Library, early", **given))
    with pytest.raises(EditedMeanwhile) as met:
        edit(actor=people.amina, details=occasion(title="Library, late", **given))
    assert met.value.current.title == "Library, early"
    assert queries.attendance_of(engagement) == (("Residents", 20),)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "peer_interview"}, "Peer interviews are recorded by the peer team"),
        ({"community": "sex_workers"}, "Occasions with sex workers are recorded by the peer team"),
    ],
)
def test_what_is_the_peer_teams_is_recorded_by_nobody_else(
    people: Cast, given: dict[str, str], sentence: str
) -> None:
    community = getattr(people, given.get("community", "residents"))
    with pytest.raises(Refused, match=sentence):
        conversation(people, **given | {"community": community})
    theirs = interview(people)
    assert theirs.recorded_by == people.users["amina"]


def test_whoever_may_not_record_a_peer_interview_may_still_mend_its_title(people: Cast) -> None:
    engagement = interview(people, community=people.residents, came={people.residents: 1})
    mended = commands.edit_engagement(
        actor=people.bola,
        programme=people.programme,
        engagement=engagement,
        version=engagement.version,
        details=occasion(
            kind="peer_interview", title="A clearer title", community=people.residents, came={}
        ),
    )
    assert mended.title == "A clearer title"


@pytest.mark.parametrize("who", ["harun", "farah", "ed", "iris", "sam", "chidi", "dawn", "grace"])
def test_others_neither_record_nor_read(people: Cast, who: str) -> None:
    actor = getattr(people, who)
    with pytest.raises(NotYours):
        conversation(people, actor=actor)
    with pytest.raises(NotYours):
        queries.occasions(actor, people.programme)


def test_another_programmes_occasion_is_not_there(people: Cast) -> None:
    elsewhere, _, residents = make_programme("elsewhere")
    with pytest.raises(NotYours):
        interview(people, programme=elsewhere, community=residents, came={})
    with pytest.raises(NotYours):
        interview(people, community_slug="nowhere", came={})
    with pytest.raises(NotYours):
        queries.find_engagement(people.amina, people.programme, "000000000000")


def test_the_list_takes_two_queries_however_long(people: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(4):
        conversation(people)
    actor = people.bola
    with django_assert_num_queries(2):
        rows = queries.occasions(actor, people.programme)
    assert [row.came for row in rows] == [18] * 4


def _came(people: Cast, **given: Any) -> str:
    engagement = conversation(people, **given)
    return queries.occasion_page(people.bola, people.programme, engagement).came_in_words


def test_who_came_is_said_in_words(people: Cast) -> None:
    assert _came(people) == "18 people came"
    assert _came(people, came={people.residents: 1}) == "1 person came"
    assert _came(people, came={}) == "nobody counted yet"


def test_where_nobody_counted_it_is_never_said_that_none_came(people: Cast) -> None:
    uncounted = conversation(people, came={}, kind="co_design")
    for state in ("written_up", "closed"):
        commands.move_engagement(
            actor=people.bola, programme=people.programme, engagement=uncounted, to=state
        )
        [row] = queries.occasions(people.bola, people.programme)
        assert row.came_in_words == "nobody counted yet"


def test_where_only_people_came_again_nobody_is_said_to_be_missing(people: Cast) -> None:
    again = conversation(people, came={people.residents: 0}, kind="co_design")
    commands.move_engagement(
        actor=people.bola, programme=people.programme, engagement=again, to="written_up"
    )
    [row] = queries.occasions(people.bola, people.programme)
    assert row.came_in_words == "no one new came"


@pytest.mark.parametrize(
    ("kind", "waits"),
    [("community_conversation", True), ("co_design", False), ("telling_back", False)],
)
def test_words_are_waited_for_only_where_they_are_taken_down(
    people: Cast, kind: str, waits: bool
) -> None:
    engagement = conversation(people, kind=kind)
    page = queries.occasion_page(people.bola, people.programme, engagement)
    assert page.is_waiting_for_words is waits
