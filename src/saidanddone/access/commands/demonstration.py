"""The one-time sign-in links of a demonstration, printed at start and refused beside real data."""

from django.db import transaction

from saidanddone.access.actors import NOBODY, Actor
from saidanddone.access.installation import is_demonstration
from saidanddone.access.models import OneTimeLink, User
from saidanddone.access.tokens import mac_of, new_link_token
from saidanddone.audit.commands import record
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused


@transaction.atomic
def make_one_time_links(*, actor: Actor = NOBODY) -> list[tuple[User, str]]:
    """A new link for everyone in the demonstration; the old ones stop. Refused beside real data."""
    if not is_demonstration():
        raise Refused("One-time links exist only in a demonstration.")
    OneTimeLink.objects.all().delete()
    made = []
    for user in User.objects.filter(is_active=True).order_by("pk"):
        token = new_link_token()
        OneTimeLink.objects.create(user=user, mac=mac_of(token))
        made.append((user, token))
    record(actor=actor, act="access.make_one_time_links", count=max(1, len(made)))
    return made


@transaction.atomic
def use_one_time_link(*, actor: Actor = NOBODY, token: str) -> User:
    """Sign in by a link, once. Returns the person. Raises NotYours."""
    link = find_one_time_link(token)
    # Of two presses at the same moment one finds it unused.
    if not OneTimeLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now()):
        raise NotYours("link")
    signed_in = Actor(user_id=link.user_id, ref=link.user.ref, purpose="demonstration")
    record(actor=signed_in, act="access.use_one_time_link")
    return link.user


def find_one_time_link(token: str) -> OneTimeLink:
    """A link not used yet, in a demonstration. Raises NotYours."""
    link = OneTimeLink.objects.select_related("user").filter(mac=mac_of(token), used_at=None)
    one_time_link = link.first()
    if one_time_link is None or not is_demonstration():
        raise NotYours("link")
    return one_time_link
