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
from saidanddone.ui.asking import ask


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
    choices = queries.choices_for_plan(actor, programme)
    form = PriorityForm(request.POST or None, choices=choices)
    address = reverse("strategy:priorities", args=[programme.slug])

    def act() -> str:
        commands.adopt_priority(actor=actor, programme=programme, said=form.said())
        return address

    page = {
        "title": "Adopt a priority",
        "submit_label": "Adopt the priority",
        "back_url": address,
    }
    return ask(request, form, act, page=page, done="The priority is adopted.")


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def edit_priority(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_priority(actor, programme, ref)
    form = EditPriorityForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        initial=PriorityForm.as_saved(held),
    )
    address = reverse("strategy:priorities", args=[programme.slug])

    def act() -> str:
        commands.edit_priority(
            actor=actor,
            programme=programme,
            priority_ref=ref,
            version=form.cleaned_data["version"],
            said=form.said(),
        )
        return address

    page = {"title": "Change a priority", "back_url": address}
    return ask(
        request, form, act, page=page, done="Your changes are saved.", as_saved=form.as_saved
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
    asked_for = dict.fromkeys(request.GET.getlist("theme"), "meets")
    form = ActionForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        serves=asked_for,
        initial={"asked_at_ref": request.GET.get("occasion", "")},
    )

    def act() -> str:
        made = commands.propose_action(actor=actor, programme=programme, said=form.said())
        return reverse("strategy:action", args=[programme.slug, made.ref])

    page = {
        "title": "Propose an action",
        "intro": "Something an agency would do about what people said. It counts once it is agreed.",
        "submit_label": "Propose the action",
        "back_url": reverse("strategy:plan", args=[programme.slug]),
    }
    return ask(request, form, act, page=page, done="The action is proposed.")


@programme_page("strategy.propose")
@require_http_methods(["GET", "POST"])
def edit_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_action_to_change(actor, programme, ref)
    form = EditActionForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme, asked_at=held.asked_at),
        serves=ActionForm.themes_served(held),
        initial=ActionForm.as_saved(held),
    )
    address = reverse("strategy:action", args=[programme.slug, ref])

    def act() -> str:
        commands.edit_action(
            actor=actor,
            programme=programme,
            action_ref=ref,
            version=form.cleaned_data["version"],
            said=form.said(),
        )
        return address

    page = {"title": "Change an action", "back_url": address}
    return ask(
        request, form, act, page=page, done="Your changes are saved.", as_saved=form.as_saved
    )


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def agree_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_action(actor, programme, ref)
    form = AgreeForm(
        request.POST or None,
        choices=queries.choices_for_plan(actor, programme),
        initial={
            "on": clock.today(),
            "decision_ref": held.decision.ref if held.decision else "",
        },
    )
    address = reverse("strategy:action", args=[programme.slug, ref])

    def act() -> str:
        commands.agree_action(
            actor=actor,
            programme=programme,
            action_ref=ref,
            decision_ref=form.cleaned_data["decision_ref"],
            on=form.cleaned_data["on"],
        )
        return address

    page = {
        "title": "Agree this action",
        "caption": held.title,
        "submit_label": "Agree the action",
        "back_url": address,
    }
    return ask(request, form, act, page=page, done="The action is agreed.")


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def move_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.read_action(actor, programme, ref)
    form = MoveForm(request.POST or None, moves=held.moves, initial={"on": clock.today()})
    address = reverse("strategy:action", args=[programme.slug, ref])

    def act() -> str:
        commands.move_action(
            actor=actor,
            programme=programme,
            action_ref=ref,
            to=form.cleaned_data["to"],
            what_changed=form.cleaned_data["what_changed"],
            on=form.cleaned_data["on"],
        )
        return address

    page = {
        "title": "Say where this action stands",
        "caption": held.action.title,
        "back_url": address,
    }
    return ask(request, form, act, page=page, done="The action has moved.")


@programme_page("strategy.manage_plan")
@require_http_methods(["GET", "POST"])
def record_funding(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = FundingForm(request.POST or None, choices=queries.choices_for_plan(actor, programme))
    address = reverse("strategy:plan", args=[programme.slug])

    def act() -> str:
        said = form.cleaned_data
        commands.record_funding(
            actor=actor,
            programme=programme,
            source=said["source"],
            pounds=said["pounds"],
            bought=said["bought"],
            action_refs=tuple(said.get("action_refs", ())),
        )
        return address

    page = {
        "title": "Record funding",
        "intro": "Money from elsewhere, and what it made possible.",
        "submit_label": "Record the funding",
        "back_url": address,
    }
    return ask(request, form, act, page=page, done="The funding is recorded.")
