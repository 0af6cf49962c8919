"""Drafts and edits an answer, and records another person's approval."""

from django.db import transaction
from django.db.models import Max

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers import policies, states, substance
from saidanddone.answers.inputs import AnswerInput
from saidanddone.answers.models import Answer
from saidanddone.answers.queries.staff import find_answer
from saidanddone.answers.queries.withheld import undecided_tensions
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.evidence.themes.models import Theme
from saidanddone.programme.models import Programme


@transaction.atomic
def draft_answer(
    *, actor: Actor, programme: Programme, theme: Theme, details: AnswerInput
) -> Answer:
    """Draft the first answer to a theme, or the next one after one that was published."""
    require(actor, "answers.draft", programme)
    if theme.programme_id != programme.pk:
        raise NotYours("theme")
    _refuse_without_substance(details)
    Theme.objects.select_for_update().get(pk=theme.pk)
    earlier = Answer.objects.filter(theme=theme)
    if earlier.filter(state__in=states.EDITABLE).exists():
        raise Refused(
            "An answer to this theme is already being written. Open it and change that one."
        )
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    answer = Answer.objects.create(
        programme=programme,
        theme=theme,
        number=last + 1,
        drafted_by_id=actor.user_id,
        **fields_of(details),
    )
    audit.record(actor=actor, act="answers.draft", about=answer, scope_ref=programme.ref)
    return answer


@transaction.atomic
def edit_answer(
    *, actor: Actor, programme: Programme, answer_ref: str, version: int, details: AnswerInput
) -> Answer:
    """Change an answer that is not yet published; changed words need approval again.

    Raises EditedMeanwhile when someone else saved first.
    """
    require(actor, "answers.draft", programme)
    answer = find_answer(actor, programme, answer_ref, "answers.draft")
    if answer.state != states.DRAFTED:
        states.ANSWER_LIFECYCLE.require(
            answer.state, states.DRAFTED, policies.capacities_for(actor, answer)
        )
    _refuse_without_substance(details)
    changes = {
        name: value for name, value in fields_of(details).items() if getattr(answer, name) != value
    }
    if not changes and answer.version == version:
        return answer
    answer = save_edit(
        answer,
        version,
        state=states.DRAFTED,
        approved_by=None,
        approved_at=None,
        edited_by_id=actor.user_id,
        **fields_of(details),
    )
    audit.record(actor=actor, act="answers.edit", about=answer, scope_ref=programme.ref)
    return answer


@transaction.atomic
def approve_answer(*, actor: Actor, programme: Programme, answer_ref: str, version: int) -> Answer:
    """Approve what someone else wrote. Refused while the theme conflicts with another undecided."""
    require(actor, "answers.approve", programme)
    answer = find_answer(actor, programme, answer_ref, "answers.approve")
    states.ANSWER_LIFECYCLE.require(
        answer.state, states.APPROVED, policies.capacities_for(actor, answer)
    )
    open_tension = undecided_tensions([answer.theme]).get(answer.theme_id)
    if open_tension:
        raise Refused(open_tension)
    answer = save_edit(
        answer,
        version,
        state=states.APPROVED,
        approved_by_id=actor.user_id,
        approved_at=clock.now(),
    )
    audit.record(actor=actor, act="answers.approve", about=answer, scope_ref=programme.ref)
    return answer


def _refuse_without_substance(details: AnswerInput) -> None:
    if details.says not in Answer.SAYS:
        raise Refused("Choose which of the six things this answer says.")
    missing = substance.missing_parts(details)
    if missing:
        raise Refused(" ".join(dict.fromkeys(missing.values())))
