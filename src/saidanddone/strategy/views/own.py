"""What the owner of an action sees and says: theirs, and nothing else of the programme (R1)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.strategy import commands, queries
from saidanddone.strategy.forms import UpdateForm
from saidanddone.strategy.states import PROPOSED
from saidanddone.ui.asking import ask


@programme_page("strategy.see_own_actions")
@require_GET
def own_actions(request: StaffRequest) -> HttpResponse:
    page = {"actions": queries.own_actions(request.actor, request.programme)}
    return render(request, "strategy/own_actions.html", page)


@programme_page("strategy.update_own_action")
@require_http_methods(["GET", "POST"])
def update_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_own_action(actor, programme, ref)
    address = reverse("strategy:own_actions", args=[programme.slug])
    if held.state == PROPOSED:
        page = {"own": held, "back_url": address}
        return render(request, "strategy/own_proposed.html", page)
    form = UpdateForm(
        request.POST or None, state=held.state, moves=held.moves, initial={"state": held.state}
    )

    def act() -> str:
        commands.update_action(
            actor=actor,
            programme=programme,
            action_ref=ref,
            state=form.cleaned_data["state"],
            what_changed=form.cleaned_data["what_changed"],
            next_on=form.cleaned_data["next_on"],
            is_still_true=form.is_still_true(),
        )
        return address

    page = {"own": held, "submit_label": "Save", "back_url": address}
    done = "Thank you. What you said is saved."
    return ask(request, form, act, page=page, done=done, template="strategy/update_action.html")
