"""The one view of a form: shows it, runs its command once, and redirects or shows the refusal."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saidanddone.base.direction import has_direction_marks
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused, SaidAndDoneError
from saidanddone.base.idempotent import new_token, submit_once
from saidanddone.ui import saved_forms
from saidanddone.ui.edit_conflict import edit_conflict
from saidanddone.ui.forms import GovukForm, show_refusal
from saidanddone.ui.wording import at_time

Result = TypeVar("Result")
log = logging.getLogger(__name__)

MEANWHILE = (
    "Someone changed or removed something this depends on, at the same moment. Nothing was saved. "
    "Copy what you have written, open the page again and see how it stands."
)
TURNED = (
    "Invisible marks that change the direction of letters were taken out of what you wrote. "
    "Check that it reads as you meant it."
)
# Written into the form by assets/js/saved-already.js when someone types into a form they sent before.
CHANGED = "changed_since_saved"


def handle_form(
    request: HttpRequest,
    form: GovukForm,
    act: Callable[[], Result],
    *,
    done: str = "",
    back_url: str = "",
    next_url: str | Callable[[Result], str] = "",
    respond: Callable[[str], HttpResponse] = redirect,
    template: str = "ui/form_page.html",
    **page: Any,
) -> HttpResponse:
    """Show the form. When it is valid, run `act` and redirect to `next_url` with the notice `done`.

    `next_url` is an address, or a function of the result of `act`; without it, `back_url`. `respond`
    replaces the redirect where it would lose what is shown only once. A form with the field `once`
    acts once. A refusal is shown beside its field. Where someone else saved meanwhile, both texts are
    shown, theirs from `form.as_saved`; where what the form is about went meanwhile, what was typed. `page` holds the template's title, caption, intro and
    submit_label.
    """
    conflict = None
    if form.is_bound and form.is_valid():
        try:
            return respond(_submit(request, form, act, next_url or back_url, done))
        except EditedMeanwhile as meanwhile:
            theirs = form.as_saved(meanwhile.current)
            conflict = edit_conflict(form, meanwhile.sentence, theirs, meanwhile.current.version)
        except Refused as refused:
            show_refusal(form, refused)
        except NotYours:
            raise
        except (SaidAndDoneError, IntegrityError, ObjectDoesNotExist):
            log.exception("a form met a change made at the same moment")
            show_refusal(form, Refused(MEANWHILE))
    context = {**page, "back_url": back_url, "form": form, "conflict": conflict}
    return render(request, template, context)


def _submit(
    request: HttpRequest,
    form: GovukForm,
    act: Callable[[], Result],
    next_url: str | Callable[[Result], str],
    done: str,
) -> str:
    """Run the act, at most once for a form that is sent once. Returns the address to go on to."""

    def act_and_address() -> str:
        result = act()
        if any(has_direction_marks(str(typed)) for typed in request.POST.values()):
            messages.warning(request, TURNED)
        return next_url(result) if callable(next_url) else next_url

    if "once" in form.fields:
        return _submit_once(request, form, act_and_address, done)
    address = act_and_address()
    messages.success(request, done)
    return address


def _submit_once(request: HttpRequest, form: GovukForm, act: Callable[[], str], done: str) -> str:
    """Run `act` the first time this form is sent. Returns the address that it led to.

    Sent again unchanged, it does not act, and the next page says when it was saved. Raises Refused
    when it was changed since: the form is then shown with all that was typed, under a new token.
    """
    submitted = submit_once(form.cleaned_data["once"], act)
    if submitted.is_first:
        if saved_forms.is_remembered(form):
            saved_forms.remember(request, submitted)
        messages.success(request, done)  # an empty text adds no message
        return submitted.led_to
    if request.POST.get(CHANGED):
        typed = request.POST.copy()
        typed["once"] = new_token()
        form.data = typed
        raise Refused(
            f"This was saved already {at_time(submitted.at)}. What you have changed since is not saved: "
            "to correct what was saved, open it and change it there. To save this as another one, press "
            "the button again."
        )
    messages.warning(
        request, f"This was saved already {at_time(submitted.at)}. Nothing was saved twice."
    )
    return submitted.led_to
