"""The permissions, one plain sentence each, and predicates on an answer."""

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import is_allowed
from saidanddone.answers import states
from saidanddone.answers.models import Answer
from saidanddone.base.lifecycle import Capacity

PERMISSIONS = {
    "answers.see": "See answers at every stage and what people said back.",
    "answers.draft": "Draft and change answers.",
    "answers.approve": "Approve an answer that someone else drafted, or send it back with a comment.",
    "answers.tell_aloud": "Print the answer sheet, read it out, and type in what people said.",
    "answers.reopen": "Reopen a published answer, for the panel.",
}


def may_edit(actor: Actor, answer: Answer) -> bool:
    return answer.state in states.EDITABLE and is_allowed(actor, "answers.draft", answer.programme)


def capacities_for(actor: Actor, answer: Answer) -> frozenset[Capacity]:
    """The capacities of the lifecycle in which this person may move the answer."""
    is_second = actor.user_id not in (answer.drafted_by_id, answer.edited_by_id)
    relations = ["second person"] if is_second else []
    return capacities_of(actor, states.ANSWER_LIFECYCLE, answer.programme, *relations)


def may_approve(actor: Actor, answer: Answer) -> bool:
    return _may_move(actor, answer, states.APPROVED)


def may_send_back(actor: Actor, answer: Answer) -> bool:
    """Whoever could approve it may send it back instead, and nobody else."""
    return may_approve(actor, answer)


def may_reopen(actor: Actor, answer: Answer) -> bool:
    return answer.replaced_at is None and _may_move(actor, answer, states.REOPENED)


def _may_move(actor: Actor, answer: Answer, to: str) -> bool:
    move = states.ANSWER_LIFECYCLE.move_between(answer.state, to)
    return move is not None and move.is_open_to(capacities_for(actor, answer))
