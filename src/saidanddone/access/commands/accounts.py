"""Getting back in after a lost password or phone, and closing an account."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import F

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import User, WayBack
from saidanddone.access.policies import require
from saidanddone.access.queries import with_second_factor
from saidanddone.access.tokens import mac_of, new_link_token
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused

WAY_BACK_LASTS = timedelta(days=2)
MOST_TRIES = 5  # at the password until now, by whoever holds a link


@transaction.atomic
def make_way_back(*, actor: Actor, user: User, lost: str) -> str:
    """A link for someone locked out, to hand over; returns its token, kept nowhere.

    What they did not lose is still asked for, so that the link alone lets nobody in: the second
    factor after a lost password, the password after a lost phone or key. Then, or where both are
    lost, everything they signed in with stops at once.
    """
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("You are in. Change how you sign in yourself, under How you sign in.")
    password = _password_of(user)
    _refuse_what_is_not_left(user, lost, password)
    WayBack.objects.filter(user=user, used_at=None).delete()
    if lost != "password":
        _stop_every_way_in(user)
    token = new_link_token()
    made = WayBack.objects.create(
        user=user,
        made_by_id=actor.user_id,
        lost=lost,
        mac=mac_of(token),
        password_until_now=password if lost == "second_factor" else "",
        expires_at=clock.now() + WAY_BACK_LASTS,
    )
    record(actor=actor, act="access.make_way_back", about=made, reason=f"{lost} of {user.ref}")
    return token


def _refuse_what_is_not_left(user: User, lost: str, password: str) -> None:
    if lost not in WayBack.LOST:
        raise Refused(
            "Say what they lost: the password, the phone, passkey or security key, or both.", "lost"
        )
    if not user.is_active and lost != "both":
        raise Refused("This account is closed: whoever comes back sets up everything anew.", "lost")
    if lost == "password" and not with_second_factor([user]):
        raise Refused(
            "They have no phone, passkey or key set up that could be asked for. Choose both.",
            "lost",
        )
    if lost == "second_factor" and not password:
        raise Refused("They have no password that could be asked for. Choose both.", "lost")


def _password_of(user: User) -> str:
    """The hash of what they sign in with, or did until a link that still waits was made."""
    if user.has_usable_password():
        return user.password
    waiting = WayBack.objects.filter(user=user, used_at=None).exclude(password_until_now="")
    return waiting.values_list("password_until_now", flat=True).order_by("-pk").first() or ""


def find_way_back(token: str) -> WayBack:
    """A way back that still stands. Raises NotYours: spent, ended and made up answer alike."""
    links = WayBack.objects.select_related("user").filter(mac=mac_of(token), used_at=None)
    link = links.filter(expires_at__gte=clock.now(), tries__lt=MOST_TRIES).first()
    if link is None:
        raise NotYours("way back")
    return link


def use_way_back(
    *, actor: Actor = NOBODY, token: str, password: str, password_until_now: str = ""
) -> WayBack:
    """Set the new password, which ends every other visit; opens an account that was closed.

    After a lost phone or key the password until now must be right. A wrong one is counted, and
    saved as such before it is refused.
    """
    way_back = find_way_back(token)
    if way_back.lost == "second_factor":
        _check_password_until_now(way_back, password_until_now)
    return _come_back(actor, way_back, password)


def _check_password_until_now(way_back: WayBack, given: str) -> None:
    with transaction.atomic():
        # Counted before it is looked at, so that many tries at once are not more than a few.
        mine = WayBack.objects.filter(pk=way_back.pk, used_at=None, tries__lt=MOST_TRIES)
        if not mine.update(tries=F("tries") + 1):
            raise NotYours("way back")
        is_right = check_password(given, way_back.password_until_now)
        if not is_right:
            reason = f"by whoever holds the link of {way_back.user.ref}"
            record(actor=None, act="access.miss_way_back", about=way_back, reason=reason)
    if not is_right:
        raise Refused(
            f"That is not the password you had until now. After {MOST_TRIES} wrong ones the link ends, and "
            "your administrator makes you another",
            "password_until_now",
        )


@transaction.atomic
def _come_back(actor: Actor, way_back: WayBack, password: str) -> WayBack:
    user = way_back.user
    user.set_password(password)
    user.is_active, user.closed_at = True, None
    user.save()
    way_back.used_at, way_back.password_until_now = clock.now(), ""
    way_back.save(update_fields=["used_at", "password_until_now"])
    whose = actor if actor.is_signed_in else Actor(user_id=user.pk, ref=user.ref)
    record(actor=whose, act="access.use_way_back", about=way_back, reason=way_back.lost)
    return way_back


@transaction.atomic
def close_sign_in(*, actor: Actor, user: User) -> None:
    """From now on this person cannot sign in, and whatever visit is open ends."""
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("Nobody closes their own account. Ask another administrator.")
    _keep_an_administrator(user)
    WayBack.objects.filter(user=user, used_at=None).delete()
    _stop_every_way_in(user)
    user.is_active, user.closed_at, user.site_role = False, clock.now(), ""
    user.save()
    record(actor=actor, act="access.close_account", reason=user.ref)


@transaction.atomic
def end_site_role(*, actor: Actor, user: User) -> None:
    """This person is no longer administrator or data protection officer."""
    require(actor, "access.keep_people")
    if not user.site_role:
        raise NotYours("role")
    _keep_an_administrator(user)
    ended, user.site_role = user.site_role, ""
    user.save()
    record(actor=actor, act="access.end_site_role", reason=f"{ended} of {user.ref}")


def _keep_an_administrator(leaving: User) -> None:
    """Locks every administrator, so that two who leave at once cannot both be let go."""
    active = User.objects.select_for_update().filter(site_role="administrator", is_active=True)
    administrators = set(active.values_list("pk", flat=True))
    if administrators == {leaving.pk}:
        raise Refused("This is the only administrator. Invite another one first.")


def _stop_every_way_in(user: User) -> None:
    """A session dies with the password it was made under."""
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save()
