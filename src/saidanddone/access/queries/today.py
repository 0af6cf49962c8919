"""Reads the today page, and the purposes a person may sign in for."""

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.access.roles import all_roles
from saidanddone.base import hooks
from saidanddone.base.hooks import TodayLine


def today_of(actor: Actor) -> list[TodayLine]:
    """What this person can do, the heaviest line first."""
    require(actor, "access.see_today")
    lines = [line for part in hooks.today_lines(actor=actor) for line in part]
    return sorted(lines, key=lambda line: -line.weight)


def purposes_of(actor: Actor) -> list[str]:
    """The purposes this person may sign in for, from the roles they hold anywhere."""
    known = all_roles()
    purposes = [
        purpose
        for role in sorted(actor.every_role)
        if role in known
        for purpose in known[role].purposes
    ]
    return list(dict.fromkeys(purposes))
