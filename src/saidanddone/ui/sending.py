"""A form that someone filled in, sent: it acts once, and whoever sends it again is told so."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from saidanddone.base import clock
from saidanddone.base.errors import Refused
from saidanddone.base.once import Sent, new_token, send
from saidanddone.ui.forms import SentOnce
from saidanddone.ui.wording import at_time

REMEMBERED = "saved_forms"
SOON = timedelta(minutes=30)
# Written into the form by assets/js/saved-already.js when someone types into a form they sent before.
CHANGED = "changed_since_saved"


def send_once(
    request: HttpRequest, form: forms.Form, act: Callable[[], str], *, done: str = ""
) -> str:
    """Run `act` the first time this form is sent, say `done`; return the address that it led to.

    Sent again as it was, it acts no more, and the next page says when it was saved. Raises Refused
    when something was typed into it since: the form is then shown with all of it, under a new token.
    """
    sent = send(form.cleaned_data["once"], act)
    if sent.is_first:
        if "version" not in form.fields:
            _remember(request, sent)
        messages.success(request, done)  # which says nothing if there is nothing to say
        return sent.led_to
    if request.POST.get(CHANGED):
        typed = request.POST.copy()
        typed["once"] = new_token()
        form.data = typed
        raise Refused(
            f"This was saved already {at_time(sent.at)}. What you have changed since is not saved: to "
            "correct what was saved, open it and change it there. To save this as another one, press "
            "the button again."
        )
    messages.warning(
        request, f"This was saved already {at_time(sent.at)}. Nothing was saved twice."
    )
    return sent.led_to


def saved_before(request: HttpRequest, form: object) -> Sent | None:
    """When this page's form was last saved by this person, if that was in the last half an hour."""
    if not isinstance(form, SentOnce) or "version" in form.fields:
        return None
    known: dict[str, tuple[str, str]] = request.session.get(REMEMBERED, {})
    if request.path not in known:
        return None
    at, led_to = known[request.path]
    sent = Sent(led_to, datetime.fromisoformat(at), is_first=False)
    return sent if _is_recent(sent.at) else None


def _remember(request: HttpRequest, sent: Sent) -> None:
    """Path, time and where it led, in the session; no words. What is no longer recent goes."""
    known = request.session.get(REMEMBERED, {})
    recent = {
        path: kept for path, kept in known.items() if _is_recent(datetime.fromisoformat(kept[0]))
    }
    recent[request.path] = (sent.at.isoformat(), sent.led_to)
    request.session[REMEMBERED] = recent


def _is_recent(at: datetime) -> bool:
    return clock.now() - at < SOON
