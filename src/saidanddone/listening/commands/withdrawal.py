"""Taking it all back: at once with a peer or lead; by code, with seven days to think again.

Withdrawal deletes the contributor, and CASCADE everything that holds or derives from their words;
the key is destroyed right after the commit. Counts change only at the next release.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock, hooks
from saidanddone.base.deadlocks import tried_again
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import forget_leading_to
from saidanddone.listening.meanwhile import locked
from saidanddone.listening.models import ContactRoute, Contribution, Contributor
from saidanddone.listening.states import ACTIVE, BY_CODE, CONTRIBUTOR_LIFECYCLE, WITHDRAWING
from saidanddone.programme.models import Programme
from saidanddone.ui import saved_forms
from saidanddone.vault import erasure

DAYS_TO_THINK_AGAIN = 7


@transaction.atomic
def withdraw_now(*, actor: Actor, programme: Programme, contributor: Contributor) -> None:
    """Erase everything this person said, at once. It cannot be undone."""
    require(actor, "listening.withdraw", programme)
    _erase(locked(contributor, programme))
    hooks.after_consent_narrowed(programme_id=programme.pk)
    # No subject: the alias would be sealed by a key that is about to be destroyed.
    audit.record(
        actor=actor, act="listening.withdraw_now", about=programme, scope_ref=programme.ref
    )


@transaction.atomic
def ask_to_withdraw_by_code(*, actor: Actor | None = None, contributor: Contributor) -> datetime:
    """By code: use stops now, everything goes in seven days. Returns when. Asked twice, it is once."""
    current = locked(contributor)
    if current.withdrawal_due_at is not None:
        return current.withdrawal_due_at
    current.state = CONTRIBUTOR_LIFECYCLE.require(current.state, WITHDRAWING, {BY_CODE}).end
    current.withdrawal_due_at = clock.now() + timedelta(days=DAYS_TO_THINK_AGAIN)
    current.save(update_fields=["state", "withdrawal_due_at"])
    Contribution.objects.filter(contributor=current).update(is_stopped=True)
    hooks.after_use_changed(contributor_id=current.pk)
    hooks.after_consent_narrowed(programme_id=current.programme_id)
    audit.record(
        actor=None,
        act="listening.ask_to_withdraw_by_code",
        scope_ref=current.programme.ref,
        subject_keys=[current.key_ref],
    )
    return current.withdrawal_due_at


@transaction.atomic
def undo_withdrawal(*, actor: Actor, programme: Programme, contributor: Contributor) -> Contributor:
    """With the person there, within the seven days: their words may be used again as they agreed."""
    require(actor, "listening.withdraw", programme)
    current = (
        Contributor.objects.select_for_update()
        .filter(pk=contributor.pk, programme=programme)
        .first()
    )
    if current is None:
        raise NotYours("contributor")
    capacities = capacities_of(actor, CONTRIBUTOR_LIFECYCLE, programme)
    move = CONTRIBUTOR_LIFECYCLE.require(current.state, ACTIVE, capacities)
    if current.withdrawal_due_at is None or current.withdrawal_due_at <= clock.now():
        raise Refused("The seven days have passed. What they said is being erased.")
    current.state, current.withdrawal_due_at = move.end, None
    current.save(update_fields=["state", "withdrawal_due_at"])
    Contribution.objects.filter(contributor=current).update(is_stopped=False)
    hooks.after_use_changed(contributor_id=current.pk)
    audit.record(
        actor=actor,
        act="listening.undo_withdrawal",
        about=programme,
        scope_ref=programme.ref,
        subject_keys=[current.key_ref],
    )
    return current


def finish_due_withdrawals(*, actor: Actor | None = None, now: datetime | None = None) -> int:
    """Erase everyone whose seven days have passed, each in a transaction of its own; how many."""
    moment = now or clock.now()
    due = list(
        Contributor.objects.filter(withdrawal_due_at__lte=moment).values_list("pk", flat=True)
    )
    return sum(_finish_one(contributor_id, moment, actor) for contributor_id in due)


@tried_again
@transaction.atomic
def _finish_one(contributor_id: int, moment: datetime, actor: Actor | None) -> bool:
    contributor = (
        Contributor.objects.select_for_update()
        .filter(pk=contributor_id, withdrawal_due_at__lte=moment)
        .first()
    )
    if contributor is None:  # undone meanwhile
        return False
    programme = contributor.programme
    _erase(contributor)
    audit.record(
        actor=actor, act="listening.finish_withdrawal", about=programme, scope_ref=programme.ref
    )
    return True


@transaction.atomic
def erase_again(*, actor: Actor | None = None, key_refs: Collection[str]) -> int:
    """After a backup is put back: erase whoever withdrew since, known by their destroyed keys.

    `key_refs` are the tombstones of the time since. Every one stops its key here too, whether or
    not the backup holds words of it. Safe to repeat. Returns how many people were erased.
    """
    erased = 0
    for contributor in Contributor.objects.filter(key_ref__in=key_refs):
        programme = contributor.programme
        _erase(contributor)
        hooks.after_consent_narrowed(programme_id=programme.pk)
        audit.record(
            actor=actor, act="listening.erase_again", about=programme, scope_ref=programme.ref
        )
        erased += 1
    ContactRoute.objects.filter(key_ref__in=key_refs).delete()
    erasure.shred(*key_refs)
    return erased


def _erase(contributor: Contributor) -> None:
    # Locked before anything is counted again, as whoever codes their words does (PostgreSQL).
    list(Contribution.objects.filter(contributor=contributor).order_by("pk").select_for_update())
    _forget_addresses(contributor)
    hooks.before_withdrawal(contributor_id=contributor.pk)
    delete_contact_route(contributor)
    key_ref = contributor.key_ref
    contributor.delete()
    erasure.shred(key_ref)


def _forget_addresses(contributor: Contributor) -> None:
    """No form that led to them or to their words keeps the address, nor does anyone's session."""
    refs = {contributor.ref}
    refs |= set(Contribution.objects.filter(contributor=contributor).values_list("ref", flat=True))
    for of_a_stage in hooks.refs_of_words(contributor_id=contributor.pk):
        refs |= set(of_a_stage)
    forget_leading_to(refs)
    saved_forms.forget(refs)


def delete_contact_route(contributor: Contributor) -> None:
    """The way to reach them goes, with the key that opened it. Call inside a transaction."""
    for route in ContactRoute.objects.filter(contributor=contributor):
        key_ref = route.key_ref
        route.delete()
        erasure.shred(key_ref)
