"""Programmes, who works on them, and inviting people in."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access.commands import find_invitation
from saidanddone.access.roles import all_roles
from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused
from saidanddone.base.once import submit_once
from saidanddone.programme import commands, queries
from saidanddone.programme.doors import StaffRequest, programme_page, public_page, staff_page
from saidanddone.programme.forms import (
    CommunityForm,
    InvitationForm,
    PasswordForm,
    ProgrammeForm,
    StageForm,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public_page
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    try:
        invited = find_invitation(token)
        if form.is_valid():
            user = commands.join_as_invited(token=token, password=form.cleaned_data["password"])
            login(request, user, backend=BACKEND)
            record_authentication(request, user, method="password", email=user.email)
            return redirect("access:set_up")
    except NotYours:
        raise Http404 from None
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
                )
            )
            return reverse("programme:invite")

        try:
            submit_once(said["once"], act)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            link = (
                request.build_absolute_uri(reverse("programme:invitation", args=shown))
                if shown
                else ""
            )
            return render(request, "programme/invited.html", {"link": link, "name": said["name"]})
    page = {
        "title": "Invite someone",
        "intro": "They choose a password and a second factor themselves. The link lasts seven days.",
        "form": form,
        "submit_label": "Make the link",
        "back_url": reverse("access:today"),
    }
    return render(request, "ui/form_page.html", page)


@staff_page("access.see_today")
@require_GET
def programme_list(request: StaffRequest) -> HttpResponse:
    page = {
        "programmes": [
            (each, reverse(name, args=[each.slug]) if name else "")
            for each in queries.programmes_of(request.actor)
            for name in [queries.entrance_of(request.actor, each)]
        ],
        "may_create": request.actor.may("programme.create"),
    }
    return render(request, "programme/list.html", page)


@staff_page("programme.create")
@require_http_methods(["GET", "POST"])
def create(request: StaffRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            commands.create_programme(actor=request.actor, **form.said())
            return reverse("programme:list")

        try:
            return redirect(submit_once(form.cleaned_data["once"], act))
        except Refused as refused:
            form.add_error(None, refused.sentence)
    page = {
        "title": "Start a programme",
        "intro": "The communities, stages and people who work on it come next.",
        "form": form,
        "back_url": reverse("programme:list"),
    }
    return render(request, "ui/form_page.html", page)


@programme_page("programme.manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest) -> HttpResponse:
    programme = request.programme
    form = ProgrammeForm(request.POST or None, programme=programme)
    current = None
    if form.is_valid():
        try:
            commands.edit_programme(
                actor=request.actor,
                programme=programme,
                version=form.cleaned_data["version"],
                **form.said(),
            )
            return redirect("programme:manage", programme.slug)
        except EditedMeanwhile as meanwhile:
            current = meanwhile.current
            form.add_error(None, meanwhile.sentence)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    page = {
        "title": "Change the pledge and what surrounds it",
        "form": form,
        "theirs": form.as_told(current) if current else None,
        "back_url": reverse("programme:manage", args=[programme.slug]),
    }
    return render(request, "programme/edit.html", page)


@programme_page("programme.manage")
@require_http_methods(["GET", "POST"])
def manage(request: StaffRequest) -> HttpResponse:
    """Communities, stages and people of a programme, with a short form for each of the first two."""
    community, stage = CommunityForm(prefix="community"), StageForm(prefix="stage")
    if request.method == "POST":
        form = (
            CommunityForm(request.POST, prefix="community")
            if "community-name" in request.POST
            else StageForm(request.POST, prefix="stage")
        )
        if form.is_valid():
            try:
                commands.add_part(
                    actor=request.actor, programme=request.programme, part=form.part()
                )
                return redirect("programme:manage", request.programme.slug)
            except Refused as refused:
                form.add_error(None, refused.sentence)
        if isinstance(form, CommunityForm):
            community = form
        else:
            stage = form
    page = {
        "programme": request.programme,
        "parts": queries.parts_of(request.actor, request.programme),
        "community_form": community,
        "stage_form": stage,
        "form": community if community.is_bound else stage,
    }
    return render(request, "programme/manage.html", page)
