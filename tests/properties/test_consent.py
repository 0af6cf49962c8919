"""Consent only narrows by code: the laws of the ledger's arithmetic."""

from hypothesis import given
from hypothesis import strategies as st

from saidanddone.listening.consent import (
    ACTS,
    GIVEN,
    NOT_ASKED,
    QUESTIONS,
    REFUSED,
    WITHDRAWN,
    Line,
    agreed,
    latest_acts,
    lines_that_withdraw,
    unanswered,
)

uses = st.sampled_from(list(QUESTIONS))
any_line = st.builds(Line, use=uses, act=st.sampled_from(ACTS), by_code=st.booleans())
by_code = st.builds(Line, use=uses, act=st.sampled_from(ACTS), by_code=st.just(True))
ledgers = st.lists(any_line, max_size=30)


@given(ledgers, st.lists(by_code, max_size=10))
def test_no_sequence_of_lines_by_code_widens(before: list[Line], lines: list[Line]) -> None:
    assert agreed([*before, *lines]) <= agreed(before)


@given(ledgers, st.lists(st.sets(uses), max_size=10))
def test_no_sequence_of_requests_by_code_widens(
    before: list[Line], requests: list[set[str]]
) -> None:
    ledger = list(before)
    for wanted in requests:
        ledger += lines_that_withdraw(ledger, sorted(wanted))
    stopped = set().union(*requests)
    assert agreed(ledger) == agreed(before) - stopped


@given(ledgers, st.sets(uses))
def test_asking_twice_writes_once(ledger: list[Line], wanted: set[str]) -> None:
    once = [*ledger, *lines_that_withdraw(ledger, sorted(wanted))]
    assert lines_that_withdraw(once, sorted(wanted)) == ()


@given(ledgers)
def test_the_last_line_in_a_conversation_stands(ledger: list[Line]) -> None:
    for use in QUESTIONS:
        widened = [*ledger, Line(use, GIVEN)]
        assert latest_acts(widened)[use] == GIVEN
        assert latest_acts([*ledger, Line(use, REFUSED)])[use] == REFUSED


@given(ledgers)
def test_every_use_always_stands_somewhere(ledger: list[Line]) -> None:
    stands = latest_acts(ledger)
    assert set(stands) == set(QUESTIONS)
    assert set(stands.values()) <= {*ACTS, NOT_ASKED}


def test_nothing_is_agreed_until_it_is_asked() -> None:
    assert agreed([]) == frozenset()
    assert set(latest_acts([]).values()) == {NOT_ASKED}


def test_a_use_taken_back_by_code_is_given_again_only_in_a_conversation() -> None:
    taken_back = [Line("recontact", GIVEN), Line("recontact", WITHDRAWN, by_code=True)]
    assert "recontact" not in agreed([*taken_back, Line("recontact", GIVEN, by_code=True)])
    assert "recontact" in agreed([*taken_back, Line("recontact", GIVEN)])


def test_a_question_left_out_is_named() -> None:
    assert unanswered({"recontact": True}) == tuple(use for use in QUESTIONS if use != "recontact")
    assert unanswered(dict.fromkeys(QUESTIONS, False)) == ()
