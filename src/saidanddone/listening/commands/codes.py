"""Receipt codes: a new one ends the old; a code can be burnt; a lost code is lost."""

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.listening import receipts
from saidanddone.listening.meanwhile import locked
from saidanddone.listening.models import Contributor, Receipt
from saidanddone.programme.models import Programme


@transaction.atomic
def issue_new_code(*, actor: Actor, programme: Programme, contributor: Contributor) -> str:
    """A new code, to be shown once; every earlier one stops working."""
    require(actor, "listening.withdraw", programme)
    contributor = locked(contributor, programme)
    if contributor.consent_form:
        raise Refused("Their consent is recorded elsewhere, so they have no code here.")
    _burn(contributor)
    code = receipts.new_code()
    Receipt.objects.create(programme=programme, contributor=contributor, mac=receipts.mac_of(code))
    _audit(actor, "listening.issue_new_code", contributor, programme)
    return code


@transaction.atomic
def burn_code(*, actor: Actor, programme: Programme, contributor: Contributor) -> None:
    """Their code opens nothing any more; their words and choices stand."""
    require(actor, "listening.withdraw", programme)
    contributor = locked(contributor, programme)
    _burn(contributor)
    _audit(actor, "listening.burn_code", contributor, programme)


@transaction.atomic
def burn_code_by_code(*, actor: Actor | None = None, contributor: Contributor) -> None:
    """Whoever holds the code ends it; it names nobody in the audit."""
    contributor = locked(contributor)
    _burn(contributor)
    audit.record(
        actor=None,
        act="listening.burn_code_by_code",
        scope_ref=contributor.programme.ref,
        subject_keys=[contributor.key_ref],
    )


@transaction.atomic
def note_typed_by_worker(*, actor: Actor, programme: Programme, contributor: Contributor) -> None:
    """A worker has seen the code, so a new one is due: the contributor's page says so."""
    require(actor, "listening.withdraw", programme)
    contributor = locked(contributor, programme)
    Receipt.objects.filter(contributor=contributor, burnt_at=None).update(typed_by_worker=True)
    _audit(actor, "listening.note_typed_by_worker", contributor, programme)


def _burn(contributor: Contributor) -> None:
    Receipt.objects.filter(contributor=contributor, burnt_at=None).update(burnt_at=clock.now())


def _audit(actor: Actor, act: str, contributor: Contributor, programme: Programme) -> None:
    audit.record(
        actor=actor,
        act=act,
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[contributor.key_ref],
    )
