from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access.policies import is_allowed
from saidanddone.outcomes import commands, queries
from saidanddone.outcomes.chart import chart_of
from saidanddone.outcomes.forms import (
    EditIndicatorForm,
    ImportForm,
    IndicatorForm,
    LinkForm,
    MonthsForm,
    TotalForm,
)
from saidanddone.outcomes.monthly_tables import read_lines
from saidanddone.outcomes.policies import may_manage
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.forms import GovukForm

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
    page = queries.read_indicator(request.actor, request.programme, ref)
    context = {
        "page": page,
        "chart": chart_of(page),
        "may_see_plan": is_allowed(request.actor, "strategy.see", request.programme),
    }
    return render(request, "outcomes/indicator.html", context)


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def define(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = IndicatorForm(request.POST or None, beside=queries.choices_beside(actor, programme))
    return handle_form(
        request,
        form,
        lambda: commands.define_indicator(
            actor=actor, programme=programme, details=form.to_input()
        ),
        title="Define a measure",
        intro="Say what will be counted before anyone counts it.",
        submit_label="Define the measure",
        back_url=reverse("outcomes:indicators", args=[programme.slug]),
        next_url=lambda made: reverse("outcomes:indicator", args=[programme.slug, made.ref]),
        done="The measure is defined.",
    )


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    record = queries.find_indicator(actor, programme, ref)
    form = EditIndicatorForm(
        request.POST or None,
        beside=queries.choices_beside(actor, programme, besides=ref),
        record=record,
    )

    def act() -> object:
        return commands.edit_indicator(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        )

    return _about(request, ref, form, act, "Change this measure", "Your changes are saved.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def months(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    is_share = queries.find_indicator(actor, programme, ref).is_share
    form = MonthsForm(request.POST or None, is_share=is_share)

    def act() -> object:
        return commands.record_measurements(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            months=read_lines(form.cleaned_data["lines"], is_share=is_share),
            replace=form.cleaned_data["replace"],
        )

    return _about(request, ref, form, act, "Type in months", "The months are saved.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def import_months(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    is_share = queries.find_indicator(actor, programme, ref).is_share
    columns = {"month_column": "month", "value_column": "value"}
    form = ImportForm(
        request.POST or None, request.FILES or None, initial=columns, is_share=is_share
    )

    def act() -> object:
        typed = form.cleaned_data
        return commands.import_measurements(
            actor=actor,
            programme=programme,
            indicator_ref=ref,
            content=typed["file"].read(),
            month_column=typed["month_column"],
            value_column=typed["value_column"],
            comparison_column=typed.get("comparison_column", ""),
            out_of_column=typed.get("out_of_column", ""),
            replace=typed["replace"],
        )

    return _about(request, ref, form, act, "Import months from a file", "The months are saved.")


@programme_page(MANAGE)
@require_http_methods(["GET", "POST"])
def link_actions(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    page = queries.read_indicator(actor, programme, ref)
    form = LinkForm(
        request.POST or None,
        actions=queries.choices_of_actions(actor, programme),
        initial={"action_refs": [action.ref for action in page.actions]},
    )

    def act() -> object:
        return commands.link_actions(
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

    def act() -> object:
        return commands.record_period_total(
            actor=actor, programme=programme, indicator_ref=ref, details=form.to_input()
        )

    return _about(request, ref, form, act, "Record a total", "The total is recorded.")


def _about(
    request: StaffRequest,
    ref: str,
    form: GovukForm,
    act: Callable[[], object],
    title: str,
    done: str,
) -> HttpResponse:
    """A form page about one indicator, which leads back to it."""
    back_url = reverse("outcomes:indicator", args=[request.programme.slug, ref])
    return handle_form(request, form, act, title=title, back_url=back_url, done=done)
