"""Account recovery: the help page, and the page of a recovery link."""

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access import commands, guessing, known_devices
from saidanddone.access.decorators import public_page
from saidanddone.access.forms import PasswordForm, PasswordsForm
from saidanddone.access.views.visits import BACKEND
from saidanddone.base.errors import NotYours
from saidanddone.ui.form_page import handle_form

if TYPE_CHECKING:
    from saidanddone.access.models import User

SET_UP_AGAIN = (
    "You then set up a new second way to prove it is you. What you used before no longer works."
)
NEXT = {
    "password": "You then sign in with the new password and your phone, passkey or key, as before.",
    "second_factor": SET_UP_AGAIN,
    "both": SET_UP_AGAIN,
}


@public_page
@require_GET
def cannot_sign_in(request: HttpRequest) -> HttpResponse:
    """A page without a form, so that it cannot tell whether someone has an account."""
    figures = {
        "most_passwords": guessing.MOST_PASSWORDS,
        "most_codes": guessing.MOST_CODES,
    }
    return render(request, "access/cannot_sign_in.html", figures)


@public_page
@require_http_methods(["GET", "POST"])
def way_back(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = commands.find_way_back(token)
        form = (PasswordsForm if link.lost == "second_factor" else PasswordForm)(
            request.POST or None
        )
        return handle_form(
            request,
            form,
            lambda: commands.use_way_back(token=token, **form.cleaned_data),
            title="Choose a new password",
            intro=f"This link was made for {link.user.name} and works once. {NEXT[link.lost]}",
            submit_label="Save this password",
            next_url=lambda used: _let_in(request, used.lost, used.user),
        )
    except NotYours:
        raise Http404 from None


def _let_in(request: HttpRequest, lost: str, user: "User") -> str:
    """Sign the person in, unless they lost only the password. Returns the next address.

    The link makes the device known, so that nobody's wrong tries stand in the way of the next step.
    """
    if lost == "password":
        known_devices.make_known(request, user)
        messages.success(request, "Your new password is saved. Sign in with it.")
        return reverse("account_login")
    login(request, user, backend=BACKEND)
    # They just chose the password, so setting up the second factor does not ask for it again.
    record_authentication(request, user, method="password", reauthenticated=True)
    return reverse("access:set_up")
