"""Reopens an answer, by the panel or by what people reply."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers import answer_status, policies, states
from saidanddone.answers.analyses import complaint_in_words
from saidanddone.answers.commands.publishing import mark_reopened
from saidanddone.answers.models import Answer
from saidanddone.answers.queries.replies import current, replies_by_answer
from saidanddone.answers.queries.staff import find_answer
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.lifecycle import CLOCK, Move
from saidanddone.programme.models import Programme


@transaction.atomic
def reopen_by_panel(*, actor: Actor, programme: Programme, answer_ref: str, because: str) -> Answer:
    """Reopen an answer for the advisory panel. Its reason is public (R12)."""
    require(actor, "answers.reopen", programme)
    answer = find_answer(actor, programme, answer_ref, "answers.reopen")
    if answer.replaced_at is not None:
        raise Refused(states.ANSWER_LIFECYCLE.state(states.REOPENED).refusal)
    move = states.ANSWER_LIFECYCLE.require(
        answer.state, states.REOPENED, policies.capacities_for(actor, answer)
    )
    if not because.strip():
        raise Refused(
            "Say why the panel reopens this answer: everyone who reads it will see the reason."
        )
    _reopen(answer, move, f"The advisory panel reopened this: {because.strip()}")
    audit.record(actor=actor, act="answers.reopen", about=answer, scope_ref=programme.ref)
    return answer


@transaction.atomic
def reopen_by_verdicts(*, actor: Actor | None = None, programme: Programme) -> list[Answer]:
    """Reopen each answer to which 3 people, or a third of those who replied if that is more, said no.

    The weekly job calls it; `actor` is None then.
    """
    standing = list(
        current(programme)
        .filter(state=states.PUBLISHED)
        .select_related("theme", "programme")
        .select_for_update(of=("self",))
    )
    replies = replies_by_answer(standing)
    reopened = [
        answer for answer in standing if answer.pk in replies and replies[answer.pk].reopens
    ]
    for answer in reopened:
        counts = replies[answer.pk]
        move = states.ANSWER_LIFECYCLE.require(answer.state, states.REOPENED, {CLOCK})
        _reopen(answer, move, complaint_in_words(counts), counts.on_figures)
        audit.record(
            actor=actor, act="answers.reopen_by_verdicts", about=answer, scope_ref=programme.ref
        )
    return reopened


def _reopen(answer: Answer, move: Move, because: str, on_figures: str = "") -> None:
    answer.state = move.end
    answer.reopened_at = clock.now()
    answer.reopened_because = because
    answer.reopened_on_figures = on_figures
    answer.version += 1
    answer.save()
    mark_reopened(answer)
    answer_status.after_answers_changed(answer.programme, [answer.theme_id])
