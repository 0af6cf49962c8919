from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.base import clock
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.strategy import commands, queries
from saidanddone.strategy.forms import DecisionForm, EditDecisionForm
from saidanddone.strategy.policies import may_record_decisions
from saidanddone.ui.form_page import handle_form


@programme_page("strategy.see")
@require_GET
def decisions(request: StaffRequest) -> HttpResponse:
    page = {
        "decisions": queries.decisions_of(request.actor, request.programme),
        "may_record": may_record_decisions(request.actor, request.programme),
    }
    return render(request, "strategy/decisions.html", page)


@programme_page("strategy.see")
@require_GET
def decision(request: StaffRequest, ref: str) -> HttpResponse:
    page = {"page": queries.read_decision(request.actor, request.programme, ref)}
    return render(request, "strategy/decision.html", page)


@programme_page("strategy.record_decision")
@require_http_methods(["GET", "POST"])
def record_decision(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    asked_about = {
        "tension_refs": request.GET.getlist("tension"),
        "theme_refs": request.GET.getlist("theme"),
    }
    form = DecisionForm(
        request.POST or None,
        choices=queries.choices_for_decision(actor, programme),
        initial=asked_about
        | {"decided_on": clock.today(), "body": queries.last_body(actor, programme)},
    )
    return handle_form(
        request,
        form,
        lambda: commands.record_decision(actor=actor, programme=programme, details=form.to_input()),
        title="Record a decision",
        intro="Write it as the minutes would, in words that anyone can read.",
        submit_label="Record the decision",
        back_url=reverse("strategy:decisions", args=[programme.slug]),
        next_url=lambda made: reverse("strategy:decision", args=[programme.slug, made.ref]),
        done="The decision is recorded.",
    )


@programme_page("strategy.record_decision")
@require_http_methods(["GET", "POST"])
def edit_decision(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = EditDecisionForm(
        request.POST or None,
        choices=queries.choices_for_decision(actor, programme),
        record=queries.find_decision(actor, programme, ref),
    )
    return handle_form(
        request,
        form,
        lambda: commands.edit_decision(
            actor=actor,
            programme=programme,
            decision_ref=ref,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change what was recorded",
        back_url=reverse("strategy:decision", args=[programme.slug, ref]),
        done="Your changes are saved.",
    )
