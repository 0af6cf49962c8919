"""A statement changes only where the few who came or left could not have changed it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.disclosure.analyses import band
from saidanddone.disclosure.stillness import ENOUGH, NOBODY, Moved, Movement

FEW = st.integers(0, ENOUGH - 1)


def enough(part: int, whole: int) -> bool:
    return part >= 8


def test_where_nobody_moved_what_is_counted_is_said() -> None:
    assert NOBODY.still(enough, 8, 20, before=False)
    assert not NOBODY.still(enough, 7, 20, before=True)


def test_one_who_left_changes_nothing() -> None:
    assert Moved(left=1).still(enough, 7, 19, before=True)


def test_four_who_came_change_nothing() -> None:
    assert not Moved(came=4).still(enough, 9, 24, before=False)


def test_five_who_came_or_left_change_what_they_change() -> None:
    assert Moved(came=5).still(enough, 9, 25, before=False)
    assert not Moved(left=5).still(enough, 7, 15, before=True)


def test_what_would_be_said_whatever_the_few_said_is_said_anew() -> None:
    """Twelve came and raised it; that one left cannot matter."""
    assert Moved(came=12, left=1).still(enough, 12, 31, before=False)


def test_what_rests_on_the_one_who_left_stands_although_many_came() -> None:
    assert Moved(came=12, left=1).still(enough, 7, 31, before=True)


def test_sums_stand_while_few_moved_either_way() -> None:
    """Four who came some releases ago do not hide the one who left."""
    moved = [Moved(4, 1), Moved(5, 1), Moved(1, 5), NOBODY]
    assert [of.are_few for of in moved] == [True, False, False, False]


def test_of_a_first_release_nobody_moved() -> None:
    movement = Movement()
    assert movement.of("12") == NOBODY
    assert not movement.few_more_were_asked("felt_heard")


@pytest.mark.parametrize(
    ("moved", "part", "whole", "before"),
    [
        pytest.param(Moved(left=1), 12, 20, "most", id="who left had raised it"),
        pytest.param(Moved(came=1), 13, 20, "about half", id="who came raised it"),
    ],
)
def test_a_band_that_one_person_could_have_moved_is_the_last_one(
    moved: Moved, part: int, whole: int, before: str
) -> None:
    assert moved.still(band, part, whole, before) == before


@given(raised=st.integers(0, 60), others=st.integers(0, 60), came=FEW, left=FEW, said=st.data())
def test_no_band_tells_what_the_few_said(
    raised: int, others: int, came: int, left: int, said: st.DataObject
) -> None:
    """Whatever those who came raised, and those who left had raised, the band is the last one."""
    before = raised + others
    left = min(left, before)
    had_raised = said.draw(st.integers(max(0, left - others), min(left, raised)))
    raise_it = said.draw(st.integers(0, came))
    now = Moved(came, left).still(
        band,
        raised - had_raised + raise_it,
        before - left + came,
        before=band(raised, before),
    )
    assert now == band(raised, before)
