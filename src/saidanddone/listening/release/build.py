"""Builds what a release says of who was listened to.

Nothing is told by occasion where an occasion is one person.
"""

from collections import defaultdict
from datetime import date
from typing import cast

from saidanddone.disclosure.analyses import band, protected
from saidanddone.disclosure.figures import Figure, PublishedFigure, Share
from saidanddone.disclosure.months import first_of_month, last_of_month
from saidanddone.disclosure.parts import Drafting
from saidanddone.listening.models import Attendance, Engagement
from saidanddone.listening.release.figures import attendance_name
from saidanddone.listening.release.shapes import (
    CommunityListened,
    Listened,
    Occasions,
    TookPart,
)
from saidanddone.programme.models import Programme
from saidanddone.programme.release import communities_of

ACCESS = {
    "had_interpreter": "an interpreter",
    "had_childcare": "childcare",
    "had_step_free": "a step-free place",
    "had_voucher": "a voucher for people's time",
}


def held_occasions(draft: Drafting) -> list[Engagement]:
    """Every occasion that was held. One query."""
    return list(
        Engagement.objects.filter(programme=draft.programme)
        .exclude(state__in=("planned", "cancelled"))
        .select_related("community")
    )


def attendance_of(programme: Programme) -> list[Attendance]:
    """Who came to what was held. A nought is no date on which people came. One query."""
    return list(
        Attendance.objects.filter(engagement__programme=programme, people__gt=0)
        .exclude(engagement__state__in=("planned", "cancelled"))
        .select_related("engagement")
    )


def build(draft: Drafting) -> Listened:
    """Three queries."""
    occasions = draft.once(held_occasions)
    communities = draft.once(communities_of)
    came: dict[int, list[Attendance]] = defaultdict(list)
    for row in attendance_of(draft.programme):
        came[row.community_id].append(row)
    heard = {occasion.community_id for occasion in occasions} | set(came)
    return Listened(
        communities=tuple(
            CommunityListened(
                ref=community.ref,
                slug=community.slug,
                name=community.name,
                heard_in=community.heard_in,
                took_part=took_part(
                    came[community.pk],
                    [
                        total
                        for total in draft.exact
                        if total.name == attendance_name(community.slug)
                    ],
                ),
            )
            for community in communities
            if community.pk in heard
        ),
        occasions=_by_kind(occasions),
        access_met=tuple(
            words
            for flag, words in ACCESS.items()
            if any(getattr(occasion, flag) for occasion in occasions)
        ),
        felt_heard=_share(draft, "asked_if_heard", "felt_heard"),
        would_do_again=_share(draft, "asked_if_again", "would_do_again"),
        not_yet_heard=tuple(
            community.name for community in communities if community.pk not in heard
        ),
    )


def took_part(came: list[Attendance], exact: list[PublishedFigure]) -> tuple[TookPart, ...]:
    """Exact totals where the ledger lets one out; what lies between them is counted apart.

    So no figure overlaps an exact one, and nothing can be subtracted.
    """
    stretches: dict[int, list[Attendance]] = defaultdict(list)
    periods = sorted(exact, key=lambda total: total.starts_on)
    for row in came:
        held_on = row.engagement.held_on
        if not any(total.starts_on <= held_on <= total.ends_on for total in periods):
            stretches[sum(total.ends_on < held_on for total in periods)].append(row)
    parts = [
        TookPart(Figure(total.value, is_exact=True), total.starts_on, total.ends_on)
        for total in periods
    ]
    for rows in stretches.values():
        days = [row.engagement.held_on for row in rows]
        people = protected(sum(row.people for row in rows))
        parts.append(TookPart(people, first_of_month(min(days)), last_of_month(max(days))))
    return tuple(sorted(parts, key=lambda part: part.starts_on))


def _by_kind(occasions: list[Engagement]) -> tuple[Occasions, ...]:
    kinds: dict[str, list[Engagement]] = defaultdict(list)
    for occasion in occasions:
        kinds[occasion.kind].append(occasion)
    return tuple(
        Occasions(
            kind=kind,
            kind_words=rows[0].get_kind_display(),
            in_words=_in_words(kind, rows),
            communities=tuple(dict.fromkeys(occasion.community.name for occasion in rows)),
            events=None if kind in Engagement.ONE_PERSON else len(rows),
            starts_on=_first(rows),
            ends_on=last_of_month(max(occasion.held_on for occasion in rows)),
        )
        for kind, rows in sorted(kinds.items(), key=lambda item: (_first(item[1]), item[0]))
    )


def _in_words(kind: str, rows: list[Engagement]) -> str:
    one, many = rows[0].get_kind_display(), rows[0].kind_plural
    return (
        many if kind in Engagement.ONE_PERSON else f"{len(rows)} {one if len(rows) == 1 else many}"
    )


def _first(rows: list[Engagement]) -> date:
    return first_of_month(min(occasion.held_on for occasion in rows))


def _share(draft: Drafting, asked: str, yes: str) -> Share:
    """As it stood while few more were asked: else it would tell what one of them said."""
    last = draft.last("listening", Listened)
    if last is not None and draft.movement.few_more_were_asked(yes):
        return cast("Share", getattr(last, yes))
    occasions = draft.once(held_occasions)
    whole = sum(getattr(occasion, asked) for occasion in occasions)
    return Share(
        protected(whole), band(sum(getattr(occasion, yes) for occasion in occasions), whole)
    )
