"""An answer is published when a release that carries it is signed."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import require
from saidanddone.answers import answer_status, states
from saidanddone.answers.models import Answer, PublishedAnswer
from saidanddone.answers.published import parts_of
from saidanddone.answers.queries.holding import why_held_back
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.lifecycle import Capacity
from saidanddone.programme.models import Programme


@transaction.atomic
def publish_answers(*, actor: Actor, programme: Programme) -> list[Answer]:
    """Publish every approved answer that may go out, and freeze all that now stand.

    Called inside the signing of a release. Returns every answer the release carries, in order, the
    reopened ones with their mark; what was left out, and why, is `queries.held_back(programme)`.
    """
    require(actor, "publishing.sign", programme)
    answers = list(
        Answer.objects.filter(programme=programme, replaced_at=None)
        .filter(state__in=[states.APPROVED, *states.TOLD])
        .select_related("theme__agreed_by_panel", "theme__programme")
        .select_for_update(of=("self",))
        .order_by("theme_id", "number")
    )
    held = why_held_back(each.theme for each in answers)
    fresh = [
        each for each in answers if each.state == states.APPROVED and each.theme_id not in held
    ]
    _publish(fresh, capacities_of(actor, states.ANSWER_LIFECYCLE, programme))
    replaced = {each.theme_id: each.number for each in fresh}
    carried = [
        each
        for each in answers
        if each.state in states.TOLD
        and each.theme_id not in held
        and each.number >= replaced.get(each.theme_id, 0)
    ]
    _freeze(programme, carried)
    answer_status.after_answers_changed(programme, replaced)
    for answer in fresh:
        audit.record(actor=actor, act="answers.publish", about=answer, scope_ref=programme.ref)
    return carried


def _publish(fresh: list[Answer], capacities: frozenset[Capacity]) -> None:
    now = clock.now()
    for answer in fresh:
        states.ANSWER_LIFECYCLE.require(answer.state, states.PUBLISHED, capacities)
        earlier = Answer.objects.filter(theme=answer.theme_id, number__lt=answer.number)
        earlier.filter(state__in=states.TOLD, replaced_at=None).update(replaced_at=now)
        answer.state = states.PUBLISHED
        answer.published_at = now
        answer.save(update_fields=["state", "published_at"])


def _freeze(programme: Programme, carried: list[Answer]) -> None:
    PublishedAnswer.objects.filter(programme=programme).delete()
    PublishedAnswer.objects.bulk_create(
        PublishedAnswer(
            answer=answer, programme=programme, position=position, parts=parts_of(answer)
        )
        for position, answer in enumerate(carried)
    )


def mark_reopened(answer: Answer) -> None:
    """Show at once, where the last release shows the answer, that it is open again."""
    shown = PublishedAnswer.objects.filter(answer=answer).first()
    if shown is None:
        return
    shown.delete()
    # A new row, so that every process sees that what it keeps in memory is old.
    PublishedAnswer.objects.create(
        answer=answer,
        programme=answer.programme,
        position=shown.position,
        parts={**shown.parts, "mark": answer.reopened_because},
    )
