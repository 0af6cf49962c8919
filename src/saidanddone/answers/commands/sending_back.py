"""Sends a draft back to whoever wrote it, with a comment."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers import policies, states
from saidanddone.answers.models import Answer, AnswerSentBack
from saidanddone.answers.queries.staff import find_answer
from saidanddone.audit import commands as audit
from saidanddone.base.errors import EditedMeanwhile, Refused
from saidanddone.programme.models import Programme


@transaction.atomic
def send_back_answer(
    *, actor: Actor, programme: Programme, answer_ref: str, version: int, comment: str
) -> AnswerSentBack:
    """Send a draft back, as whoever could approve it. Its author finds the comment on Today.

    Raises EditedMeanwhile when its words were changed since they were read.
    """
    require(actor, "answers.approve", programme)
    answer = find_answer(actor, programme, answer_ref, "answers.approve")
    answer = (
        Answer.objects.select_for_update(of=("self",)).select_related("programme").get(pk=answer.pk)
    )
    if not policies.may_send_back(actor, answer):
        states.ANSWER_LIFECYCLE.require(
            answer.state, states.APPROVED, policies.capacities_for(actor, answer)
        )
    if answer.version != version:
        raise EditedMeanwhile(answer)
    if not comment.strip():
        raise Refused("Say what should be changed, so that the author can change it.", "comment")
    sent = AnswerSentBack.objects.create(
        answer=answer, version=version, by_id=actor.user_id, comment=comment
    )
    audit.record(actor=actor, act="answers.send_back", about=answer, scope_ref=programme.ref)
    return sent
