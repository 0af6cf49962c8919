"""Which forms a signed-in person sent in the last half an hour, so that one opened again says so.

Kept in their session: the path, the time and the address it led to, and no words. An address may name
someone who withdraws: it is then forgotten in every session.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from saidanddone.base import clock
from saidanddone.base.idempotent import Submitted, names_one_of
from saidanddone.ui.forms import SentOnce

REMEMBERED = "saved_forms"
SOON = timedelta(minutes=30)

Known = dict[str, tuple[str, str]]


def is_remembered(form: object) -> bool:
    """Whether the page says later that it was sent: one that made something and erased nothing."""
    return isinstance(form, SentOnce) and "version" not in form.fields and not form.erases


def saved_before(request: HttpRequest, form: object) -> Submitted | None:
    """When this page's form was last saved by this person, if that was in the last half an hour."""
    if not is_remembered(form):
        return None
    known: Known = request.session.get(REMEMBERED, {})
    if request.path not in known:
        return None
    at, led_to = known[request.path]
    submitted = Submitted(led_to, datetime.fromisoformat(at), is_first=False)
    return submitted if _is_recent(submitted.at) else None


def remember(request: HttpRequest, submitted: Submitted) -> None:
    """Keep the path, time and address in the session. Forms that are not recent are dropped."""
    known: Known = request.session.get(REMEMBERED, {})
    recent = {
        path: values
        for path, values in known.items()
        if _is_recent(datetime.fromisoformat(values[0]))
    }
    recent[request.path] = (submitted.at.isoformat(), submitted.led_to)
    request.session[REMEMBERED] = recent


def forget(refs: Collection[str]) -> None:
    """Forget, in every session, the forms whose path or address names one of these references."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in Session.objects.filter(expire_date__gt=clock.now()):
        stored = session.get_decoded()
        known: Known = stored.get(REMEMBERED, {})
        kept = {
            path: values
            for path, values in known.items()
            if not names_one_of(f"{path} {values[1]}", refs)
        }
        if len(kept) < len(known):
            session.session_data = store().encode({**stored, REMEMBERED: kept})
            session.save(update_fields=["session_data"])


def _is_recent(at: datetime) -> bool:
    return clock.now() - at < SOON
