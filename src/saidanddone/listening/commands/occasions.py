"""Occasions of listening: recorded, edited by one person at a time, moved through their life."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import require
from saidanddone.audit import commands as audit
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.inputs import fields_of
from saidanddone.base.optimistic_lock import save_edit
from saidanddone.listening import policies, states
from saidanddone.listening.inputs import EngagementInput, EqualityCount
from saidanddone.listening.models import Attendance, Engagement, EqualityTally
from saidanddone.programme.models import Community, Programme

MOST_PEOPLE = 5000


@transaction.atomic
def record_engagement(
    *,
    actor: Actor,
    programme: Programme,
    details: EngagementInput,
    facilitators: Iterable[int] | None = None,
) -> Engagement:
    """Record an occasion: planned if its day is still to come, else held.

    `facilitators` are users' ids; the actor if none. Raises Refused for what may not be recorded, or
    not by this actor; NotYours for a community that the programme does not have.
    """
    require(actor, "listening.record_engagement", programme)
    communities = _communities_by_slug(programme)
    columns = _columns(communities, details)
    _refuse_what_peers_record(actor, programme, columns["community"], details)
    attendance = _attendance(communities, details)
    _refuse_equality_counts(details.equality)
    engagement = Engagement.objects.create(
        programme=programme,
        recorded_by_id=actor.user_id,
        state=states.PLANNED if details.held_on > clock.today() else states.HELD,
        **columns,
    )
    engagement.facilitators.set([actor.user_id] if facilitators is None else facilitators)
    _write_counts(engagement, attendance, details.equality)
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
    details: EngagementInput,
) -> Engagement:
    """Write the whole form again. Raises EditedMeanwhile, Refused, NotYours."""
    require(actor, "listening.record_engagement", programme)
    if engagement.programme_id != programme.pk:
        raise NotYours("engagement")
    communities = _communities_by_slug(programme)
    columns = _columns(communities, details)
    _refuse_what_peers_record(actor, programme, columns["community"], details, engagement)
    attendance = _attendance(communities, details)
    _refuse_equality_counts(details.equality)
    if details.held_on > clock.today() and engagement.state in states.TOOK_PLACE:
        raise Refused(
            "This occasion has taken place, so its date cannot be in the future.", "held_on"
        )
    edited = save_edit(engagement, version, **columns)
    edited.attendance.all().delete()
    edited.equality_tallies.all().delete()
    _write_counts(edited, attendance, details.equality)
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


def _refuse_what_peers_record(
    actor: Actor,
    programme: Programme,
    community: Community,
    details: EngagementInput,
    engagement: Engagement | None = None,
) -> None:
    """Refuse what is the peer team's to record, unless the engagement that is edited is so already."""
    kinds, slugs = policies.may_be_recorded(actor, programme, [community])
    is_new_kind = engagement is None or engagement.kind != details.kind
    if details.kind not in kinds and is_new_kind:
        raise Refused("Peer interviews are recorded by the peer team. Ask one of them.", "kind")
    is_new_community = engagement is None or engagement.community_id != community.pk
    if community.slug not in slugs and is_new_community:
        raise Refused(
            f"Occasions with {community.in_a_sentence} are recorded by the peer team. "
            "Ask one of them.",
            "community_slug",
        )


def _communities_by_slug(programme: Programme) -> dict[str, Community]:
    return {community.slug: community for community in programme.communities.all()}


def _columns(communities: Mapping[str, Community], details: EngagementInput) -> dict[str, Any]:
    """What is written into the occasion's row. Raises Refused, NotYours."""
    if details.kind not in Engagement.KINDS:
        raise Refused("Choose what kind of occasion this was.", "kind")
    if details.community_slug not in communities:
        raise NotYours("community")
    if not details.title:
        raise Refused("Give the occasion a title.", "title")
    if policies.is_exact_place(details.coarse_place) or policies.is_exact_place(details.title):
        raise Refused(
            "Name the place without an address or a postcode, for example “a library” or “by phone”.",
            "coarse_place",
        )
    if details.felt_heard > details.asked_if_heard:
        raise Refused("More people felt heard than were asked. Check both numbers.", "felt_heard")
    if details.would_do_again > details.asked_if_again:
        raise Refused(
            "More people would do this again than were asked. Check both numbers.", "would_do_again"
        )
    return {**fields_of(details), "community": communities[details.community_slug]}


def _attendance(
    communities: Mapping[str, Community], details: EngagementInput
) -> dict[Community, int]:
    """How many of each community came. Raises Refused, NotYours."""
    if not communities.keys() >= details.attendance.keys():
        raise NotYours("community")
    if any(not 0 <= people <= MOST_PEOPLE for people in details.attendance.values()):
        raise Refused(f"How many came must be between 0 and {MOST_PEOPLE:,}.")
    return {communities[slug]: people for slug, people in details.attendance.items()}


def _refuse_equality_counts(equality: Iterable[EqualityCount]) -> None:
    """Refuse what is never counted (R6), and a count that cannot be right."""
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
    )
    for line in equality:  # one by one: the guard against quotes runs on save, not in bulk
        EqualityTally.objects.create(
            engagement=engagement, question=line.question, answer=line.answer, people=line.people
        )
