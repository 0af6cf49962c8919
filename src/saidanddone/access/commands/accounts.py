"""Account recovery after a lost password or phone, and closing an account."""

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
    """Make a recovery link for someone locked out. Returns its token, which is not stored.

    The link alone lets nobody in, unless both are lost: after a lost password the second factor is
    still asked for, after a lost phone or key the password. Except after a lost password, every
    method they signed in with is removed at once.
    """
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("You are in. Change how you sign in yourself, under How you sign in.")
    password = _password_of(user)
    _refuse_if_nothing_is_left_to_ask(user, lost, password)
    WayBack.objects.filter(user=user, used_at=None).delete()
    if lost != "password":
        _remove_sign_in_methods(user)
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


def _refuse_if_nothing_is_left_to_ask(user: User, lost: str, password: str) -> None:
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
    """The hash of their password, or of the one they had when an unused link was made."""
    if user.has_usable_password():
        return user.password
    waiting = WayBack.objects.filter(user=user, used_at=None).exclude(password_until_now="")
    return waiting.values_list("password_until_now", flat=True).order_by("-pk").first() or ""


def find_way_back(token: str) -> WayBack:
    """An unused link that has not expired. Raises NotYours for used, expired and made-up tokens alike."""
    links = WayBack.objects.select_related("user").filter(mac=mac_of(token), used_at=None)
    link = links.filter(expires_at__gte=clock.now(), tries__lt=MOST_TRIES).first()
    if link is None:
        raise NotYours("way back")
    return link


def use_way_back(
    *, actor: Actor = NOBODY, token: str, password: str, password_until_now: str = ""
) -> WayBack:
    """Set the new password, which ends every other session. Reopens an account that was closed.

    After a lost phone or key, the password until now must be right. A wrong one is counted and saved
    before it is refused.
    """
    way_back = find_way_back(token)
    if way_back.lost == "second_factor":
        _check_password_until_now(way_back, password_until_now)
    return _restore_access(actor, way_back, password)


def _check_password_until_now(way_back: WayBack, password: str) -> None:
    with transaction.atomic():
        # Counted before the password is checked, so that parallel tries cannot exceed the limit.
        unused = WayBack.objects.filter(pk=way_back.pk, used_at=None, tries__lt=MOST_TRIES)
        if not unused.update(tries=F("tries") + 1):
            raise NotYours("way back")
        is_right = check_password(password, way_back.password_until_now)
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
def _restore_access(actor: Actor, way_back: WayBack, password: str) -> WayBack:
    # Taken before anything else: of two presses at the same moment one finds it unused.
    unused = WayBack.objects.filter(pk=way_back.pk, used_at=None)
    if not unused.update(used_at=clock.now(), password_until_now=""):
        raise NotYours("way back")
    way_back.refresh_from_db(fields=["used_at", "password_until_now"])
    user = way_back.user
    user.set_password(password)
    user.is_active, user.closed_at = True, None
    user.save()
    recovered = actor if actor.is_signed_in else Actor(user_id=user.pk, ref=user.ref)
    record(actor=recovered, act="access.use_way_back", about=way_back, reason=way_back.lost)
    return way_back


@transaction.atomic
def close_sign_in(*, actor: Actor, user: User) -> None:
    """Stop this person from signing in, and end their open sessions."""
    require(actor, "access.keep_people")
    if user.pk == actor.user_id:
        raise Refused("Nobody closes their own account. Ask another administrator.")
    _refuse_last_administrator(user)
    WayBack.objects.filter(user=user, used_at=None).delete()
    _remove_sign_in_methods(user)
    user.is_active, user.closed_at, user.site_role = False, clock.now(), ""
    user.save()
    record(actor=actor, act="access.close_account", reason=user.ref)


@transaction.atomic
def end_site_role(*, actor: Actor, user: User) -> None:
    """End the role of an administrator or a data protection officer."""
    require(actor, "access.keep_people")
    if not user.site_role:
        raise NotYours("role")
    _refuse_last_administrator(user)
    ended, user.site_role = user.site_role, ""
    user.save()
    record(actor=actor, act="access.end_site_role", reason=f"{ended} of {user.ref}")


def _refuse_last_administrator(leaving: User) -> None:
    """Refuse if nobody else is administrator. Locks the rows, so that two cannot leave at once."""
    active = User.objects.select_for_update().filter(site_role="administrator", is_active=True)
    administrators = set(active.values_list("pk", flat=True))
    if administrators == {leaving.pk}:
        raise Refused("This is the only administrator. Invite another one first.")


def _remove_sign_in_methods(user: User) -> None:
    """Remove password and second factors. That ends the sessions made with the password."""
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save()
