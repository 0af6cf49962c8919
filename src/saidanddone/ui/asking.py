"""What every page that asks does: act once, or show why not with everything typed kept."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from saidanddone.base.errors import EditedMeanwhile, Refused
from saidanddone.ui.edit_conflict import edit_conflict
from saidanddone.ui.forms import GovukForm, show_refusal
from saidanddone.ui.sending import send_once


def ask(
    request: HttpRequest,
    form: GovukForm,
    act: Callable[[], str],
    *,
    page: Mapping[str, Any],
    done: str,
    as_saved: Callable[[Any], dict[str, Any]] | None = None,
    template: str = "ui/edit_page.html",
) -> HttpResponse:
    """Show the form; once it holds, `act` and go where it leads, saying `done`.

    `as_saved` turns a record that someone else saved meanwhile into the form's initial values.
    """
    both = None
    if form.is_bound and form.is_valid():
        try:
            address = send_once(request, form, act, done=done)
        except EditedMeanwhile as meanwhile:
            theirs = as_saved(meanwhile.current) if as_saved else {}
            both = edit_conflict(form, meanwhile.sentence, theirs, meanwhile.current.version)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return redirect(address)
    return render(request, template, {**page, "form": form, "both": both})
