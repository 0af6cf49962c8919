"""Occasions of listening: the list, one, recording and editing one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.access.policies import is_allowed
from saidanddone.base.errors import Refused
from saidanddone.listening import commands, policies, queries
from saidanddone.listening.forms import KINDS, OccasionForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.kind_first import Kind, ask_kind, chosen_kind


@programme_page("listening.see_engagements")
@require_GET
def occasions(request: StaffRequest) -> HttpResponse:
    page = {
        "programme": request.programme,
        "groups": queries.occasion_groups(request.actor, request.programme),
        "may_import": is_allowed(request.actor, "listening.import_turns", request.programme),
    }
    return render(request, "listening/occasions.html", page)


@programme_page("listening.see_engagements")
@require_GET
def occasion(request: StaffRequest, ref: str) -> HttpResponse:
    engagement = queries.find_engagement(request.actor, request.programme, ref)
    page = {
        "programme": request.programme,
        "page": queries.occasion_page(request.actor, request.programme, engagement),
    }
    return render(request, "listening/occasion.html", page)


@programme_page("listening.record_engagement")
@require_http_methods(["GET", "POST"])
def record(request: StaffRequest) -> HttpResponse:
    """The kind first, then only its fields."""
    programme = request.programme
    communities = queries.communities_named(programme)
    offered = policies.may_be_recorded(request.actor, programme, communities.values())
    kind = chosen_kind(request, "kind", offered[0])
    back_url = reverse("listening:occasions", args=[programme.slug])
    if request.method == "GET" and not kind:
        return ask_kind(
            request,
            "kind",
            (Kind(kind, name.capitalize()) for kind, name in KINDS.items() if kind in offered[0]),
            title="Record an occasion of listening",
            legend="What kind of occasion was it?",
            refusal="Choose what kind of occasion it was",
            back_url=back_url,
        )
    form = OccasionForm(request.POST or None, communities=communities, offered=offered, kind=kind)
    return handle_form(
        request,
        form,
        lambda: commands.record_engagement(
            actor=request.actor, programme=programme, details=form.to_input()
        ),
        title="Record an occasion of listening",
        caption=KINDS.get(kind, "").capitalize(),
        submit_label="Save this occasion",
        back_url=request.path if kind else back_url,
        next_url=lambda made: _occasion_url(request, made.ref),
    )


@programme_page("listening.record_engagement")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, ref: str) -> HttpResponse:
    programme = request.programme
    engagement = queries.find_engagement(request.actor, programme, ref)
    communities = queries.communities_named(programme)
    form = OccasionForm(
        request.POST or None,
        communities=communities,
        offered=policies.may_be_recorded(request.actor, programme, communities.values()),
        record=engagement,
        registered=queries.people_registered(engagement),
    )
    return handle_form(
        request,
        form,
        lambda: commands.edit_engagement(
            actor=request.actor,
            programme=programme,
            engagement=engagement,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change this occasion",
        back_url=_occasion_url(request, ref),
    )


@programme_page("listening.record_engagement")
@require_POST
def move(request: StaffRequest, ref: str) -> HttpResponse:
    engagement = queries.find_engagement(request.actor, request.programme, ref)
    try:
        commands.move_engagement(
            actor=request.actor,
            programme=request.programme,
            engagement=engagement,
            to=request.POST.get("to", ""),
        )
    except Refused as refused:
        page = {
            "programme": request.programme,
            "page": queries.occasion_page(request.actor, request.programme, engagement),
            "refused": refused.sentence,
        }
        return render(request, "listening/occasion.html", page)
    return redirect("listening:occasion", request.programme.slug, ref)


def _occasion_url(request: StaffRequest, ref: str) -> str:
    return reverse("listening:occasion", args=[request.programme.slug, ref])
