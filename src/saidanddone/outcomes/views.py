from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access.policies import is_allowed
from saidanddone.outcomes import commands, queries
from saidanddone.outcomes.forms import (
    EditIndicatorForm,
    ImportForm,
    IndicatorForm,
    LinkForm,
    MonthsForm,
    TotalForm,
)
from saidanddone.outcomes.monthly_tables import read_lines
from saidanddone.outcomes.pictures import chart_of
from saidanddone.outcomes.policies import may_manage
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.asking import ask

MANAGE = "outcomes.manage_indicators"


@programme_page("outcomes.see")
@require_GET
def indicators(request: StaffRequest) -> HttpResponse:
    page = {
        "indicators": queries.list_indicators(request.actor, request.programme),
        "may_manage": may_manage(request.actor, request.programme),
    }
    return render(request, "outcomes/indicators.html", page)


@programme_page("outcomes.see")
@require_GET
def indicator(request: StaffRequest, ref: str) -> HttpResponse:
    found = queries.read_indicator(request.actor, request.programme, ref)
    page = {
        "page": found,
        "chart": chart_of(found),
        "may_see_plan": is_allowed(request.actor, "strategy.see", request.programme),
    }
    return render(request, "outcomes/indicator.html", page)


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def define(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = IndicatorForm(request.POST or None, beside=queries.choices_beside(actor, programme))

    def act() -> str:
        made = commands.define_indicator(actor=actor, programme=programme, said=form.said())
        return reverse("outcomes:indicator", args=[programme.slug, made.ref])

    page = {
        "title": "Define a measure",
        "intro": "Say what will be counted before anyone counts it.",
        "submit_label": "Define the measure",
        "back_url": reverse("outcomes:indicators", args=[programme.slug]),
    }
    return ask(request, form, act, page=page, done="The measure is defined.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_indicator(actor, programme, ref)
    form = EditIndicatorForm(
        request.POST or None,
        beside=queries.choices_beside(actor, programme, besides=ref),
        initial=IndicatorForm.as_saved(held),
    )

    def act() -> None:
        commands.edit_indicator(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            version=form.cleaned_data["version"],
            said=form.said(),
        )

    return _about(request, ref, form, act, "Change this measure", "Your changes are saved.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def months(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    queries.find_indicator(actor, programme, ref)
    form = MonthsForm(request.POST or None)

    def act() -> None:
        commands.record_measurements(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            months=read_lines(form.cleaned_data["lines"]),
            replace=form.cleaned_data["replace"],
        )

    return _about(request, ref, form, act, "Type in months", "The months are saved.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def import_months(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    queries.find_indicator(actor, programme, ref)
    columns = {"month_column": "month", "value_column": "value"}
    form = ImportForm(request.POST or None, request.FILES or None, initial=columns)

    def act() -> None:
        said = form.cleaned_data
        commands.import_measurements(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            content=said["file"].read(),
            month_column=said["month_column"],
            value_column=said["value_column"],
            comparison_column=said["comparison_column"],
            replace=said["replace"],
        )

    return _about(request, ref, form, act, "Import months from a file", "The months are saved.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def link_actions(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.read_indicator(actor, programme, ref)
    form = LinkForm(
        request.POST or None,
        actions=queries.choices_of_actions(actor, programme),
        initial={"action_refs": [action.ref for action in held.actions]},
    )

    def act() -> None:
        commands.link_actions(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            action_refs=form.cleaned_data["action_refs"],
        )

    return _about(request, ref, form, act, "Link actions", "The actions are linked.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def record_total(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    queries.find_indicator(actor, programme, ref)
    form = TotalForm(request.POST or None)

    def act() -> None:
        said = form.cleaned_data
        commands.record_period_total(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            total=said["total"],
            total_before=said["total_before"],
        )

    return _about(request, ref, form, act, "Record a total", "The total is recorded.")


def _about(
    request: StaffRequest,
    ref: str,
    form: Any,
    act: Callable[[], object],
    title: str,
    done: str,
) -> HttpResponse:
    """A page that asks about one indicator and leads back to it."""
    address = reverse("outcomes:indicator", args=[request.programme.slug, ref])

    def act_and_return() -> str:
        act()
        return address

    page = {"title": title, "back_url": address}
    return ask(
        request,
        form,
        act_and_return,
        page=page,
        done=done,
        as_saved=getattr(form, "as_saved", None),
    )
