"""The laws of what people say back: when an answer reopens, when a thing counts as seen."""

from hypothesis import given
from hypothesis import strategies as st

from saidanddone.answers.reopening_rule import Replies, replies_of_tally

counts = st.integers(0, 60)


@st.composite
def people(draw: st.DrawFn) -> Replies:
    """Replies that some people could have given, one by one."""
    each = st.tuples(st.sampled_from([None, True, False]), st.sampled_from([None, True, False]))
    said = [(m, s) for m, s in draw(st.lists(each, max_size=40)) if (m, s) != (None, None)]
    return Replies(
        replied=len(said),
        said_no=sum(False in pair for pair in said),
        meant_yes=sum(m is True for m, _ in said),
        meant_no=sum(m is False for m, _ in said),
        seen_yes=sum(s is True for _, s in said),
        seen_no=sum(s is False for _, s in said),
    )


@given(people())
def test_it_reopens_at_three_people_or_a_third_whichever_is_more(said: Replies) -> None:
    a_third_up = -(-said.replied // 3)
    assert said.reopens == (said.said_no >= max(3, a_third_up))


@given(people())
def test_one_more_no_never_closes_what_would_reopen(said: Replies) -> None:
    louder = said + Replies(replied=1, said_no=1, seen_no=1)
    assert louder.reopens or not said.reopens


@given(people(), people())
def test_adding_people_adds_what_they_said(one: Replies, other: Replies) -> None:
    both = one + other
    assert both.replied == one.replied + other.replied
    assert both.seen_yes == one.seen_yes + other.seen_yes
    assert both == other + one


@given(counts, counts, counts, counts)
def test_a_tally_never_counts_more_people_than_could_have_spoken(
    meant_yes: int, meant_no: int, seen_yes: int, seen_no: int
) -> None:
    said = replies_of_tally(
        meant_yes=meant_yes, meant_no=meant_no, seen_yes=seen_yes, seen_no=seen_no
    )
    assert said.said_no <= said.replied <= meant_yes + meant_no + seen_yes + seen_no
    assert said.said_no >= max(meant_no, seen_no)


@given(people())
def test_silence_is_never_seen(said: Replies) -> None:
    assert not (said.is_seen and said.seen_replies < 5)
    assert not (said.is_seen and said.is_not_seen)


@given(people())
def test_a_tie_is_not_seen(said: Replies) -> None:
    level = Replies(seen_yes=max(said.seen_yes, 3), seen_no=max(said.seen_yes, 3))
    assert level.is_not_seen
