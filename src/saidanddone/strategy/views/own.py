"""The pages of an action's owner: their own actions, and nothing else of the programme (R1)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.strategy import commands, queries
from saidanddone.strategy.forms import UpdateForm
from saidanddone.strategy.states import PROPOSED
from saidanddone.ui.form_page import handle_form


@programme_page("strategy.see_own_actions")
@require_GET
def own_actions(request: StaffRequest) -> HttpResponse:
    page = {"actions": queries.own_actions(request.actor, request.programme)}
    return render(request, "strategy/own_actions.html", page)


@programme_page("strategy.update_own_action")
@require_http_methods(["GET", "POST"])
def update_action(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    own = queries.find_own_action(actor, programme, ref)
    back_url = reverse("strategy:own_actions", args=[programme.slug])
    if own.state == PROPOSED:
        return render(request, "strategy/own_proposed.html", {"own": own, "back_url": back_url})
    form = UpdateForm(
        request.POST or None, state=own.state, moves=own.moves, initial={"state": own.state}
    )
    return handle_form(
        request,
        form,
        lambda: commands.update_action(
            actor=actor, programme=programme, action_ref=ref, details=form.to_input()
        ),
        own=own,
        back_url=back_url,
        done="Thank you. What you said is saved.",
        template="strategy/update_action.html",
    )
