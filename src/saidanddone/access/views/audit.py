"""The audit pages: one's own acts, everyone's, and totals by day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saidanddone.access import commands, queries
from saidanddone.access.decorators import ActorRequest, staff_page


@staff_page("access.read_own_audit")
@require_GET
def own_audit(request: ActorRequest) -> HttpResponse:
    page = {"title": "What you did and looked at", "lines": queries.own_audit(request.actor)}
    return render(request, "access/audit.html", page)


@staff_page("access.read_audit")
@require_GET
def audit(request: ActorRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    lines, older = commands.read_audit(
        actor=request.actor, before=int(before) if before.isdecimal() else None
    )
    page = {
        "title": "Who did and looked at what",
        "lines": lines,
        "older": older,
        "is_whole": True,
        "has_another_end": queries.audit_has_another_end(request.actor),
    }
    return render(request, "access/audit.html", page)


@staff_page("access.see_daily_totals")
@require_GET
def daily_totals(request: ActorRequest) -> HttpResponse:
    return render(request, "access/totals.html", {"days": queries.daily_totals(request.actor)})
