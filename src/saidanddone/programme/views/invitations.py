"""Inviting someone to a role, and the page where they take it up."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saidanddone.access.commands import accept_invitation, find_invitation
from saidanddone.access.forms import PasswordForm
from saidanddone.access.roles import all_roles
from saidanddone.base.errors import NotYours, Refused
from saidanddone.programme import commands
from saidanddone.programme.decorators import StaffRequest, public_page, staff_page
from saidanddone.programme.forms.people import InvitationForm
from saidanddone.ui.forms import show_refusal
from saidanddone.ui.sending import send_once

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public_page
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    try:
        invited = find_invitation(token)
        if form.is_valid():
            user = accept_invitation(token=token, password=form.cleaned_data["password"])
            login(request, user, backend=BACKEND)
            # They chose the password this moment: setting up what comes next asks for it no more.
            record_authentication(request, user, method="password", reauthenticated=True)
            return redirect("access:set_up")
    except NotYours:
        raise Http404 from None
    except Refused as refused:  # the agency or the role changed since the link was made
        show_refusal(form, refused)
    page = {
        "title": f"Welcome, {invited.name}",
        "intro": f"You were invited as {all_roles()[invited.role].name.lower()}. Choose a password; "
        "next you will set up a second way to prove it is you.",
        "form": form,
        "submit_label": "Continue",
    }
    return render(request, "ui/form_page.html", page)


@staff_page("access.invite")
@require_http_methods(["GET", "POST"])
def invite(request: StaffRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        shown: list[str] = []

        def act() -> str:
            shown.append(
                commands.invite_to_programme(
                    actor=request.actor,
                    email=said["email"],
                    name=said["name"],
                    role=said["role"],
                    programme_slug=said["programme"],
                    agency_ref=said["agency"],
                    until=said["until"],
                )
            )
            return reverse("programme:invite")

        try:
            send_once(request, form, act)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            link = (
                request.build_absolute_uri(reverse("programme:invitation", args=shown))
                if shown
                else ""
            )
            return render(request, "programme/invited.html", {"link": link, "name": said["name"]})
    page = {
        "title": "Invite someone",
        "intro": "They choose a password and a second factor themselves. Nothing is sent: you hand "
        "them the link, which works once, for seven days.",
        "form": form,
        "submit_label": "Make the link",
        "back_url": reverse("programme:people"),
    }
    return render(request, "ui/form_page.html", page)
