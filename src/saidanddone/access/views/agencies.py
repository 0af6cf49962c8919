"""The pages of agencies."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access import commands, queries
from saidanddone.access.decorators import ActorRequest, staff_page
from saidanddone.access.forms import AgencyForm
from saidanddone.ui.form_page import handle_form


@staff_page("access.keep_agencies")
@require_GET
def agencies(request: ActorRequest) -> HttpResponse:
    return render(request, "access/agencies.html", {"agencies": queries.agency_rows(request.actor)})


@staff_page("access.keep_agencies")
@require_http_methods(["GET", "POST"])
def add_agency(request: ActorRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.add_agency(actor=request.actor, details=form.to_input()),
        title="Add an agency",
        submit_label="Add it",
        back_url=reverse("access:agencies"),
        done="The agency is added.",
    )


@staff_page("access.keep_agencies")
@require_http_methods(["GET", "POST"])
def edit_agency(request: ActorRequest, ref: str) -> HttpResponse:
    agency = queries.find_agency(request.actor, ref)
    form = AgencyForm(request.POST or None, record=agency)
    return handle_form(
        request,
        form,
        lambda: commands.edit_agency(
            actor=request.actor,
            agency=agency,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title=f"Change {agency.name}",
        back_url=reverse("access:agencies"),
        done="Saved.",
    )
