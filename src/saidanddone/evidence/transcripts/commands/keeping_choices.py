"""Keeping what was decided of raw words half-way, so that whoever captured them can come back to it."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import Refused
from saidanddone.evidence.transcripts import choices
from saidanddone.evidence.transcripts.commands.confirming import CHANGED_SINCE, lock_waiting
from saidanddone.evidence.transcripts.inputs import ChoicesInput
from saidanddone.listening.models import Contribution
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for


@transaction.atomic
def keep_choices(
    *, actor: Actor, programme: Programme, contribution: Contribution, details: ChoicesInput
) -> Contribution:
    """Seal what was decided so far under the key of the words, in place of what was kept before.

    It goes with the words: confirmed, destroyed in time, taken back, or sealed again. Raises Refused for
    words or choices that changed since `contribution` was opened, NotYours for anyone but whoever
    captured the words.
    """
    require(actor, "evidence.confirm", programme)
    [waiting] = lock_waiting(actor, programme, [contribution])
    if bytes(waiting.words) != bytes(contribution.words):
        raise Refused(CHANGED_SINCE)
    if bytes(waiting.choices_so_far) != bytes(contribution.choices_so_far):
        raise Refused(choices.KEPT_SINCE)
    key_ring_for([waiting]).seal(waiting, choices_so_far=choices.to_json(details))
    waiting.save(update_fields=["choices_so_far"])
    audit.record(
        actor=actor,
        act="evidence.keep_choices",
        about=waiting.engagement,
        scope_ref=programme.ref,
        subject_keys=waiting.person_keys,
    )
    return waiting
