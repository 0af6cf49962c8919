from datetime import date

import pytest

from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.strategy import commands, queries
from saidanddone.strategy.inputs import FundingInput, PriorityInput
from saidanddone.strategy.models import Action
from tests.people import Cast
from tests.unit.strategy.plans import (
    action_input,
    agreed,
    decision_input,
    occasion,
    proposed,
    theme,
    update,
)


def test_a_peer_proposes_an_action_over_what_was_asked(people: Cast) -> None:
    asked, interview = theme(people), occasion(people, "peer_interview")
    made = commands.propose_action(
        actor=people.amina,
        programme=people.programme,
        details=action_input(
            people, owner="", serves={asked.ref: "goes_part_way"}, asked_at_ref=interview.ref
        ),
    )
    page = queries.read_action(people.dawn, people.programme, made.ref)
    assert made.state == "proposed"
    assert [(theme.text, theme.note) for theme in page.serves] == [
        ("Light the estate stairs", "goes part way")
    ]
    assert page.asked_at == "Peer interview, June 2026"


def test_a_peer_does_not_name_who_owns_an_action(people: Cast) -> None:
    with pytest.raises(NotYours):
        commands.propose_action(
            actor=people.amina, programme=people.programme, details=action_input(people, "ed")
        )


def test_the_strategy_lead_does_not_hang_an_action_on_one_persons_interview(people: Cast) -> None:
    interview = occasion(people, "peer_interview")
    with pytest.raises(NotYours):
        proposed(people, asked_at_ref=interview.ref)


def test_only_someone_who_can_sign_in_to_answer_owns_an_action(people: Cast) -> None:
    with pytest.raises(NotYours):
        proposed(people, "harun")


@pytest.mark.parametrize("name", ["ed", "farah", "harun", "chidi", "bola", "iris", "sam"])
def test_who_may_not_propose(people: Cast, name: str) -> None:
    with pytest.raises(NotYours):
        commands.propose_action(
            actor=getattr(people, name),
            programme=people.programme,
            details=action_input(people, ""),
        )


def test_an_agreed_action_has_someone_who_answers_for_it(people: Cast) -> None:
    made = proposed(people, owner="")
    with pytest.raises(Refused, match="who answers"):
        commands.agree_action(actor=people.dawn, programme=people.programme, action_ref=made.ref)


def test_an_agreed_action_has_a_due_date(people: Cast) -> None:
    made = proposed(people, due_on=None)
    with pytest.raises(Refused, match="due date"):
        commands.agree_action(actor=people.dawn, programme=people.programme, action_ref=made.ref)


def test_editing_keeps_an_agreed_action_answerable(people: Cast) -> None:
    made = agreed(people)
    with pytest.raises(Refused, match="due date"):
        commands.edit_action(
            actor=people.dawn,
            programme=people.programme,
            action_ref=made.ref,
            version=1,
            details=action_input(people, due_on=None),
        )


def test_two_people_editing_an_action_lose_nothing(people: Cast) -> None:
    made = proposed(people)

    def edit(title: str) -> Action:
        return commands.edit_action(
            actor=people.dawn,
            programme=people.programme,
            action_ref=made.ref,
            version=1,
            details=action_input(people, title=title),
        )

    assert edit("Mend every light").version == 2
    with pytest.raises(EditedMeanwhile):
        edit("Mend some lights")


def test_help_given_before_the_strategy_counts(people: Cast) -> None:
    evening = occasion(people)
    made = agreed(people, on=date(2026, 6, 10), asked_at_ref=evening.ref)
    update(people, people.ed, made, "done", what_changed="Mended on Friday", on=date(2026, 6, 12))
    made.refresh_from_db()
    assert (made.state, made.done_on) == ("done", date(2026, 6, 12))
    assert not queries.done_nobody_asked_for(people.programme)


def test_what_was_done_that_nobody_asked_for(people: Cast) -> None:
    empty = commands.adopt_priority(
        actor=people.dawn, programme=people.programme, details=PriorityInput(title="Tidy up")
    )
    asked = commands.adopt_priority(
        actor=people.dawn,
        programme=people.programme,
        details=PriorityInput(title="Lights", theme_refs=(theme(people).ref,)),
    )
    for title, priority in [("Hedges", empty), ("Lamps", asked), ("Bins", None)]:
        made = agreed(people, title=title, priority_ref=priority.ref if priority else "")
        update(people, people.ed, made, "done", what_changed="It is there")
    found = queries.done_nobody_asked_for(people.programme)
    assert [action.title for action in found] == ["Hedges", "Bins"]


@pytest.mark.parametrize(
    ("shaped", "decided_on", "counts"),
    [
        ("changed", date(2026, 6, 1), 1),
        ("decided", date(2026, 6, 10), 1),
        ("none", date(2026, 6, 1), 0),
        ("changed", date(2026, 6, 11), 0),
    ],
)
def test_actions_shaped_by_lived_experience_before_they_were_agreed(
    people: Cast, shaped: str, decided_on: date, counts: int
) -> None:
    decision = commands.record_decision(
        actor=people.dawn,
        programme=people.programme,
        details=decision_input(
            decided_on=decided_on,
            shaped_by_lived_experience=shaped,
            how_shaped="The panel asked for it",
            people_with_a_vote=9,
            peers_with_a_vote=3,
        ),
    )
    agreed(people, on=date(2026, 6, 10), decision_ref=decision.ref)
    agreed(people, title="Another", on=date(2026, 6, 10))
    proposed(people, title="Not agreed", decision_ref=decision.ref)
    assert queries.actions_shaped_by_lived_experience(people.programme) == (counts, 2)


def test_the_plan_is_narrowed_by_state_and_owner(people: Cast) -> None:
    agreed(people, title="Late", due_on=date(2026, 11, 1))
    agreed(people, "farah", title="Doors")
    proposed(people, title="Maybe")

    def titles(**narrowed: str) -> list[str]:
        plan = queries.plan_of(people.dawn, people.programme, **narrowed)
        return [row.title for block in plan.blocks for row in block.rows]

    assert titles() == ["Late", "Doors", "Maybe"]
    assert titles(state="proposed") == ["Maybe"]
    assert titles(state="overdue") == ["Late"]
    assert titles(agency_ref=people.agencies["homes"].ref) == ["Doors"]


def test_two_priorities_do_not_share_a_number(people: Cast) -> None:
    def adopt(number: int | None) -> int:
        details = PriorityInput(title="Lights", number=number)
        return commands.adopt_priority(
            actor=people.dawn, programme=people.programme, details=details
        ).number

    assert [adopt(None), adopt(None)] == [1, 2]
    with pytest.raises(Refused, match="already a priority 2"):
        adopt(2)


def test_funding_says_what_it_bought(people: Cast) -> None:
    made = agreed(people)
    with pytest.raises(Refused, match="what the money bought"):
        commands.record_funding(
            actor=people.dawn,
            programme=people.programme,
            details=FundingInput(source="Fund", pounds=5, bought=" "),
        )
    funding = commands.record_funding(
        actor=people.dawn,
        programme=people.programme,
        details=FundingInput(
            source="Home Office",
            pounds=120_000,
            bought="Two outreach workers",
            action_refs=(made.ref,),
        ),
    )
    assert list(funding.actions.all()) == [made]
