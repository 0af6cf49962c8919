"""Records that someone tried to sign in to an account and failed, and keeps it to tell the person."""

from django.db import transaction
from django.db.models import F

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import User, WrongTries
from saidanddone.audit.commands import record
from saidanddone.base import clock

MOST_A_DAY = 100  # of a kind: so that nobody fills the audit by trying
ACTS = {
    "password": "access.pause_passwords",
    "code": "access.miss_second_factor",
    "passkey": "access.miss_second_factor",
}


@transaction.atomic
def note_wrong_try(*, actor: Actor = NOBODY, user: User, what: str) -> None:
    """Record a wrong code or passkey after the right password, or a pause after wrong passwords.

    Who tried is not known. The entry stands under the account's own reference, so that the person
    sees it among what was done in their name.
    """
    tries, _ = WrongTries.objects.get_or_create(user=user, what=what, day=clock.today())
    counted = WrongTries.objects.filter(pk=tries.pk, count__lt=MOST_A_DAY)
    if counted.update(count=F("count") + 1):
        account = actor if actor.is_signed_in else Actor(user_id=user.pk, ref=user.ref)
        record(actor=account, act=ACTS[what], reason=WrongTries.KINDS[what])
