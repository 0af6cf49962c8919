"""Who was listened to: by community, by month, with what help; never by occasion of one person."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from saidanddone.listening.models import Attendance, Engagement
from saidanddone.peers.queries import panel_size
from saidanddone.programme.models import Community, Programme
from saidanddone.releases.analyses import band, protected
from saidanddone.releases.content import (
    CommunityHeard,
    Figure,
    Listened,
    Occasions,
    Share,
    TookPart,
)
from saidanddone.releases.drafting.counts import Counts
from saidanddone.releases.models import ExactTotal
from saidanddone.releases.months import first_of_month, last_of_month

ACCESS = {
    "had_interpreter": "an interpreter",
    "had_childcare": "childcare",
    "had_step_free": "a step-free place",
    "had_voucher": "a voucher for people's time",
}

MANY = {
    "faith_session": "sessions with faith leaders",
    "written": "letters and other writing",
    "telling_back": "occasions of telling back what was done",
}


def held_occasions(programme: Programme) -> list[Engagement]:
    """One query."""
    return list(
        Engagement.objects.filter(programme=programme)
        .exclude(state__in=("planned", "cancelled"))
        .select_related("community")
    )


def attendance_of(programme: Programme) -> list[Attendance]:
    """Who came to what was held. One query."""
    return list(
        Attendance.objects.filter(engagement__programme=programme)
        .exclude(engagement__state__in=("planned", "cancelled"))
        .select_related("engagement")
    )


def listened(
    programme: Programme,
    communities: list[Community],
    counts: Counts,
    occasions: list[Engagement],
    totals: Iterable[ExactTotal],
) -> Listened:
    """Two queries."""
    came: dict[int, list[Attendance]] = defaultdict(list)
    for row in attendance_of(programme):
        came[row.community_id].append(row)
    exact: dict[int, list[ExactTotal]] = defaultdict(list)
    for total in totals:
        if total.community_id is not None:
            exact[total.community_id].append(total)
    heard = {each.community_id for each in occasions} | set(came)
    return Listened(
        communities=tuple(
            CommunityHeard(
                ref=each.ref,
                slug=each.slug,
                name=each.name,
                heard_in=each.heard_in,
                took_part=took_part(came[each.pk], exact[each.pk]),
                spoke=protected(counts.spoke.get(each.pk, 0)),
            )
            for each in communities
            if each.pk in heard
        ),
        occasions=_by_kind(occasions),
        access_met=tuple(
            words
            for flag, words in ACCESS.items()
            if any(getattr(each, flag) for each in occasions)
        ),
        felt_heard=_share(occasions, "asked_if_heard", "felt_heard"),
        would_do_again=_share(occasions, "asked_if_again", "would_do_again"),
        not_yet_heard=tuple(each.name for each in communities if each.pk not in heard),
        panel_size=panel_size(programme),
    )


def took_part(came: list[Attendance], exact: list[ExactTotal]) -> tuple[TookPart, ...]:
    """Exact totals where the ledger lets one out; what lies between them is counted apart.

    So no figure overlaps an exact one, and nothing can be subtracted.
    """
    stretches: dict[int, list[Attendance]] = defaultdict(list)
    periods = sorted(exact, key=lambda total: total.starts_on)
    for row in came:
        held_on = row.engagement.held_on
        if not any(each.starts_on <= held_on <= each.ends_on for each in periods):
            stretches[sum(each.ends_on < held_on for each in periods)].append(row)
    parts = [
        TookPart(Figure(each.total, is_exact=True), each.starts_on, each.ends_on)
        for each in periods
    ]
    for rows in stretches.values():
        days = [row.engagement.held_on for row in rows]
        people = protected(sum(row.people for row in rows))
        parts.append(TookPart(people, first_of_month(min(days)), last_of_month(max(days))))
    return tuple(sorted(parts, key=lambda part: part.starts_on))


def _by_kind(occasions: list[Engagement]) -> tuple[Occasions, ...]:
    kinds: dict[str, list[Engagement]] = defaultdict(list)
    for each in occasions:
        kinds[each.kind].append(each)
    return tuple(
        Occasions(
            kind=kind,
            kind_words=rows[0].get_kind_display(),
            in_words=_in_words(kind, rows),
            communities=tuple(dict.fromkeys(each.community.name for each in rows)),
            events=None if kind in Engagement.ONE_PERSON else len(rows),
            starts_on=_first(rows),
            ends_on=last_of_month(max(each.held_on for each in rows)),
        )
        for kind, rows in sorted(kinds.items(), key=lambda item: (_first(item[1]), item[0]))
    )


def _in_words(kind: str, rows: list[Engagement]) -> str:
    one = rows[0].get_kind_display()
    many = MANY.get(kind, f"{one}s")
    return (
        many if kind in Engagement.ONE_PERSON else f"{len(rows)} {one if len(rows) == 1 else many}"
    )


def _first(rows: list[Engagement]) -> date:
    return first_of_month(min(each.held_on for each in rows))


def _share(occasions: list[Engagement], asked: str, yes: str) -> Share:
    whole = sum(getattr(each, asked) for each in occasions)
    return Share(protected(whole), band(sum(getattr(each, yes) for each in occasions), whole))
