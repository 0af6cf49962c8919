"""The pages of programmes: their words, communities, stages and partners."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.base.errors import Refused
from saidanddone.programme import commands, queries
from saidanddone.programme.decorators import StaffRequest, programme_page, staff_page
from saidanddone.programme.forms.programmes import (
    CommunityForm,
    PartnerForm,
    ProgrammeForm,
    StageForm,
)
from saidanddone.ui.form_page import handle_form


@staff_page("access.see_today")
@require_GET
def programme_list(request: StaffRequest) -> HttpResponse:
    """The programmes of this person. The only one opens straight, where their role opens a page of it."""
    programmes = [
        (programme, reverse(name, args=[programme.slug]) if name else "")
        for programme in queries.programmes_of(request.actor)
        for name in [queries.start_page_of(request.actor, programme)]
    ]
    addresses = [address for _, address in programmes]
    if request.actor.works_in_one_scope and len(addresses) == 1 and addresses[0]:
        return redirect(addresses[0])
    page = {
        "programmes": programmes,
        "may_create": request.actor.may("programme.create"),
    }
    return render(request, "programme/list.html", page)


@staff_page("programme.create")
@require_http_methods(["GET", "POST"])
def create(request: StaffRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.create_programme(
            actor=request.actor, slug=form.cleaned_data["slug"], details=form.to_input()
        ),
        title="Start a programme",
        intro="The communities, stages and people who work on it come next.",
        back_url=reverse("programme:list"),
    )


@programme_page("programme.manage")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest) -> HttpResponse:
    programme = request.programme
    form = ProgrammeForm(request.POST or None, record=programme)
    return handle_form(
        request,
        form,
        lambda: commands.edit_programme(
            actor=request.actor,
            programme=programme,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change the pledge and other details",
        back_url=reverse("programme:manage", args=[programme.slug]),
    )


@programme_page("programme.manage")
@require_http_methods(["GET", "POST"])
def manage(request: StaffRequest) -> HttpResponse:
    """Communities and stages of a programme, with a short form for each, and who takes part."""
    programme = request.programme
    is_community = "community-name" in request.POST
    community = CommunityForm(request.POST if is_community else None, prefix="community")
    stage = StageForm((request.POST or None) if not is_community else None, prefix="stage")
    form: CommunityForm | StageForm = community if is_community else stage
    return handle_form(
        request,
        form,
        lambda: commands.add_part(
            actor=request.actor, programme=programme, details=form.to_input()
        ),
        next_url=reverse("programme:manage", args=[programme.slug]),
        template="programme/manage.html",
        programme=programme,
        parts=queries.parts_of(request.actor, programme),
        community_form=community,
        stage_form=stage,
    )


@programme_page("programme.keep_partners")
@require_http_methods(["GET", "POST"])
def partners(request: StaffRequest) -> HttpResponse:
    """The agencies that take part, with a form to add one or change what it answers for."""
    programme = request.programme
    form = PartnerForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.add_partner(
            actor=request.actor,
            programme=programme,
            details=form.to_input(),
        ),
        title="Agencies taking part",
        programme=programme,
        partners=queries.partners_of(request.actor, programme),
        submit_label="Save this partner",
        next_url=reverse("programme:partners", args=[programme.slug]),
        done="The partner is saved.",
        template="programme/partners.html",
    )


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
