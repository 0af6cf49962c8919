"""Occasions of listening: who came, what stands to be done. No words."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from saidanddone.access.actors import Actor
from saidanddone.access.capacities import capacities_of
from saidanddone.access.policies import require
from saidanddone.base.errors import NotYours
from saidanddone.base.lifecycle import Move
from saidanddone.listening import policies, states
from saidanddone.listening.models import (
    Contribution,
    Engagement,
)
from saidanddone.programme.models import Community, Programme
from saidanddone.programme.queries import programmes_where


@dataclass(frozen=True)
class OccasionRow:
    ref: str
    title: str
    kind: str
    community: str
    held_on: date
    state: str
    came: int
    came_in_words: str
    contributions: int


def occasions(actor: Actor, programme: Programme) -> list[OccasionRow]:
    """Every occasion of the programme, newest first. Two queries; holds no words."""
    require(actor, "listening.see_engagements", programme)
    came = dict(
        Engagement.objects.filter(programme=programme)
        .values_list("pk")
        .annotate(came=Sum("attendance__people"))
        .order_by()
    )
    engagements = (
        Engagement.objects.filter(programme=programme)
        .select_related("community")
        .annotate(contribution_count=Count("contributions"))
        .order_by("-held_on", "-pk")
    )
    return [
        OccasionRow(
            ref=engagement.ref,
            title=engagement.title,
            kind=engagement.get_kind_display(),
            community=engagement.community.name,
            held_on=engagement.held_on,
            state=engagement.get_state_display(),
            came=came.get(engagement.pk) or 0,
            came_in_words=_in_words(came.get(engagement.pk)),
            contributions=engagement.contribution_count,
        )
        for engagement in engagements
    ]


@dataclass(frozen=True)
class OccasionGroup:
    """Occasions with the same thing to be done. `is_folded`: nothing is to be done, and there are others."""

    heading: str
    rows: tuple[OccasionRow, ...]
    is_folded: bool


GROUPS = (
    ("To write up", states.HELD),
    ("Planned", states.PLANNED),
    ("Written up, to close", states.WRITTEN_UP),
    ("Closed", states.CLOSED),
    ("Cancelled", states.CANCELLED),
)


def occasion_groups(actor: Actor, programme: Programme) -> list[OccasionGroup]:
    """The occasions by what is to be done, newest first in each; empty groups are left out. Two queries."""
    rows = occasions(actor, programme)
    names = states.ENGAGEMENT_LIFECYCLE.names
    groups = [
        (heading, state, tuple(row for row in rows if row.state == names[state]))
        for heading, state in GROUPS
    ]
    over = {states.CLOSED, states.CANCELLED}
    has_open = any(own for _, state, own in groups if state not in over)
    return [
        OccasionGroup(heading, own, is_folded=state in over and has_open)
        for heading, state, own in groups
        if own
    ]


def _in_words(came: int | None) -> str:
    """How many came; None where nobody counted, which is never a nought.

    Who has come before may be counted only once, so nobody may be new.
    """
    if came is None:
        return "nobody counted yet"
    if came:
        return f"{came:,} {'person' if came == 1 else 'people'} came"
    return "no one new came"


def people_registered(engagement: Engagement) -> dict[int, int]:
    """How many people were registered at an occasion, by the community's id: those whose words are there.

    Whoever takes their words back is counted no more. One query.
    """
    persons = Contribution.objects.filter(
        engagement=engagement, contributor__isnull=False, is_stopped=False
    )
    counted = persons.values_list("contributor__community").annotate(
        people=Count("contributor", distinct=True)
    )
    return dict(counted.order_by())


def find_engagement(actor: Actor, programme: Programme, ref: str) -> Engagement:
    """Raises NotYours."""
    require(actor, "listening.see_engagements", programme)
    engagement = (
        Engagement.objects.filter(programme=programme, ref=ref).select_related("community").first()
    )
    if engagement is None:
        raise NotYours("engagement")
    return engagement


@dataclass(frozen=True)
class ContributionRow:
    """A contribution as its occasion's page lists it: no words, no name."""

    ref: str
    number: int
    community: str
    captured_by_you: bool
    is_confirmed: bool
    is_destroyed: bool
    people: int
    contributor_ref: str


