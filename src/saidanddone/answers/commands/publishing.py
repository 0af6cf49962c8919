"""Publishes answers when a release that carries them is signed."""

from collections.abc import Collection

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import require
from saidanddone.answers import answer_status, states
from saidanddone.answers.models import Answer, PublishedAnswer
from saidanddone.answers.published import parts_of
from saidanddone.answers.queries.withheld import why_held_back
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.lifecycle import Capacity
from saidanddone.programme.models import Programme


@transaction.atomic
def publish_answers(
    *, actor: Actor, programme: Programme, named: Collection[str] | None = None
) -> list[Answer]:
    """Publish every approved answer that may be published, and freeze all answers of the release.

    `named` are the references of the themes whose answers the release carries; without it, all may be.
    Called inside the signing of a release. Returns every answer that the release carries, in order,
    reopened ones included. `queries.held_back(programme)` lists what was left out, and why.
    """
    require(actor, "publishing.sign", programme)
    answers = list(
        Answer.objects.filter(programme=programme, replaced_at=None)
        .filter(state__in=[states.APPROVED, *states.TOLD])
        .select_related("theme__agreed_by_panel", "theme__programme")
        .select_for_update(of=("self",))
        .order_by("theme_id", "number")
    )
    held_back = why_held_back((answer.theme for answer in answers), named)
    new = [
        answer
        for answer in answers
        if answer.state == states.APPROVED and answer.theme_id not in held_back
    ]
    _publish(new, capacities_of(actor, states.ANSWER_LIFECYCLE, programme))
    newest = {answer.theme_id: answer.number for answer in new}
    carried = [
        answer
        for answer in answers
        if answer.state in states.TOLD
        and answer.theme_id not in held_back
        and answer.number >= newest.get(answer.theme_id, 0)
    ]
    _freeze(programme, carried)
    answer_status.after_answers_changed(programme, newest)
    for answer in new:
        audit.record(actor=actor, act="answers.publish", about=answer, scope_ref=programme.ref)
    return carried


def _publish(answers: list[Answer], capacities: frozenset[Capacity]) -> None:
    now = clock.now()
    for answer in answers:
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
    """Show on the Updates page at once that an answer of the last release is reopened."""
    shown = PublishedAnswer.objects.filter(answer=answer).first()
    if shown is None:
        return
    shown.delete()
    # A new row changes the stamp, so that every process renders its cached pages again.
    PublishedAnswer.objects.create(
        answer=answer,
        programme=answer.programme,
        position=shown.position,
        parts={**shown.parts, "mark": answer.reopened_because},
    )
