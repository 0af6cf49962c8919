from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.strategy import commands, queries
from saidanddone.strategy.forms import DecisionForm, EditDecisionForm
from saidanddone.strategy.policies import may_record_decisions
from saidanddone.ui.asking import ask


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
    choices = queries.choices_for_decision(actor, programme)
    asked_about = {
        "tension_refs": request.GET.getlist("tension"),
        "theme_refs": request.GET.getlist("theme"),
    }
    form = DecisionForm(request.POST or None, choices=choices, initial=asked_about)

    def act() -> str:
        made = commands.record_decision(actor=actor, programme=programme, said=form.said())
        return reverse("strategy:decision", args=[programme.slug, made.ref])

    page = {
        "title": "Record a decision",
        "intro": "Write it as the minutes would, in words that anyone can read.",
        "submit_label": "Record the decision",
        "back_url": reverse("strategy:decisions", args=[programme.slug]),
    }
    return ask(request, form, act, page=page, done="The decision is recorded.")


@programme_page("strategy.record_decision")
@require_http_methods(["GET", "POST"])
def edit_decision(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_decision(actor, programme, ref)
    form = EditDecisionForm(
        request.POST or None,
        choices=queries.choices_for_decision(actor, programme),
        initial=DecisionForm.as_saved(held),
    )
    address = reverse("strategy:decision", args=[programme.slug, ref])

    def act() -> str:
        commands.edit_decision(
            actor=actor,
            programme=programme,
            decision_ref=ref,
            version=form.cleaned_data["version"],
            said=form.said(),
        )
        return address

    page = {"title": "Change what was recorded", "back_url": address}
    return ask(
        request, form, act, page=page, done="Your changes are saved.", as_saved=form.as_saved
    )
