"""Programmes: starting one, its words, whom it listens to, its stages, its partners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.base.errors import EditedMeanwhile, Refused
from saidanddone.programme import commands, queries
from saidanddone.programme.decorators import StaffRequest, programme_page, staff_page
from saidanddone.programme.forms.programmes import (
    CommunityForm,
    PartnerForm,
    ProgrammeForm,
    StageForm,
)
from saidanddone.ui.asking import ask
from saidanddone.ui.forms import show_refusal
from saidanddone.ui.sending import send_once


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
            return redirect(send_once(request, form, act))
        except Refused as refused:
            show_refusal(form, refused)
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
            show_refusal(form, refused)
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
    """Communities and stages of a programme, with a short form for each, and who takes part."""
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
                show_refusal(form, refused)
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


@programme_page("programme.keep_partners")
@require_http_methods(["GET", "POST"])
def partners(request: StaffRequest) -> HttpResponse:
    """The agencies that take part, with a form to add one or change what it answers for."""
    programme = request.programme
    form = PartnerForm(request.POST or None)

    def act() -> str:
        commands.add_partner(
            actor=request.actor,
            programme=programme,
            agency=form.cleaned_data["agency"],
            responsibility=form.cleaned_data["responsibility"],
        )
        return reverse("programme:partners", args=[programme.slug])

    page = {
        "title": "Agencies taking part",
        "programme": programme,
        "partners": queries.partners_of(request.actor, programme),
        "submit_label": "Save this partner",
    }
    done, template = "The partner is saved.", "programme/partners.html"
    return ask(request, form, act, page=page, done=done, template=template)


@programme_page("programme.keep_partners")
@require_POST
def end_partnership(request: StaffRequest, ref: str) -> HttpResponse:
    try:
        commands.end_partnership(actor=request.actor, programme=request.programme, ref=ref)
    except Refused as refused:
        messages.info(request, refused.sentence)
    else:
        messages.success(request, "The agency no longer takes part.")
    return redirect("programme:partners", request.programme.slug)
