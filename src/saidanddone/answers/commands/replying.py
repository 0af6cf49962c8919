"""Records what people say back to an answer, by code or read aloud at a hub."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.answer_status import raised_the_theme
from saidanddone.answers.inputs import AloudTallyInput, SessionInput
from saidanddone.answers.models import AloudTally, PublishedAnswer, Verdict
from saidanddone.answers.queries.reading_aloud import find_published_answer
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.references import is_reference
from saidanddone.listening.meanwhile import locked
from saidanddone.listening.models import Contributor
from saidanddone.programme.models import Programme

# What each button changes: (field, value).
VERDICTS = {
    "meant_yes": ("meant", True),
    "meant_no": ("meant", False),
    "seen_yes": ("seen", True),
    "seen_no": ("seen", False),
}


@transaction.atomic
def give_verdict_by_code(
    *, actor: Actor | None = None, contributor: Contributor, answer_ref: str, verdict: str
) -> bool:
    """Save the verdict of a code's bearer on one published answer; False if there is no such answer.

    Anyone with a code can reply. A reply is counted only if the person raised that theme, and nobody
    is told whether it was. A later reply replaces it.
    """
    contributor = locked(contributor)
    if verdict not in VERDICTS or not is_reference(answer_ref):
        return False
    published = (
        PublishedAnswer.objects.filter(programme=contributor.programme_id, answer__ref=answer_ref)
        .select_related("answer")
        .first()
    )
    if published is None:
        return False
    field, value = VERDICTS[verdict]
    saved, _ = Verdict.objects.update_or_create(
        contributor=contributor, answer=published.answer, defaults={field: value, "at": clock.now()}
    )
    saved.is_counted = Verdict.objects.filter(raised_the_theme(), pk=saved.pk).exists()
    saved.save(update_fields=["is_counted"])
    audit.record(
        actor=None,
        act="answers.give_verdict_by_code",
        about=published.answer,
        scope_ref=contributor.programme.ref,
        subject_keys=[contributor.key_ref],
    )
    return True


@transaction.atomic
def type_in_tally(
    *, actor: Actor, programme: Programme, answer_ref: str, details: AloudTallyInput
) -> AloudTally:
    """Record what people said when a published answer was read out. Counts only; nobody is named."""
    require(actor, "answers.tell_aloud", programme)
    published = find_published_answer(actor, programme, answer_ref)
    community = programme.communities.filter(slug=details.community_slug).first()
    if community is None:
        raise Refused("Choose who was listening from the list.")
    if details.told_on > clock.today():
        raise Refused("The day it was read out cannot be in the future.", "told_on")
    if not details.people:
        raise Refused(
            "Enter how many people said each thing. If nobody said anything, there is nothing to type in."
        )
    tally = AloudTally.objects.create(
        answer=published.answer,
        community=community,
        typed_by_id=actor.user_id,
        **fields_of(details),
    )
    audit.record(actor=actor, act="answers.type_in_tally", about=tally, scope_ref=programme.ref)
    return tally


@transaction.atomic
def type_in_session(
    *, actor: Actor, programme: Programme, details: SessionInput
) -> list[AloudTally]:
    """Record a session in which several answers were read out: a tally for each that was counted.

    All are recorded, or none. Answers that nobody said anything about are left out.
    """
    require(actor, "answers.tell_aloud", programme)
    counted = [counts for counts in details.counts if counts.people]
    if not counted:
        raise Refused(
            "Enter how many people said each thing, for one answer at least. If nobody said anything, "
            "there is nothing to type in."
        )
    return [
        type_in_tally(
            actor=actor,
            programme=programme,
            answer_ref=counts.answer_ref,
            details=AloudTallyInput(
                community_slug=details.community_slug,
                told_on=details.told_on,
                meant_yes=counts.meant_yes,
                meant_no=counts.meant_no,
                seen_yes=counts.seen_yes,
                seen_no=counts.seen_no,
            ),
        )
        for counts in counted
    ]
