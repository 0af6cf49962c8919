"""What people say of the process itself: what the lessons are made of."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.listening.inputs import ReflectionInput
from saidanddone.listening.meanwhile import locked
from saidanddone.listening.models import Contributor, Reflection
from saidanddone.programme.models import Programme
from saidanddone.vault.sealing import key_ring_for


@transaction.atomic
def record_reflection(
    *,
    actor: Actor,
    programme: Programme,
    details: ReflectionInput,
    contributor: Contributor | None = None,
) -> Reflection:
    """A reflection, sealed by its contributor's key or the programme's; erased with its contributor."""
    require(actor, "listening.capture", programme)
    if details.from_whom not in Reflection.FROM:
        raise Refused(
            "Say who this comes from: the panel, residents, sex workers or staff.", "from_whom"
        )
    if not details.words:
        raise Refused("Write down what they said about how this was done.", "words")
    if details.said_on > clock.today():
        raise Refused("The day it was said cannot be in the future.", "said_on")
    if contributor is not None:
        contributor = locked(contributor, programme)
    reflection = Reflection(
        programme=programme,
        contributor=contributor,
        from_whom=details.from_whom,
        said_on=details.said_on,
        may_quote_in_public=details.may_quote_in_public,
        key_ref=contributor.key_ref if contributor else programme.key_ref,
    )
    key_ring_for([reflection]).seal(reflection, words=details.words)
    reflection.save(force_insert=True)
    audit.record(
        actor=actor,
        act="listening.record_reflection",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref] if contributor else [],
    )
    return reflection
