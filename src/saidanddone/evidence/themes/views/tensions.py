from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.themes import commands, queries
from saidanddone.evidence.themes.forms import EditTensionForm, TensionForm
from saidanddone.evidence.themes.policies import may_manage_themes
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("evidence.see_themes")
@require_GET
def tensions(request: StaffRequest) -> HttpResponse:
    page = {
        "tensions": queries.tensions_of(request.actor, request.programme),
        "may_manage": may_manage_themes(request.actor, request.programme),
    }
    return render(request, "evidence/themes/tensions.html", page)


@programme_page("evidence.manage_themes")
@require_http_methods(["GET", "POST"])
def name_tension(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = TensionForm(request.POST or None, themes=queries.themes_of(actor, programme))
    return handle_form(
        request,
        form,
        lambda: commands.name_tension(actor=actor, programme=programme, details=form.to_input()),
        title="Name a tension",
        intro="Two themes that pull apart. Neither is answered in public until a decision names "
        "both, says who bears the cost, and what is offered to them.",
        submit_label="Name the tension",
        back_url=_tensions(request),
        done="The tension is named.",
    )


@programme_page("evidence.manage_themes")
@require_http_methods(["GET", "POST"])
def edit_tension(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    record = queries.find_tension(actor, programme, ref)
    form = EditTensionForm(request.POST or None, record=record)
    return handle_form(
        request,
        form,
        lambda: commands.edit_tension(
            actor=actor,
            programme=programme,
            tension=record,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change how a tension is put",
        intro=f"Between “{record.one.statement}” and “{record.other.statement}”",
        back_url=_tensions(request),
        done="Your changes are saved.",
    )


def _tensions(request: StaffRequest) -> str:
    return reverse("evidence:tensions", args=[request.programme.slug])
