"""What is done from the thread: a passage from which someone could be known is sent back."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.transcripts.models import SentBack
from saidanddone.programme.models import Programme
from saidanddone.thread.queries import find_passage


@transaction.atomic
def send_passage_back(*, actor: Actor, programme: Programme, passage: Excerpt) -> None:
    """Keep every turn that the passage touches from everyone, until whoever captured it settled it.

    Raises NotYours for a passage that this person may not see.
    """
    require(actor, "thread.see", programme)
    excerpt = find_passage(actor, programme, passage.ref)
    turns = excerpt.transcript.turns.filter(start__lt=excerpt.end, end__gt=excerpt.start)
    contribution = excerpt.transcript.contribution
    for number in turns.values_list("number", flat=True):
        SentBack.keep_back(contribution, number, actor.user_id)
    audit.record(
        actor=actor,
        act="thread.send_passage_back",
        about=contribution.engagement,
        scope_ref=programme.ref,
        subject_keys=contribution.person_keys,
    )
