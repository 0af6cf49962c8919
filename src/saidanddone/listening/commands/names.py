"""The names that de-identification looks for, kept sealed with the programme."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base.errors import EditedMeanwhile, Refused
from saidanddone.base.folding import folded_words
from saidanddone.listening.inputs import KnownNamesInput
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import KeyRing

MOST = 2000
LONGEST = 100  # characters of a name


@transaction.atomic
def set_known_names(
    *, actor: Actor, programme: Programme, version: int, details: KnownNamesInput
) -> Programme:
    """Names of people and places to find in words, one each. Raises EditedMeanwhile."""
    require(actor, "listening.capture", programme)
    names = sorted({" ".join(name.split()) for name in details.names if name}, key=str.casefold)
    if len(names) > MOST:
        raise Refused(f"Keep this list to {MOST:,} names.", "names")
    if any(len(name) > LONGEST for name in names):
        raise Refused(f"Keep each name to {LONGEST} characters, one on a line.", "names")
    if any(len(folded_words(name)) < 2 for name in names):
        raise Refused("A name of one letter would match nearly everything. Take it out.", "names")
    current = Programme.objects.select_for_update().get(pk=programme.pk)
    if current.version != version:
        raise EditedMeanwhile(current)
    KeyRing([current.key_ref]).seal(current, known_names="\n".join(names))  # type: ignore[arg-type]
    current.version += 1
    current.save(update_fields=["known_names", "version"])
    audit.record(actor=actor, act="listening.set_known_names", about=current, scope_ref=current.ref)
    return current
