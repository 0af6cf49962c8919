"""Getting back in after a lost password or phone, and closing an account."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.models import User, WayBack
from saidanddone.access.policies import require
from saidanddone.access.tokens import mac_of, new_link_token
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused

WAY_BACK_LASTS = timedelta(days=2)


@transaction.atomic
def make_way_back(*, actor: Actor, user: User, lost: str) -> str:
    """A link for someone locked out, to hand over; returns its token, kept nowhere.

    For a lost password the second factor stays, so that the link alone lets nobody in. For a lost
    phone or key everything they signed in with stops at once, and only the link leads back.
    """
    require(actor, "access.keep_people")
    if lost not in WayBack.LOST:
        raise Refused(
            "Say what they lost: the password, or the phone, passkey or security key.", "lost"
        )
    if user.pk == actor.user_id:
        raise Refused("You are in. Change how you sign in yourself, under How you sign in.")
    if not user.is_active and lost == "password":
        raise Refused("This account is closed: whoever comes back sets up everything anew.", "lost")
    WayBack.objects.filter(user=user, used_at=None).delete()
    if lost == "second_factor":
        _stop_every_way_in(user)
    token = new_link_token()
    made = WayBack.objects.create(
        user=user,
        made_by_id=actor.user_id,
        lost=lost,
        mac=mac_of(token),
        expires_at=clock.now() + WAY_BACK_LASTS,
    )
    record(actor=actor, act="access.make_way_back", about=made, reason=f"{lost} of {user.ref}")
    return token


def find_way_back(token: str) -> WayBack:
    """A way back that still stands. Raises NotYours: spent, ended and made up answer alike."""
    links = WayBack.objects.select_related("user").filter(mac=mac_of(token), used_at=None)
    found = links.filter(expires_at__gte=clock.now()).first()
    if found is None:
        raise NotYours("way back")
    return found


@transaction.atomic
def use_way_back(*, actor: Actor = NOBODY, token: str, password: str) -> WayBack:
    """Set the new password, which ends every other visit; opens an account that was closed."""
    way_back = find_way_back(token)
    user = way_back.user
    user.set_password(password)
    user.is_active, user.closed_at = True, None
    user.save()
    way_back.used_at = clock.now()
    way_back.save()
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
