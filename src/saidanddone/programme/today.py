"""The programme part of the today page: roles that end soon, so that nobody is shut out by surprise."""

from datetime import timedelta

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.models import Membership
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.base.hooks import TodayLine

SOON = timedelta(days=21)


def roles_ending(actor: Actor) -> list[TodayLine]:
    """One line, for whoever gives roles. One query."""
    if not is_allowed(actor, "access.keep_people"):
        return []
    today = clock.today()
    ending = Membership.objects.filter(until__range=(today, today + SOON), user__is_active=True)
    number = ending.count()
    if not number:
        return []
    roles = "1 role ends" if number == 1 else f"{number} roles end"
    text = f"{roles} within three weeks: renew training and interests first, then give them again"
    return [TodayLine(text, reverse("programme:people"), 30)]
