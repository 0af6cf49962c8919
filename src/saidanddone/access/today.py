"""Lines of the today page: recovery links, failed sign-ins, roles that end soon or open nothing."""

from datetime import date, timedelta

from django.db.models import Max, Q, Sum
from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.models import Membership, WayBack, WrongTries
from saidanddone.access.policies import is_allowed
from saidanddone.access.queries import number_of_refused_roles
from saidanddone.base import clock
from saidanddone.base.hooks import TodayLine

SHOWN_FOR = timedelta(days=14)
SOON = timedelta(days=21)  # a role that ends sooner is announced, so that it surprises nobody


def ways_back(actor: Actor) -> list[TodayLine]:
    """Recovery links of two weeks, for the account's owner and whoever reads the audit. One query."""
    reads_audit = is_allowed(actor, "access.read_audit")
    mine = Q(user_id=actor.user_id, used_at__gte=clock.now() - SHOWN_FOR)
    shown = mine | Q(created_at__gte=clock.now() - SHOWN_FOR) if reads_audit else mine
    links = WayBack.objects.filter(shown).select_related("user", "made_by").order_by("-pk")
    return [_own(link) if link.user_id == actor.user_id else _others(link) for link in links]


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


def wrong_tries(actor: Actor) -> list[TodayLine]:
    """What others may have tried on this person's own account in two weeks. One query."""
    tries = WrongTries.objects.filter(user_id=actor.user_id, day__gt=clock.today() - SHOWN_FOR)
    sums = tries.values("what").annotate(times=Sum("count"), last=Max("day")).order_by("what")
    return [_tried(row["what"], row["times"], row["last"]) for row in sums]


def _tried(what: str, times: int, last: date) -> TodayLine:
    often = "once" if times == 1 else f"{times} times"
    when = f"{often}, last on {last.day} {last:%B}"
    if what == "password":
        text = (
            f"Signing in to your account was paused after wrong passwords {when}. Nobody came in. If "
            "it was not you, tell your administrator"
        )
        return TodayLine(text, reverse("mfa_index"), 30)
    tried = "A wrong code" if what == "code" else "A wrong passkey or key"
    text = (
        f"{tried} was given after your password {when}. If it was not you, someone knows your "
        "password: change it now, and tell your administrator"
    )
    return TodayLine(text, reverse("account_change_password"), 60)


def roles_refused(actor: Actor) -> list[TodayLine]:
    """One line, for whoever gives roles: how many stand and open nothing."""
    if not is_allowed(actor, "access.keep_people"):
        return []
    number = number_of_refused_roles()
    if not number:
        return []
    roles = "1 role opens" if number == 1 else f"{number} roles open"
    text = f"{roles} nothing: see why, and end it or say which agency the person works for"
    return [TodayLine(text, reverse("programme:people"), 50)]


def _own(made: WayBack) -> TodayLine:
    return TodayLine(
        f"You came back in on {_day(made)} by a link that {made.made_by} made. If that was not you, "
        "tell your data protection officer today",
        reverse("mfa_index"),
        60,
    )


def _others(made: WayBack) -> TodayLine:
    lost = made.get_lost_display()
    return TodayLine(
        f"{made.made_by} made a way back in for {made.user} on {_day(made)} (lost: {lost}). Ask "
        f"{made.user} whether they asked for it",
        reverse("access:audit"),
        20,
    )


def _day(made: WayBack) -> str:
    day = clock.day_of(made.used_at or made.created_at)
    return f"{day.day} {day:%B}"
