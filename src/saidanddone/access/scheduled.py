"""The scheduled jobs of this app: delete what retention.toml keeps for a time only."""

from collections import Counter
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

from saidanddone.access.models import Invitation, Membership, User, WayBack, WrongTries
from saidanddone.access.roles import enforcing_roles
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.scheduling.jobs import DAY, ScheduledJob

ENDED_ROLES_KEPT = INVITATIONS_KEPT = WAYS_BACK_KEPT = CLOSED_ACCOUNTS_KEPT = timedelta(days=365)
SIGN_IN_ATTEMPTS_KEPT = timedelta(days=30)


@transaction.atomic
def forget_invitations(today: date) -> list[str]:
    """Delete invitations made more than a year ago, taken up or not."""
    old = Invitation.objects.filter(created_at__date__lt=today - INVITATIONS_KEPT)
    count, _ = old.delete()
    if not count:
        return []
    record(actor=None, act="access.forget_invitations", count=count)
    return [f"{count:,} {'invitation' if count == 1 else 'invitations'} of over a year ago deleted"]


@transaction.atomic
def forget_ways_back(today: date) -> list[str]:
    """Delete links for coming back in made more than a year ago, used or not."""
    count, _ = WayBack.objects.filter(created_at__date__lt=today - WAYS_BACK_KEPT).delete()
    if not count:
        return []
    record(actor=None, act="access.forget_ways_back", count=count)
    return [f"{count:,} {'way' if count == 1 else 'ways'} back in of over a year ago deleted"]


@transaction.atomic
def forget_closed_accounts(today: date) -> list[str]:
    """Empty name and address of accounts closed over a year ago; what they did keeps its reference."""
    long_closed = User.objects.filter(closed_at__date__lt=today - CLOSED_ACCOUNTS_KEPT)
    users = list(long_closed.exclude(name="").select_for_update())
    for user in users:
        user.name, user.email = "", f"{user.ref}@closed.invalid"
        user.save(update_fields=["name", "email"])
    if not users:
        return []
    EmailAddress.objects.filter(user__in=users).delete()
    record(actor=None, act="access.forget_closed_accounts", count=len(users))
    number = len(users)
    return [
        f"{number:,} {'account' if number == 1 else 'accounts'} closed over a year ago forgotten"
    ]


@transaction.atomic
def forget_sign_in_attempts(today: date) -> list[str]:
    """Delete what the guard against guessing kept for 30 days: address, network address, browser, wrong tries."""
    before = today - SIGN_IN_ATTEMPTS_KEPT
    WrongTries.objects.filter(day__lt=before).delete()
    count = sum(
        model.objects.filter(attempt_time__date__lt=before).delete()[0]
        for model in (AccessAttempt, AccessFailureLog, AccessLog)
    )
    if not count:
        return []
    record(actor=None, act="access.forget_sign_in_attempts", count=count)
    return [
        f"{count:,} {'record' if count == 1 else 'records'} of signing in over 30 days ago deleted"
    ]


def forget_ended_sessions(today: date) -> list[str]:
    """Delete sessions that nobody can use any more."""
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    return []


@transaction.atomic
def forget_ended_roles(today: date) -> list[str]:
    """Delete roles that ended more than a year ago.

    One that may enforce is kept while its holder has another role, which it may keep shut (R1).
    """
    holders = Membership.objects.filter(until__gte=today).values("user")
    ended = Membership.objects.filter(until__lt=today - ENDED_ROLES_KEPT)
    ended = ended.exclude(role__in=enforcing_roles(), user__in=holders).select_for_update()
    rows = list(ended.values_list("pk", "scope__ref"))
    if not rows:
        return []
    Membership.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    for scope_ref, count in Counter(ref for _, ref in rows).items():
        record(actor=None, act="access.forget_ended_roles", scope_ref=scope_ref, count=count)
    number = len(rows)
    return [f"{number:,} {'role' if number == 1 else 'roles'} that ended over a year ago deleted"]


JOBS = (
    ScheduledJob("forget-ended-roles", every=DAY, run=forget_ended_roles),
    ScheduledJob("forget-invitations", every=DAY, run=forget_invitations),
    ScheduledJob("forget-ways-back", every=DAY, run=forget_ways_back),
    ScheduledJob("forget-closed-accounts", every=DAY, run=forget_closed_accounts),
    ScheduledJob("forget-sign-in-attempts", every=DAY, run=forget_sign_in_attempts),
    ScheduledJob("forget-ended-sessions", every=DAY, run=forget_ended_sessions),
)
