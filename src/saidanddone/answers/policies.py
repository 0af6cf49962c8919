"""What may be done here, one plain sentence each, and the predicates on an answer."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.answers import states
from saidanddone.answers.models import Answer

PERMISSIONS = {
    "answers.see": "See answers at every stage and what people said back.",
    "answers.draft": "Draft and change answers.",
    "answers.approve": "Approve an answer that someone else drafted.",
    "answers.tell_aloud": "Print the answer sheet, read it out, and type in what people said.",
    "answers.reopen": "Reopen a published answer, for the panel.",
}


def may_edit(actor: Actor, answer: Answer) -> bool:
    return answer.state in states.EDITABLE and is_allowed(actor, "answers.draft", answer.programme)


def may_approve(actor: Actor, answer: Answer) -> bool:
    return (
        answer.state == states.DRAFTED
        and actor.user_id not in (answer.drafted_by_id, answer.edited_by_id)
        and is_allowed(actor, "answers.approve", answer.programme)
    )


def may_reopen(actor: Actor, answer: Answer) -> bool:
    return (
        answer.state == states.PUBLISHED
        and answer.replaced_at is None
        and is_allowed(actor, "answers.reopen", answer.programme)
    )
