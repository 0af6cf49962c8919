from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.strategy import commands, queries
from saidanddone.strategy.forms import (
    ActionForm,
    AgreeForm,
    EditActionForm,
    EditPriorityForm,
    FundingForm,
    MoveForm,
    PriorityForm,
)
from saidanddone.strategy.policies import may_manage_plan
from saidanddone.ui.form_page import handle_form


@programme_page("strategy.see")
@require_GET
def plan(request: StaffRequest) -> HttpResponse:
    page = queries.plan_of(
        request.actor,
        request.programme,
        state=request.GET.get("state", ""),
        agency_ref=request.GET.get("owner", ""),
    )
    return render(request, "strategy/plan.html", {"page": page})


@programme_page("strategy.see")
@require_GET
def priorities(request: StaffRequest) -> HttpResponse:
    page = {
        "priorities": queries.priorities_of(request.actor, request.programme),
        "may_manage": may_manage_plan(request.actor, request.programme),
        "may_walk": is_allowed(request.actor, "thread.see", request.programme),
    }
    return render(request, "strategy/priorities.html", page)


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def adopt_priority(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    known = queries.known_from_decision(actor, programme, request.GET.get("decision", ""))
    form = PriorityForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        initial={"decision_ref": known.decision_ref, "theme_refs": known.theme_refs},
    )
    return handle_form(
        request,
        form,
        lambda: commands.adopt_priority(actor=actor, programme=programme, details=form.to_input()),
        title="Adopt a priority",
        submit_label="Adopt the priority",
        back_url=reverse("strategy:priorities", args=[programme.slug]),
        done="The priority is adopted.",
    )


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def edit_priority(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = EditPriorityForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        record=queries.find_priority(actor, programme, ref),
    )
    return handle_form(
        request,
        form,
        lambda: commands.edit_priority(
            actor=actor,
            programme=programme,
            priority_ref=ref,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change a priority",
        back_url=reverse("strategy:priorities", args=[programme.slug]),
        done="Your changes are saved.",
    )


@programme_page("strategy.see")
@require_GET
def action(request: StaffRequest, ref: str) -> HttpResponse:
    page = {"page": queries.read_action(request.actor, request.programme, ref)}
    return render(request, "strategy/action.html", page)


@programme_page("strategy.propose")
@require_http_methods(["GET", "POST"])
def propose_action(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    known = queries.known_from_decision(actor, programme, request.GET.get("decision", ""))
    themes = request.GET.getlist("theme") or known.theme_refs
    form = ActionForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        serves=dict.fromkeys(themes, "meets"),
        initial={
            "asked_at_ref": request.GET.get("occasion", ""),
            "decision_ref": known.decision_ref,
            "priority_ref": known.priority_ref,
        },
    )
    return handle_form(
        request,
        form,
        lambda: commands.propose_action(actor=actor, programme=programme, details=form.to_input()),
        title="Propose an action",
        intro="Something an agency would do about what people said. It joins the plan when whoever manages the plan agrees it.",
        submit_label="Propose the action",
        back_url=reverse("strategy:plan", args=[programme.slug]),
        next_url=lambda made: _action_url(request, made.ref),
        done="The action is proposed.",
    )


@programme_page("strategy.propose")
@require_http_methods(["GET", "POST"])
def edit_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    action = queries.find_action_to_change(actor, programme, ref)
    form = EditActionForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme, asked_at=action.asked_at),
        record=action,
    )
    return handle_form(
        request,
        form,
        lambda: commands.edit_action(
            actor=actor,
            programme=programme,
            action_ref=ref,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change an action",
        back_url=_action_url(request, ref),
        done="Your changes are saved.",
    )


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def agree_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    action = queries.find_action(actor, programme, ref)
    form = AgreeForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        knows_decision=action.decision is not None,
        initial={"on": clock.today()},
    )
    return handle_form(
        request,
        form,
        lambda: commands.agree_action(
            actor=actor,
            programme=programme,
            action_ref=ref,
            decision_ref=form.cleaned_data.get("decision_ref", ""),
            on=form.cleaned_data["on"],
        ),
        title="Agree this action",
        caption=action.title,
        intro=f"It follows from the decision “{action.decision.title}”." if action.decision else "",
        submit_label="Agree the action",
        back_url=_action_url(request, ref),
        done="The action is agreed.",
    )


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def move_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    page = queries.read_action(actor, programme, ref)
    form = MoveForm(request.POST or None, moves=page.moves, initial={"on": clock.today()})
    return handle_form(
        request,
        form,
        lambda: commands.move_action(
            actor=actor, programme=programme, action_ref=ref, details=form.to_input()
        ),
        title="Say where this action stands",
        caption=page.action.title,
        back_url=_action_url(request, ref),
        done="The action has moved.",
    )


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def record_funding(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = FundingForm(request.POST or None, choices=queries.choices_for_plan(actor, programme))
    return handle_form(
        request,
        form,
        lambda: commands.record_funding(actor=actor, programme=programme, details=form.to_input()),
        title="Record funding",
        intro="Money from elsewhere, and what it made possible.",
        submit_label="Record the funding",
        back_url=reverse("strategy:plan", args=[programme.slug]),
        done="The funding is recorded.",
    )


def _action_url(request: StaffRequest, ref: str) -> str:
    return reverse("strategy:action", args=[request.programme.slug, ref])
