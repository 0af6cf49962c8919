"""Reads the audit, as far as each role may see it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from saidanddone.access.actors import Actor
from saidanddone.access.models import User
from saidanddone.access.policies import require
from saidanddone.audit import kept_head
from saidanddone.audit.models import Entry
from saidanddone.audit.words import act_in_words, kind_in_words
from saidanddone.base import clock

PAGE = 100


@dataclass(frozen=True)
class AuditLine:
    at: datetime
    actor: str
    act: str
    about: str
    purpose: str
    persons: int


def own_audit(actor: Actor) -> list[AuditLine]:
    """The last hundred things this person did or looked at."""
    require(actor, "access.read_own_audit")
    return _lines(Entry.objects.filter(actor_ref=actor.ref).order_by("-number")[:PAGE])


def whole_audit(actor: Actor, before: int | None = None) -> tuple[list[AuditLine], int | None]:
    """A hundred lines, newest first, and the number of the next one. `commands.read_audit` records the reading."""
    require(actor, "access.read_audit")
    entries = Entry.objects.order_by("-number")
    if before is not None:
        entries = entries.filter(number__lt=before)
    page = list(entries.prefetch_related("subjects")[:PAGE])
    return _lines(page), page[-1].number if len(page) == PAGE else None


def audit_has_another_end(actor: Actor) -> bool:
    """Whether entries were taken away since the audit's head was kept beside the keys."""
    require(actor, "access.read_audit")
    return kept_head.is_another_end()


def daily_totals(actor: Actor) -> list[tuple[date, int]]:
    """How much was done each of the last 30 days, without who or what."""
    require(actor, "access.see_daily_totals")
    since = clock.now() - timedelta(days=30)
    days = Counter(
        clock.day_of(at) for at in Entry.objects.filter(at__gte=since).values_list("at", flat=True)
    )
    return sorted(days.items(), reverse=True)


def _lines(entries: object) -> list[AuditLine]:
    lines = list(entries)  # type: ignore[call-overload]
    names = dict(
        User.objects.filter(ref__in={entry.actor_ref for entry in lines}).values_list("ref", "name")
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
        for entry in lines
    ]
