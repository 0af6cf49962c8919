"""What the states of an action promise, whatever anyone tries, in whatever order."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.base.errors import NotYours, Refused
from saidanddone.strategy import commands
from saidanddone.strategy.inputs import ActionInput, ActionMoveInput, UpdateInput
from saidanddone.strategy.models import Action
from saidanddone.strategy.states import ACTION_LIFECYCLE
from tests.people import Cast

NAMES = ["dawn", "ed", "farah", "amina", "chidi", "harun", "sam"]
WORDS = ["", "   ", "The lamps are lit"]
DAYS = [date(2026, 1, 5), date(2026, 3, 1), date(2026, 6, 9)]
TRIES = st.lists(
    st.tuples(
        st.sampled_from(["move", "update", "agree"]),
        st.sampled_from(NAMES),
        st.sampled_from([*ACTION_LIFECYCLE.names, "nonsense"]),
        st.sampled_from(WORDS),
        st.sampled_from(DAYS),
    ),
    max_size=8,
)
EACH_BY_ITSELF = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def attempt(
    people: Cast, action: Action, how: str, name: str, state: str, words: str, day: date
) -> bool:
    """Whether it was allowed."""
    given = {
        "actor": getattr(people, name),
        "programme": people.programme,
        "action_ref": action.ref,
    }
    try:
        if how == "agree":
            commands.agree_action(**given, on=day)
        elif how == "move":
            details = ActionMoveInput(to=state, what_changed=words, on=day)
            commands.move_action(**given, details=details)
        else:
            update = UpdateInput(state=state, what_changed=words, next_on=date(2030, 1, 1), on=day)
            commands.update_action(**given, details=update)
    except (Refused, NotYours):
        return False
    return True


def propose(people: Cast) -> Action:
    owner = people.users["ed"]
    return commands.propose_action(
        actor=people.dawn,
        programme=people.programme,
        details=ActionInput(
            title="Mend the stair lights",
            owner_agency_ref=people.agencies["council"].ref,
            owner_ref=owner.ref,
            due_on=date(2026, 12, 1),
        ),
    )


@EACH_BY_ITSELF
@given(tries=TRIES)
def test_no_sequence_of_moves_breaks_what_a_state_promises(people: Cast, tries: list) -> None:
    action = propose(people)
    for how, name, state, words, day in tries:
        before = action.state
        was_allowed = attempt(people, action, how, name, state, words, day)
        action.refresh_from_db()
        if not was_allowed:
            assert action.state == before
        if action.state != before:
            assert name in ("dawn", "ed")
            assert ACTION_LIFECYCLE.move_between(before, action.state) is not None
        if (before, action.state) in {("proposed", "agreed"), ("stopped", "agreed")}:
            assert name == "dawn"
        keeps_its_promises(action)


def keeps_its_promises(action: Action) -> None:
    if action.state in ("agreed", "started", "done", "stopped"):
        assert action.agreed_on is not None
    if action.state in ("started", "done"):
        assert action.started_on is not None
        assert action.started_on >= action.agreed_on
    assert (action.done_on is not None) == (action.state == "done")
    if action.state == "done":
        assert action.agreed_on <= action.done_on
        said = action.updates.filter(state="done").first()
        assert said is not None
        assert said.what_changed.strip()
    assert bool(action.reason.strip()) == (action.state in ("not_possible", "stopped"))


@EACH_BY_ITSELF
@given(tries=TRIES)
def test_nobody_but_the_owner_and_the_lead_moves_anything(people: Cast, tries: list) -> None:
    action = propose(people)
    for how, name, state, words, day in tries:
        if name not in ("dawn", "ed"):
            assert not attempt(people, action, how, name, state, words, day)
    action.refresh_from_db()
    assert action.state == "proposed"
    assert not action.updates.exists()


def test_every_end_asks_for_words() -> None:
    for move in ACTION_LIFECYCLE.moves:
        if move.end in ("done", "not_possible", "stopped"):
            assert move.needs
