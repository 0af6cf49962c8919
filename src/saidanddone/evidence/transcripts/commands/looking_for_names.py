"""Looking for names in raw words with a model, before whoever captured them opens them.

The machine looks and nobody reads. What it finds is sealed under the key of the words, and goes with them.
"""

import time

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours
from saidanddone.evidence.transcripts import names_found
from saidanddone.evidence.transcripts.redaction import model
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import from_json, resolved
from saidanddone.listening.queries import raw_words_held_by, raw_words_waiting
from saidanddone.listening.speakers import is_undecided
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyDestroyed, KeyRing, key_ring_for

NOT_LOOKED_FOR = b""


def look_for_names(*, actor: Actor, programme: Programme, ref: str) -> None:
    """Look for names now in words that this person holds. About 5 seconds for 60,000 characters.

    Does nothing where names were looked for already, or where no model is installed. Raises NotYours.
    """
    require(actor, "evidence.confirm", programme)
    contribution = raw_words_held_by(actor, programme).filter(ref=ref).first()
    if contribution is None:
        raise NotYours("contribution")
    if not contribution.names_found and model.is_installed():
        _look_through(contribution, actor)


def look_for_names_in_waiting_words(*, actor: Actor | None = None, seconds: float) -> int:
    """Look for names in what waits to be confirmed, oldest first. Returns in how many contributions.

    After `seconds` no other is begun.
    """
    if not model.is_installed():
        return 0
    looked_through, end = 0, time.monotonic() + seconds
    waiting = raw_words_waiting().filter(names_found=NOT_LOOKED_FOR).order_by("created_at", "pk")
    for number in list(waiting.values_list("pk", flat=True)):
        if time.monotonic() >= end:
            break
        contribution = waiting.filter(pk=number).first()
        if contribution is not None:
            looked_through += _look_through(contribution, actor)
    return looked_through


def _look_through(contribution: Contribution, actor: Actor | None) -> bool:
    """Whether names were looked for in the words as they still are. No transaction is open meanwhile."""
    key_ring = key_ring_for([contribution])
    try:
        captured = from_json(key_ring.unseal(contribution, "words"))
    except KeyDestroyed:
        return False
    if is_undecided(captured):  # the words are sealed again once it is said who speaks
        return False
    names = model.names_in([passage.text for passage in resolved(captured)])
    return _keep(contribution, key_ring, names_found.to_json(names), actor)


@transaction.atomic
def _keep(contribution: Contribution, key_ring: KeyRing, names: str, actor: Actor | None) -> bool:
    waiting = raw_words_waiting().select_for_update(of=("self",)).select_related("engagement")
    current = waiting.filter(pk=contribution.pk).first()
    if current is None or bytes(current.words) != bytes(contribution.words):
        return False  # confirmed, taken back or sealed again in the meantime
    key_ring.seal(current, names_found=names)
    current.save(update_fields=["names_found"])
    audit.record(
        actor=actor,
        act="evidence.look_for_names",
        about=current.engagement,
        scope_ref=current.programme.ref,
        subject_keys=current.person_keys,
    )
    return True
