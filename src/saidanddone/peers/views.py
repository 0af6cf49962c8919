"""The pages of the panel: its members, its decisions, the privacy settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.base.errors import Refused
from saidanddone.peers import commands, queries
from saidanddone.peers.forms import DecisionForm, PeerForm, PrivacyForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("peers.see_panel_space")
@require_GET
def panel(request: StaffRequest) -> HttpResponse:
    page = {
        "programme": request.programme,
        "page": queries.panel_space(request.actor, request.programme),
    }
    return render(request, "peers/panel.html", page)


@programme_page("peers.record_decision")
@require_http_methods(["GET", "POST"])
def record_decision(request: StaffRequest) -> HttpResponse:
    form = DecisionForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.record_panel_decision(
            actor=request.actor, programme=request.programme, details=form.to_input()
        ),
        title="Record what the panel decided",
        submit_label="Record this decision",
        back_url=_panel_url(request),
    )


@programme_page("peers.keep_panel")
@require_http_methods(["GET", "POST"])
def add_peer(request: StaffRequest) -> HttpResponse:
    form = PeerForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.add_peer(
            actor=request.actor,
            programme=request.programme,
            alias=form.cleaned_data["alias"],
            state=form.cleaned_data["state"],
        ),
        title="Add a member of the panel",
        submit_label="Add them",
        back_url=_panel_url(request),
    )


@programme_page("peers.see_panel_space")
@require_POST
def move_peer(request: StaffRequest, ref: str) -> HttpResponse:
    peer = queries.find_peer(request.actor, request.programme, ref)
    try:
        commands.move_peer(
            actor=request.actor,
            programme=request.programme,
            peer=peer,
            to=request.POST.get("to", ""),
        )
    except Refused as refused:
        messages.info(request, refused.sentence)
    return redirect("peers:panel", request.programme.slug)


@programme_page("peers.record_decision")
@require_POST
def lift(request: StaffRequest, ref: str) -> HttpResponse:
    decision = queries.find_decision(request.actor, request.programme, ref)
    try:
        commands.lift_pause(actor=request.actor, programme=request.programme, decision=decision)
    except Refused as refused:
        messages.info(request, refused.sentence)
    return redirect("peers:panel", request.programme.slug)


@programme_page("peers.set_privacy")
@require_http_methods(["GET", "POST"])
def privacy(request: StaffRequest) -> HttpResponse:
    """The privacy settings, changed as the panel decided."""
    programme = request.programme
    decisions = queries.privacy_decisions(request.actor, programme)
    form = PrivacyForm(request.POST or None, record=programme, decisions=decisions)
    return handle_form(
        request,
        form,
        lambda: commands.set_privacy(
            actor=request.actor,
            programme=programme,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="What protects the people who speak",
        caption=programme.title,
        programme=programme,
        has_decisions=bool(decisions),
        back_url=reverse("thread:programme", args=[programme.slug]),
        next_url=reverse("peers:privacy", args=[programme.slug]),
        done="Saved. It holds from now on.",
        template="peers/privacy.html",
    )


def _panel_url(request: StaffRequest) -> str:
    return reverse("peers:panel", args=[request.programme.slug])
