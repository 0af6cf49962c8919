from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.form_fields import OnceForm
from saidanddone.evidence.themes import commands, queries
from saidanddone.evidence.themes.common_ground.page import common_ground_page
from saidanddone.evidence.themes.policies import may_run_common_ground
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("evidence.see_common_ground")
@require_GET
def common_ground(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    rows = queries.themes_of(actor, programme)
    run = queries.latest_run(actor, programme)
    communities = queries.communities_in_order(actor, programme)
    page = {
        "page": common_ground_page(programme, run, rows, communities) if run else None,
        "may_run": may_run_common_ground(actor, programme),
        "form": OnceForm(),
    }
    return render(request, "evidence/themes/common_ground.html", page)


@programme_page("evidence.run_common_ground")
@require_http_methods(["GET", "POST"])
def run_common_ground(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    address = reverse("evidence:common_ground", args=[programme.slug])
    return handle_form(
        request,
        OnceForm(request.POST or None),
        lambda: commands.run_common_ground(actor=actor, programme=programme),
        template="ui/confirm_page.html",
        question="Work out the common ground now?",
        consequence="It takes a moment. The figures are kept with the date; earlier ones stay.",
        submit_label="Work it out",
        cancel_url=address,
        next_url=address,
        done="The common ground is worked out.",
    )
