"""Today, who signs in, and what the audit may show to whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q

from saidanddone.access.actors import Actor
from saidanddone.access.models import Agency, Invitation, User
from saidanddone.access.policies import require
from saidanddone.access.roles import all_roles
from saidanddone.audit.models import Entry
from saidanddone.audit.words import act_in_words, kind_in_words
from saidanddone.base import clock, hooks
from saidanddone.base.errors import NotYours
from saidanddone.base.hooks import TodayLine

PAGE = 100


def today_of(actor: Actor) -> list[TodayLine]:
    """What is theirs to do, what matters most to a waiting person first."""
    require(actor, "access.see_today")
    lines = [line for said in hooks.today_lines(actor=actor) for line in said]
    return sorted(lines, key=lambda line: -line.weight)


def purposes_of(actor: Actor) -> list[str]:
    """The purposes this person may sign in for, from the roles they hold anywhere."""
    held = actor.site_roles.union(*actor.roles.values())
    known = all_roles()
    said = [purpose for role in sorted(held) if role in known for purpose in known[role].purposes]
    return list(dict.fromkeys(said))


@dataclass(frozen=True)
class AuditLine:
    at: datetime
    who: str
    act: str
    about: str
    purpose: str
    persons: int


def own_audit(actor: Actor) -> list[AuditLine]:
    """The last hundred things this person did or looked at."""
    require(actor, "access.read_own_audit")
    return _lines(Entry.objects.filter(actor_ref=actor.ref).order_by("-number")[:PAGE])


def whole_audit(actor: Actor, before: int | None = None) -> tuple[list[AuditLine], int | None]:
    """A hundred lines, newest first, and the number to go on from. Reading it is audited by the view's command."""
    require(actor, "access.read_audit")
    entries = Entry.objects.order_by("-number")
    if before is not None:
        entries = entries.filter(number__lt=before)
    page = list(entries.prefetch_related("subjects")[:PAGE])
    return _lines(page), page[-1].number if len(page) == PAGE else None


def daily_totals(actor: Actor) -> list[tuple[date, int]]:
    """How much was done each of the last 30 days, without who or what."""
    require(actor, "access.see_daily_totals")
    since = clock.now() - timedelta(days=30)
    days = Counter(
        clock.day_of(at) for at in Entry.objects.filter(at__gte=since).values_list("at", flat=True)
    )
    return sorted(days.items(), reverse=True)


def agencies() -> list[Agency]:
    return list(Agency.objects.order_by("name"))


@dataclass(frozen=True)
class AgencyRow:
    """A body that takes part, with how many sign in for it."""

    ref: str
    name: str
    kind: str
    may_enforce: bool
    people: int


def agency_rows(actor: Actor) -> list[AgencyRow]:
    """Every agency by name. One query."""
    require(actor, "access.keep_agencies")
    counted = Agency.objects.annotate(people=Count("user", filter=Q(user__is_active=True)))
    return [
        AgencyRow(each.ref, each.name, each.get_kind_display(), each.may_enforce, each.people)
        for each in counted.order_by("name")
    ]


def find_agency(actor: Actor, ref: str) -> Agency:
    """Raises NotYours."""
    require(actor, "access.keep_agencies")
    agency = Agency.objects.filter(ref=ref).first()
    if agency is None:
        raise NotYours("agency")
    return agency


def find_person(actor: Actor, ref: str) -> User:
    """Someone who signs in, or did until their account was closed. Raises NotYours."""
    require(actor, "access.keep_people")
    user = User.objects.select_related("agency").filter(ref=ref).first()
    if user is None:
        raise NotYours("person")
    return user


def with_second_factor(users: Iterable[User]) -> set[int]:
    """The ids of those who have set up an app, a passkey or a security key. One query."""
    proofs = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return set(proofs.filter(user__in=list(users)).values_list("user_id", flat=True))


def standing_invitations(actor: Actor) -> list[Invitation]:
    """Invitations whose link still opens, the newest first. One query."""
    require(actor, "access.invite")
    standing = Invitation.objects.filter(accepted_at=None, expires_at__gte=clock.now())
    return list(standing.select_related("agency").order_by("-pk"))


def people_who_sign_in() -> list[User]:
    return list(User.objects.filter(is_active=True).select_related("agency").order_by("pk"))


def _lines(entries: object) -> list[AuditLine]:
    found = list(entries)  # type: ignore[call-overload]
    names = dict(
        User.objects.filter(ref__in={entry.actor_ref for entry in found}).values_list("ref", "name")
    )
    return [
        AuditLine(
            entry.at,
            names.get(
                entry.actor_ref, "nobody signed in" if not entry.actor_ref else "someone who left"
            ),
            act_in_words(entry.act),
            kind_in_words(entry.about),
            entry.purpose,
            len(entry.subjects.all()),
        )
        for entry in found
    ]
