"""Occasions of listening: recorded, edited by one person at a time, moved through their life."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.listening import policies, queries, states
from saidanddone.listening.models import Attendance, Engagement, EqualityTally
from saidanddone.listening.tallies import EqualityCount, HeardTally
from saidanddone.programme.models import Community, Programme

MOST_PEOPLE = 5000


@transaction.atomic
def record_engagement(
    *,
    actor: Actor,
    programme: Programme,
    kind: str,
    title: str,
    community: Community,
    held_on: date,
    coarse_place: str = "",
    guide: str = "",
    needs_met: Collection[str] = (),
    attendance: Mapping[Community, int] | None = None,
    heard: HeardTally | None = None,
    equality: Sequence[EqualityCount] = (),
    facilitators: Iterable[int] | None = None,
) -> Engagement:
    """An occasion: planned if its day is still to come, else held.

    `needs_met` names fields of `queries.NEEDS`; `facilitators` are users' ids, the actor if none.
    """
    require(actor, "listening.record_engagement", programme)
    said = _said(programme, kind, title, community, held_on, coarse_place, guide, needs_met, heard)
    _keep_to_their_own(actor, programme, kind, community)
    _check_counts(programme, attendance or {}, equality)
    engagement = Engagement.objects.create(
        programme=programme,
        recorded_by_id=actor.user_id,
        state=states.PLANNED if held_on > clock.today() else states.HELD,
        **said,
    )
    engagement.facilitators.set([actor.user_id] if facilitators is None else facilitators)
    _write_counts(engagement, attendance or {}, equality)
    audit.record(
        actor=actor,
        act="listening.record_engagement",
        about=engagement,
        scope_ref=programme.ref,
    )
    return engagement


@transaction.atomic
def edit_engagement(
    *,
    actor: Actor,
    programme: Programme,
    engagement: Engagement,
    version: int,
    kind: str,
    title: str,
    community: Community,
    held_on: date,
    coarse_place: str = "",
    guide: str = "",
    needs_met: Collection[str] = (),
    attendance: Mapping[Community, int] | None = None,
    heard: HeardTally | None = None,
    equality: Sequence[EqualityCount] = (),
) -> Engagement:
    """Write the whole form again. Raises EditedMeanwhile where someone else saved first."""
    require(actor, "listening.record_engagement", programme)
    if engagement.programme_id != programme.pk:
        raise NotYours("engagement")
    said = _said(programme, kind, title, community, held_on, coarse_place, guide, needs_met, heard)
    _keep_to_their_own(actor, programme, kind, community, of=engagement)
    _check_counts(programme, attendance or {}, equality)
    if held_on > clock.today() and engagement.state in states.TOOK_PLACE:
        raise Refused(
            "This occasion has taken place, so its date cannot be in the future.", "held_on"
        )
    edited = save_edit(engagement, version, **said)
    edited.attendance.all().delete()
    edited.equality_tallies.all().delete()
    _write_counts(edited, attendance or {}, equality)
    audit.record(
        actor=actor, act="listening.edit_engagement", about=edited, scope_ref=programme.ref
    )
    return edited


@transaction.atomic
def move_engagement(
    *, actor: Actor, programme: Programme, engagement: Engagement, to: str
) -> Engagement:
    """Say that an occasion took place, was cancelled, is written up, or is closed."""
    require(actor, "listening.record_engagement", programme)
    current = Engagement.objects.select_for_update().get(pk=engagement.pk, programme=programme)
    capacities = capacities_of(actor, states.ENGAGEMENT_LIFECYCLE, programme)
    states.ENGAGEMENT_LIFECYCLE.require(current.state, to, capacities)
    if to == states.HELD and current.held_on > clock.today():
        raise Refused(
            "This occasion's date is still to come. Change the date first, if it was held."
        )
    current.state = to
    current.save(update_fields=["state"])
    audit.record(
        actor=actor, act="listening.move_engagement", about=current, scope_ref=programme.ref
    )
    return current


def _keep_to_their_own(
    actor: Actor,
    programme: Programme,
    kind: str,
    community: Community,
    of: Engagement | None = None,
) -> None:
    """Refuse what is the peer team's to record, unless the occasion is so already."""
    kinds, whom = policies.may_be_recorded(actor, programme, [community])
    if kind not in kinds and (of is None or of.kind != kind):
        raise Refused("Peer interviews are recorded by the peer team. Ask one of them.", "kind")
    if community.slug not in whom and (of is None or of.community_id != community.pk):
        raise Refused(
            f"Occasions with {community.in_a_sentence} are recorded by the peer team. "
            "Ask one of them.",
            "community",
        )


def _said(
    programme: Programme,
    kind: str,
    title: str,
    community: Community,
    held_on: date,
    coarse_place: str,
    guide: str,
    needs_met: Collection[str],
    heard: HeardTally | None,
) -> dict[str, Any]:
    if kind not in Engagement.KINDS:
        raise Refused("Choose what kind of occasion this was.", "kind")
    if community.programme_id != programme.pk:
        raise NotYours("community")
    if not title.strip():
        raise Refused("Give the occasion a title.", "title")
    if policies.is_exact_place(coarse_place) or policies.is_exact_place(title):
        raise Refused(
            "Name the place without an address or a postcode, for example “a library” or “by phone”.",
            "coarse_place",
        )
    return {
        "kind": kind,
        "title": title.strip(),
        "community": community,
        "held_on": held_on,
        "coarse_place": coarse_place.strip(),
        "guide": guide.strip(),
        **{field: field in needs_met for field in queries.NEEDS},
        **_tally(heard or HeardTally()),
    }


def _tally(heard: HeardTally) -> dict[str, int]:
    if heard.felt_heard > heard.asked_if_heard:
        raise Refused("More people felt heard than were asked. Check both numbers.", "felt_heard")
    if heard.would_do_again > heard.asked_if_again:
        raise Refused(
            "More people would do this again than were asked. Check both numbers.", "would_do_again"
        )
    return {
        "asked_if_heard": heard.asked_if_heard,
        "felt_heard": heard.felt_heard,
        "asked_if_again": heard.asked_if_again,
        "would_do_again": heard.would_do_again,
    }


def _check_counts(
    programme: Programme, attendance: Mapping[Community, int], equality: Sequence[EqualityCount]
) -> None:
    for community, people in attendance.items():
        if community.programme_id != programme.pk:
            raise NotYours("community")
        if not 0 <= people <= MOST_PEOPLE:
            raise Refused(f"How many came must be between 0 and {MOST_PEOPLE:,}.")
    for line in equality:
        if policies.is_never_counted(line.question) or policies.is_never_counted(line.answer):
            raise Refused(
                "Nationality, immigration status and legal names are never recorded here, "
                "not even as a count. Take that line out.",
                "equality",
            )
        if not 0 <= line.people <= MOST_PEOPLE:
            raise Refused(f"Each count must be between 0 and {MOST_PEOPLE:,}.", "equality")


def _write_counts(
    engagement: Engagement,
    attendance: Mapping[Community, int],
    equality: Sequence[EqualityCount],
) -> None:
    Attendance.objects.bulk_create(
        Attendance(engagement=engagement, community=community, people=people)
        for community, people in attendance.items()
        if people
    )
    for line in equality:  # one by one: typed text is saved where the guard on quotes hears it
        EqualityTally.objects.create(
            engagement=engagement, question=line.question, answer=line.answer, people=line.people
        )
