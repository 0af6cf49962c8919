"""The ledger: published exact totals, and deciding another."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.releases import commands, queries
from saidanddone.releases.forms import TotalForm
from saidanddone.ui.form_page import handle_form


@programme_page("publishing.see")
@require_GET
def read(request: StaffRequest) -> HttpResponse:
    page = queries.ledger_page(request.actor, request.programme)
    return render(request, "releases/ledger.html", {"programme": request.programme, "page": page})


@programme_page("publishing.decide_totals")
@require_http_methods(["GET", "POST"])
def decide(request: StaffRequest) -> HttpResponse:
    choices = queries.what_may_be_decided(request.actor, request.programme)
    form = TotalForm(request.POST or None, choices=choices)
    return handle_form(
        request,
        form,
        lambda: commands.decide_exact_total(
            actor=request.actor, programme=request.programme, details=form.to_input()
        ),
        title="Publish an exact total",
        intro="At least 10, over a period that has ended, once. It leaves with the next release, "
        "with your reason beside it.",
        submit_label="Decide",
        back_url=reverse("releases:ledger", args=[request.programme.slug]),
        done="Decided. The total leaves with the next release.",
    )
