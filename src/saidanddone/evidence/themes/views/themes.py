from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.coding.queries import codebook, find_codes
from saidanddone.evidence.themes import commands, queries
from saidanddone.evidence.themes.forms import EditThemeForm, ThemeForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.asking import ask


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

    def act() -> str:
        commands.make_theme(
            actor=actor,
            programme=programme,
            codes=find_codes(actor, programme, form.cleaned_data["codes"]),
            **form.said(),
        )
        return _themes(request)

    page = {"title": "Make a theme", "submit_label": "Make the theme", "back_url": _themes(request)}
    return ask(request, form, act, page=page, done="The theme is made.")


@programme_page("evidence.manage_themes")
@require_http_methods(["GET", "POST"])
def edit_theme(request: StaffRequest, theme: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    record = queries.find_theme(actor, programme, theme)
    form = EditThemeForm(
        request.POST or None, initial=ThemeForm.as_saved(record), **_choices(request)
    )

    def act() -> str:
        commands.edit_theme(
            actor=actor,
            programme=programme,
            theme=record,
            version=form.cleaned_data["version"],
            codes=find_codes(actor, programme, form.cleaned_data["codes"]),
            **form.said(),
        )
        return _themes(request)

    page = {"title": "Change a theme", "back_url": _themes(request)}
    done = "Your changes are saved."
    return ask(request, form, act, page=page, done=done, as_saved=form.as_saved)


def _choices(request: StaffRequest) -> dict[str, Any]:
    actor, programme = request.actor, request.programme
    return {
        "codes": codebook(actor, programme),
        "decisions": queries.wording_decisions(actor, programme),
    }


def _themes(request: StaffRequest) -> str:
    return reverse("evidence:themes", args=[request.programme.slug])
