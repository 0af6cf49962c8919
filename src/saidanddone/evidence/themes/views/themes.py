from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.coding.queries import codebook
from saidanddone.evidence.themes import commands, queries
from saidanddone.evidence.themes.forms import EditThemeForm, ThemeForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("evidence.see_themes")
@require_GET
def themes(request: StaffRequest) -> HttpResponse:
    page = queries.theme_list(request.actor, request.programme)
    return render(request, "evidence/themes/themes.html", {"page": page})


@programme_page("evidence.manage_themes")
@require_http_methods(["GET", "POST"])
def make_theme(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = ThemeForm(request.POST or None, **_choices(request))
    return handle_form(
        request,
        form,
        lambda: commands.make_theme(actor=actor, programme=programme, details=form.to_input()),
        title="Make a theme",
        submit_label="Make the theme",
        back_url=_themes(request),
        done="The theme is made.",
    )


@programme_page("evidence.manage_themes")
@require_http_methods(["GET", "POST"])
def edit_theme(request: StaffRequest, theme: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    record = queries.find_theme(actor, programme, theme)
    form = EditThemeForm(request.POST or None, record=record, **_choices(request))
    return handle_form(
        request,
        form,
        lambda: commands.edit_theme(
            actor=actor,
            programme=programme,
            theme=record,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change a theme",
        back_url=_themes(request),
        done="Your changes are saved.",
    )


def _choices(request: StaffRequest) -> dict[str, Any]:
    actor, programme = request.actor, request.programme
    return {
        "codes": codebook(actor, programme),
        "decisions": queries.wording_decisions(actor, programme),
    }


def _themes(request: StaffRequest) -> str:
    return reverse("evidence:themes", args=[request.programme.slug])
