"""Saying who speaks in captured words, until they are confirmed."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import passages
from saidanddone.listening.inputs import SpeakersInput
from saidanddone.listening.models import Contribution
from saidanddone.listening.queries import raw_words_held_by
from saidanddone.listening.speakers import ROLES, assigned, is_undecided, speakers_met
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for


@transaction.atomic
def say_who_speaks(
    *, actor: Actor, programme: Programme, contribution: Contribution, details: SpeakersInput
) -> Contribution:
    """Give each label to whom it belongs, and seal the words again.

    Raises Refused where a label is left undecided or nobody would have said anything, NotYours for anyone
    but whoever captured the words.
    """
    require(actor, "listening.capture", programme)
    waiting = raw_words_held_by(actor, programme).select_for_update(of=("self",))
    captured = waiting.filter(pk=contribution.pk).first()
    if captured is None:
        raise NotYours("contribution")
    key_ring = key_ring_for([captured])
    spoken = passages.from_json(key_ring.unseal(captured, "words"))
    _refuse_unless_met(details, {speaker.key for speaker in speakers_met(spoken)})
    changed = assigned(spoken, details.roles, is_one_person=captured.voice == "person")
    _refuse_unless_someone_speaks(changed)
    key_ring.seal(captured, words=passages.to_json(changed))
    captured.names_found = b""  # their places may have changed: they are looked for again
    captured.choices_so_far = b""
    captured.save(update_fields=["words", "names_found", "choices_so_far"])
    audit.record(
        actor=actor,
        act="listening.say_who_speaks",
        about=captured.engagement,
        scope_ref=programme.ref,
        subject_keys=captured.person_keys,
    )
    return captured


def _refuse_unless_met(details: SpeakersInput, keys: set[str]) -> None:
    if not keys.issuperset(details.roles) or not set(ROLES).issuperset(details.roles.values()):
        raise Refused("Some of these names are not in these words. Open the page again.")


def _refuse_unless_someone_speaks(spoken: list[passages.Passage]) -> None:
    if is_undecided(spoken):
        raise Refused("Say of every name who it is.")
    kept = passages.resolved(spoken)
    if not any(passage.speaker > passages.INTERVIEWER for passage in kept):
        raise Refused(
            "Nobody who was asked says anything then. Say which names are of people who answer. If their "
            "names stand nowhere in the document, write them in front of their words, then add it again."
        )
