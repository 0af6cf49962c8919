"""The page that invites someone to a role, and the page of the invitation."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saidanddone.access.commands import accept_invitation, find_invitation
from saidanddone.access.forms import PasswordForm
from saidanddone.access.roles import all_roles
from saidanddone.base.errors import NotYours
from saidanddone.programme import commands
from saidanddone.programme.decorators import StaffRequest, public_page, staff_page
from saidanddone.programme.forms.people import InvitationForm
from saidanddone.ui.form_page import handle_form

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public_page
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    form = PasswordForm(request.POST or None)

    def join() -> None:
        user = accept_invitation(token=token, password=form.cleaned_data["password"])
        login(request, user, backend=BACKEND)
        # They just chose the password, so setting up the second factor does not ask for it again.
        record_authentication(request, user, method="password", reauthenticated=True)

    try:
        invited = find_invitation(token)
        return handle_form(
            request,
            form,
            join,
            title=f"Welcome, {invited.name}",
            intro=f"You were invited as {all_roles()[invited.role].name.lower()}. Choose a password; "
            "next you will set up a second way to prove it is you.",
            submit_label="Continue",
            next_url=reverse("access:set_up"),
        )
    except NotYours:
        raise Http404 from None


@staff_page("access.invite")
@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    tokens: list[str] = []

    def act() -> None:
        tokens.append(commands.invite_to_programme(actor=request.actor, details=form.to_input()))

    def show_link(_next_url: str) -> HttpResponse:
        path = reverse("programme:invitation", args=tokens) if tokens else ""
        link = request.build_absolute_uri(path) if path else ""
        page = {"link": link, "name": form.cleaned_data["name"]}
        return render(request, "programme/invited.html", page)

    return handle_form(
        request,
        form,
        act,
        title="Invite someone",
        intro="They choose a password and a second factor themselves. Nothing is sent: you hand "
        "them the link, which works once, for seven days.",
        submit_label="Make the link",
        back_url=reverse("programme:people"),
        next_url=reverse("programme:invite"),
        respond=show_link,
    )
