"""One table holds the states of a record and every move between them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.lifecycle import CLOCK, Capacity, Lifecycle, Move, Need, State

OWNER = Capacity("the owner", "garden.dig", relation="owner")
KEEPER = Capacity("whoever keeps the garden", "garden.keep")
WHY = Need("because", "Say why it was dug up.")

BED = Lifecycle(
    record="a bed",
    states=(
        State("bare", "bare", is_start=True),
        State("planted", "planted", refusal="Only a bare bed can be planted."),
        State("gone", "gone for good", is_end=True, keeps_reason=True),
    ),
    moves=(
        Move("bare", "planted", (OWNER, KEEPER), "Plant it"),
        Move("planted", "bare", (CLOCK,)),
        Move("planted", "gone", (KEEPER,), needs=(WHY,), refusal="Ask whoever keeps the garden."),
    ),
    refusal="A bed that is {start} cannot become {end}.",
)


def test_a_move_in_the_table_is_made_by_whoever_has_one_of_its_capacities() -> None:
    assert BED.require("bare", "planted", {OWNER}).label == "Plant it"
    assert BED.require("bare", "planted", {KEEPER, CLOCK}).end == "planted"


def test_a_move_that_is_not_in_the_table_is_refused_in_the_words_of_the_lifecycle() -> None:
    with pytest.raises(Refused, match="A bed that is bare cannot become gone for good") as refused:
        BED.require("bare", "gone", {OWNER, KEEPER, CLOCK}, because="Worms")
    assert refused.value.about == ("to", "state")
    with pytest.raises(Refused, match="cannot become that"):
        BED.require("bare", "nonsense", {KEEPER})


def test_a_state_may_have_its_own_words_for_that() -> None:
    with pytest.raises(Refused, match="Only a bare bed can be planted"):
        BED.require("gone", "planted", {KEEPER})


def test_who_may_not_make_a_move_is_told_whom_to_ask_or_nothing() -> None:
    with pytest.raises(Refused, match="Ask whoever keeps the garden"):
        BED.require("planted", "gone", {OWNER}, because="Worms")
    with pytest.raises(NotYours):
        BED.require("bare", "planted", set())


def test_only_the_clock_makes_the_clocks_moves() -> None:
    with pytest.raises(NotYours):
        BED.require("planted", "bare", {OWNER, KEEPER})
    assert BED.require("planted", "bare", {CLOCK}).end == "bare"


@pytest.mark.parametrize("words", ["", "  \n", None])
def test_a_move_without_what_it_needs_is_refused_at_its_box(words: str | None) -> None:
    with pytest.raises(Refused, match="Say why it was dug up") as refused:
        BED.require("planted", "gone", {KEEPER}, because=words)
    assert refused.value.about == ("because",)
    assert BED.require("planted", "gone", {KEEPER}, because="Worms").end == "gone"


def test_only_moves_that_are_open_are_offered_in_the_tables_order() -> None:
    assert [move.end for move in BED.moves_open_to("planted", {KEEPER, CLOCK})] == ["bare", "gone"]
    assert BED.moves_open_to("planted", {OWNER}) == ()


def test_a_model_takes_its_choices_from_the_table() -> None:
    assert BED.names == {"bare": "bare", "planted": "planted", "gone": "gone for good"}
    assert BED.starts == ("bare",)
    assert BED.keeping_reason == {"gone"}
    assert BED.capacities == (OWNER, KEEPER, CLOCK)


PLANT, FALLOW, DIG_UP = BED.moves
BARE, PLANTED, GONE = BED.states


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"states": (*BED.states, BARE)}, "a state is listed twice"),
        ({"moves": (*BED.moves, PLANT)}, "two moves lead from one state to the same other"),
        ({"moves": (*BED.moves, replace(PLANT, end="rock"))}, "no state is called rock"),
        ({"moves": (*BED.moves, replace(PLANT, start="gone"))}, "gone is an end, yet a move"),
        (
            {"moves": (PLANT, DIG_UP, replace(FALLOW, by=()))},
            "nobody may move from planted to bare",
        ),
        ({"moves": (PLANT, FALLOW)}, "no way leads to gone"),
        ({"moves": (PLANT, FALLOW, replace(DIG_UP, needs=()))}, "gone keeps a reason"),
        ({"states": (BARE, PLANTED, replace(GONE, is_end=False))}, "gone leads nowhere"),
        ({"states": (replace(BARE, is_start=False), PLANTED, GONE)}, "no way leads to bare"),
        ({"states": (replace(BARE, colour="beige"), PLANTED, GONE)}, "beige is no colour"),
    ],
)
def test_a_table_that_contradicts_itself_is_not_made(changes: dict, mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        replace(BED, **changes)


@given(
    path=st.lists(
        st.tuples(
            st.sampled_from(["bare", "planted", "gone", "nonsense"]),
            st.sets(st.sampled_from([OWNER, KEEPER, CLOCK])),
            st.sampled_from(["", " ", "Worms"]),
        ),
        max_size=12,
    )
)
def test_no_sequence_of_requests_leaves_the_table(path: list) -> None:
    """`require` grants exactly the moves that are listed, open and complete, and an end is final."""
    state = "bare"
    for end, capacities, words in path:
        listed = [move for move in BED.moves if (move.start, move.end) == (state, end)]
        may = bool(listed and set(listed[0].by) & capacities and (words.strip() or end != "gone"))
        try:
            new = BED.require(state, end, capacities, because=words).end
        except (Refused, NotYours):
            assert not may
            continue
        assert may
        assert state != "gone"
        state = new