@dataclass(frozen=True)
class OccasionPage:
    engagement: Engagement
    attendance: tuple[tuple[str, int], ...]
    came_in_words: str
    registered: int  # people, where nobody has counted who came
    is_waiting_for_words: bool
    needs_met: tuple[str, ...]
    tallies: tuple[tuple[str, str, int], ...]
    persons: tuple[ContributionRow, ...]
    tables: tuple[ContributionRow, ...]
    room: tuple[ContributionRow, ...]
    moves: tuple[Move, ...]
    is_over: bool
    is_open_to_words: bool
    may_hold_words: bool


NEEDS = {
    "had_interpreter": "an interpreter",
    "had_childcare": "childcare",
    "had_step_free": "step-free access",
    "had_voucher": "a voucher for people's time",
}


# People work or are told there; what they say is not taken down voice by voice.
WITHOUT_WORDS = frozenset({"co_design", "telling_back"})


def occasion_page(actor: Actor, programme: Programme, engagement: Engagement) -> OccasionPage:
    """One occasion with what was heard at it, by voice. Three queries."""
    require(actor, "listening.see_engagements", programme)
    contributions = (
        Contribution.objects.filter(engagement=engagement, is_stopped=False)
        .defer("words")
        .select_related("community", "contributor")
        .order_by("pk")
    )
    rows: dict[str, list[ContributionRow]] = {"person": [], "table": [], "room": []}
    for contribution in contributions:
        of_this_voice = rows[contribution.voice]
        of_this_voice.append(_contribution_row(actor, contribution, len(of_this_voice) + 1))
    attendance = attendance_of(engagement)
    came = sum(people for _, people in attendance) if attendance else None
    return OccasionPage(
        engagement=engagement,
        attendance=tuple(row for row in attendance if row[1]),
        came_in_words=_in_words(came),
        registered=sum(people_registered(engagement).values()) if came is None else 0,
        is_waiting_for_words=engagement.state == states.HELD
        and engagement.kind not in WITHOUT_WORDS,
        needs_met=tuple(words for field, words in NEEDS.items() if getattr(engagement, field)),
        tallies=tuple(
            engagement.equality_tallies.order_by("pk").values_list("question", "answer", "people")
        ),
        persons=tuple(rows["person"]),
        tables=tuple(rows["table"]),
        room=tuple(rows["room"]),
        moves=states.ENGAGEMENT_LIFECYCLE.moves_open_to(
            engagement.state, capacities_of(actor, states.ENGAGEMENT_LIFECYCLE, programme)
        ),
        is_over=states.ENGAGEMENT_LIFECYCLE.state(engagement.state).is_end,
        is_open_to_words=engagement.state in states.OPEN_TO_WORDS,
        may_hold_words=policies.may_hold_words_of(actor, programme, engagement.community),
    )


def _contribution_row(actor: Actor, contribution: Contribution, number: int) -> ContributionRow:
    return ContributionRow(
        ref=contribution.ref,
        number=number,
        community=contribution.community.name,
        captured_by_you=contribution.captured_by_id == actor.user_id,
        is_confirmed=contribution.confirmed_at is not None,
        is_destroyed=contribution.confirmed_at is None
        and contribution.raw_destroyed_at is not None,
        people=contribution.people,
        contributor_ref=contribution.contributor.ref if contribution.contributor else "",
    )


def attendance_of(engagement: Engagement) -> tuple[tuple[str, int], ...]:
    """Community and people, in the programme's order."""
    rows = engagement.attendance.order_by("community__position", "community__pk")
    return tuple(rows.values_list("community__name", "people"))


def people_asked(programme: Programme) -> dict[str, int]:
    """How many were asked each question after an occasion, by the question. One query."""
    took_place = Engagement.objects.filter(programme=programme).exclude(
        state__in=("planned", "cancelled")
    )
    asked = took_place.aggregate(
        felt_heard=Sum("asked_if_heard"), would_do_again=Sum("asked_if_again")
    )
    return {question: people or 0 for question, people in asked.items()}


def occasions_to_write_up(actor: Actor) -> list[tuple[str, str, str, date]]:
    """The occasions that this person recorded and has not written up, oldest first, at most five.

    Each is the programme's slug, the reference, the title and the day.
    """
    programmes = programmes_where(actor, "listening.record_engagement")
    not_written_up = Engagement.objects.filter(
        programme__in=programmes, state=states.HELD, recorded_by_id=actor.user_id
    )
    rows = not_written_up.values_list("programme__slug", "ref", "title", "held_on")
    return list(rows.order_by("held_on", "pk")[:5])


def communities_named(programme: Programme) -> dict[str, Community]:
    """The programme's communities by slug, in order."""
    communities = Community.objects.filter(programme=programme)
    return {community.slug: community for community in communities}
