"""The bodies that take part."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access import commands, queries
from saidanddone.access.decorators import ActorRequest, staff_page
from saidanddone.access.forms import AgencyForm, as_saved
from saidanddone.ui.asking import ask


@staff_page("access.keep_agencies")
@require_GET
def agencies(request: ActorRequest) -> HttpResponse:
    return render(request, "access/agencies.html", {"agencies": queries.agency_rows(request.actor)})


@staff_page("access.keep_agencies")
@require_http_methods(["GET", "POST"])
def add_agency(request: ActorRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None)

    def act() -> str:
        commands.add_agency(actor=request.actor, **form.said())
        return reverse("access:agencies")

    page = {
        "title": "Add an agency",
        "submit_label": "Add it",
        "back_url": reverse("access:agencies"),
    }
    return ask(request, form, act, page=page, done="The agency is added.")


@staff_page("access.keep_agencies")
@require_http_methods(["GET", "POST"])
def edit_agency(request: ActorRequest, ref: str) -> HttpResponse:
    agency = queries.find_agency(request.actor, ref)
    form = AgencyForm(request.POST or None, agency=agency)

    def act() -> str:
        commands.edit_agency(
            actor=request.actor,
            agency=agency,
            version=form.cleaned_data["version"],
            **form.said(),
        )
        return reverse("access:agencies")

    page = {"title": f"Change {agency.name}", "back_url": reverse("access:agencies")}
    return ask(request, form, act, page=page, done="Saved.", as_saved=as_saved)
