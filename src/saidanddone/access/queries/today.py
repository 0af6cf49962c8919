"""Reads the today page, and the purposes a person may sign in for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.access.roles import Role, all_roles
from saidanddone.audit.queries import last_act_before
from saidanddone.base import clock, hooks
from saidanddone.base.hooks import NewsLine, TodayLine, WorkLink, WorkPlace
from saidanddone.ui.navigation import WORK_PAGES

MOST_LINKS = 5


@dataclass(frozen=True)
class TodayPage:
    """The staff home. `since` is the last day before today on which they did something here, if any."""

    roles: tuple[Role, ...]
    urgent: tuple[WorkLink, ...]
    waiting: tuple[TodayLine, ...]
    quiet: tuple[TodayLine, ...]
    places: tuple[WorkPlace, ...]
    links: tuple[WorkLink, ...]  # pages outside any programme
    since: date | None
    news: tuple[NewsLine, ...]

    @property
    def opens_nothing_yet(self) -> bool:
        return all(role.opens_nothing_yet for role in self.roles)


def today_of(actor: Actor) -> list[TodayLine]:
    """What this person can do, the heaviest line first."""
    require(actor, "access.see_today")
    lines = [line for part in hooks.today_lines(actor=actor) for line in part]
    return sorted(lines, key=lambda line: -line.weight)


def today_page(actor: Actor) -> TodayPage:
    """What waits for this person, what they can do here, and what is new to them."""
    lines = today_of(actor)
    roles = _roles_of(actor)
    names = tuple(dict.fromkeys(name for role in roles for name in role.starts))
    places = [place for part in hooks.work_places(actor=actor, names=names) for place in part]
    last = last_act_before(actor.ref, clock.start_of(clock.today()))
    return TodayPage(
        roles=roles,
        urgent=tuple(link for place in places for link in place.links if link.is_urgent),
        waiting=tuple(line for line in lines if not line.is_quiet),
        quiet=tuple(line for line in lines if line.is_quiet),
        places=tuple(_without_urgent(place) for place in places),
        links=_links_outside(actor, names),
        since=clock.day_of(last) if last else None,
        news=_news(actor, last) if last else (),
    )


def _roles_of(actor: Actor) -> tuple[Role, ...]:
    known = all_roles()
    return tuple(known[role] for role in sorted(actor.every_role) if role in known)


def _without_urgent(place: WorkPlace) -> WorkPlace:
    calm = [link for link in place.links if not link.is_urgent]
    return WorkPlace(place.title, place.address, tuple(calm[:MOST_LINKS]))


def _links_outside(actor: Actor, names: tuple[str, ...]) -> tuple[WorkLink, ...]:
    entries = [WORK_PAGES[name] for name in names]
    return tuple(
        WorkLink(entry.text, reverse(entry.name))
        for entry in entries
        if entry.is_outside and actor.may(entry.permission)
    )


def _news(actor: Actor, since: datetime) -> tuple[NewsLine, ...]:
    return tuple(line for part in hooks.news(actor=actor, since=since) for line in part)


def purposes_of(actor: Actor) -> list[str]:
    """The purposes this person may sign in for, from the roles they hold anywhere."""
    return list(dict.fromkeys(purpose for role in _roles_of(actor) for purpose in role.purposes))
