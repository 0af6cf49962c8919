"""What a release says of who was listened to: by community, by month, with what help.

Nothing is told by occasion where an occasion is one person.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.analyses import band, protected
from saidanddone.disclosure.catalogue import LISTENING, TOOK_PART, Entry, as_name, under
from saidanddone.disclosure.figures import Figure, PublishedFigure, Share
from saidanddone.disclosure.known import FigureMaker, Of, StatedFigure
from saidanddone.disclosure.months import first_of_month, last_of_month, period
from saidanddone.disclosure.parts import Content, Drafting, ReleasePart
from saidanddone.listening.models import Attendance, Engagement
from saidanddone.programme.models import Programme
from saidanddone.programme.release import communities_of


@dataclass(frozen=True)
class TookPart:
    """People of one community who took part in a stretch of months, both ends included."""

    people: Figure
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class CommunityListened:
    """`took_part` counts attendance and does not fall when someone withdraws.

    Several stretches where a closed one left exact and what came after is counted apart.
    """

    ref: str
    slug: str
    name: str
    heard_in: str
    took_part: tuple[TookPart, ...]

    @property
    def exact_first(self) -> list[TookPart]:
        """The exact total first; what came outside its months is counted apart."""
        return sorted(self.took_part, key=lambda part: (not part.people.is_exact, part.starts_on))


@dataclass(frozen=True)
class Occasions:
    """Occasions of one kind. `events` is None where an occasion is one person: not a thing to count."""

    kind: str
    kind_words: str
    in_words: str  # "3 community conversations"; "peer interviews", without a number
    communities: tuple[str, ...]
    events: int | None
    starts_on: date  # the first day of the first month, the last of the last
    ends_on: date


@dataclass(frozen=True)
class Listened:
    communities: tuple[CommunityListened, ...]
    occasions: tuple[Occasions, ...]
    access_met: tuple[str, ...]
    felt_heard: Share
    would_do_again: Share
    not_yet_heard: tuple[str, ...]


ENTRIES = (
    *under(
        TOOK_PART,
        Entry(
            "<community>_took_part",
            "people",
            "People of the community “{community}” who took part in an occasion of listening",
            "the attendance of every occasion held, added up: someone who came twice counts twice; it "
            "does not fall when someone withdraws",
            LISTENING,
        ),
        Entry(
            "<community>_took_part_later",
            "people",
            "People of the community “{community}” who took part outside the months of the total that "
            "is published exactly",
            "the attendance of the occasions held outside that period, added up",
            LISTENING,
        ),
    ),
    *under(
        TOOK_PART,
        Entry(
            "<kind>_occasions",
            "things",
            "Occasions of the kind “{kind}” that were held",
            "occasions counted one by one; where an occasion is one person it is not counted here",
            LISTENING,
        ),
        rank=2,
    ),
)

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


def held_occasions(draft: Drafting) -> list[Engagement]:
    """Every occasion that was held. One query."""
    return list(
        Engagement.objects.filter(programme=draft.programme)
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


def attendance_name(slug: str) -> str:
    """The ledger's name for the people of a community who took part."""
    return f"attendance {slug}"


def _build(draft: Drafting) -> Listened:
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
        felt_heard=_share(occasions, "asked_if_heard", "felt_heard"),
        would_do_again=_share(occasions, "asked_if_again", "would_do_again"),
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
        if not any(each.starts_on <= held_on <= each.ends_on for each in periods):
            stretches[sum(each.ends_on < held_on for each in periods)].append(row)
    parts = [
        TookPart(Figure(each.value, is_exact=True), each.starts_on, each.ends_on)
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


def _figures(content: Content) -> Iterator[StatedFigure]:
    make = FigureMaker(ENTRIES)
    listened = content.part(LISTENED)
    for community in listened.communities:
        of = Of(as_name(community.slug), {"community": community.name})
        for number, stretch in enumerate(community.exact_first):
            yield make.counted_as(
                "<community>_took_part_later" if number else "<community>_took_part",
                stretch.people,
                period(stretch.starts_on, stretch.ends_on),
                of,
                number=number,
            )
    for occasions in listened.occasions:
        if occasions.events is not None:
            when = period(occasions.starts_on, occasions.ends_on)
            of = Of(as_name(occasions.kind), {"kind": occasions.kind_words})
            yield make.things("<kind>_occasions", occasions.events, when, of)


def _published(listened: Listened) -> list[PublishedFigure]:
    """Attendance by period; exact totals stand in the ledger and are not repeated."""
    return [
        PublishedFigure(
            attendance_name(community.slug),
            stretch.starts_on,
            stretch.ends_on,
            stretch.people.shown,
            exact=False,
        )
        for community in listened.communities
        for stretch in community.took_part
        if not stretch.people.is_exact
    ]


LISTENED = ReleasePart(
    slug="listening",
    format=1,
    shape=Listened,
    build=_build,
    entries=ENTRIES,
    figures=_figures,
    published=_published,
    from_people=lambda listened: listened,
)
