from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.transcripts import commands, pages, queries
from saidanddone.evidence.transcripts.forms import ConfirmForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.forms import show_refusal

TEMPLATE = "evidence/transcripts/confirm.html"
PREVIEW_TEMPLATE = "evidence/transcripts/what_stays.html"
SEES = ("", "confirm")  # what is pressed to see what stays, and then to confirm it
KEPT = "What you chose is saved, sealed with the words. Nothing is confirmed yet. Open them here to go on."
NOT_YET_TEMPLATE = "evidence/transcripts/names_not_yet.html"


@programme_page("evidence.confirm")
@require_GET
def to_confirm(request: StaffRequest) -> HttpResponse:
    rows = queries.contributions_to_confirm(request.actor, request.programme)
    return render(request, "evidence/transcripts/to_confirm.html", {"rows": rows})


@programme_page("evidence.confirm")
@require_http_methods(["GET", "POST"])
def confirm(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    back = reverse("evidence:to_confirm", args=[programme.slug])
    try:
        to_check = queries.open_to_confirm(actor, programme, ref)
    except NotYours:
        # Pressed twice, or come back to: it is confirmed already.
        queries.was_confirmed_by(actor, programme, ref)
        return redirect(back)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(back)
    speakers_url = reverse("listening:speakers", args=[programme.slug, ref])
    if to_check.is_undecided:
        return redirect(speakers_url)
    if to_check.names == "not_yet":  # neither shown nor confirmed before
        return render(request, NOT_YET_TEMPLATE, {"to_check": to_check, "back_url": back})
    form = ConfirmForm(request.POST or None, page=to_check)
    pressed, _, kind = request.POST.get("do", "").partition(":")
    if pressed in ("hide-all", "keep-all"):
        form.choose_all(kind, hidden=pressed == "hide-all")
    page: dict[str, Any] = {
        "title": "Confirm a transcript",
        "contribution": to_check.contribution,
        "turns": pages.turns_to_check(to_check, form.ticked, form.ticked_sensitive),
        "kinds": pages.kinds_marked(to_check, form.ticked),
        "first_place": next((pages.form_value(hit) for hit in to_check.hits), ""),
        "speakers": to_check.speakers,
        "speakers_url": speakers_url,
        "looked_for": pages.LOOKED_FOR,
        "not_looked_for": pages.NOT_LOOKED_FOR,
        "names": to_check.names,
        "back_url": back,
    }
    if pressed == "keep" and _keep_half_way(request, form, to_check):
        return redirect(back)
    if form.is_bound and form.is_valid() and not (form.is_previewed and pressed == "confirm"):
        return _show_before_confirming(request, form, page, is_asked=pressed in SEES)
    return handle_form(
        request,
        form,
        lambda: commands.confirm(
            actor=actor,
            programme=programme,
            contribution=to_check.contribution,
            accepted=form.accepted(),
            details=form.to_input(),
        ),
        template=TEMPLATE,
        done=form.done,
        **page,
    )


def _keep_half_way(
    request: StaffRequest, form: ConfirmForm, to_check: queries.RawWordsToCheck
) -> bool:
    """Whether the choices were saved. Saved twice they are the same, so the form may be sent again."""
    if not form.is_valid():
        return False
    try:
        commands.keep_choices(
            actor=request.actor,
            programme=request.programme,
            contribution=to_check.contribution,
            details=form.to_choices(),
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    messages.success(request, KEPT)
    return True


def _show_before_confirming(
    request: StaffRequest, form: ConfirmForm, page: dict[str, Any], *, is_asked: bool
) -> HttpResponse:
    """What stays of the words, where that was asked for and nothing is at fault; else the form again."""
    if not is_asked:
        return render(request, TEMPLATE, {**page, "form": form})
    try:
        passages = form.what_stays()
    except Refused as refused:
        show_refusal(form, refused)
        return render(request, TEMPLATE, {**page, "form": form})
    turns = pages.turns_that_stay(passages, form.ticked_sensitive)
    context = {**page, "title": "What stays", "form": form, "turns": turns, "once": new_token()}
    return render(request, PREVIEW_TEMPLATE, context)


@programme_page("evidence.confirm")
@require_POST
def look_for_names(request: StaffRequest, ref: str) -> HttpResponse:
    """Look for names in long words at once, and show them."""
    commands.look_for_names(actor=request.actor, programme=request.programme, ref=ref)
    return redirect("evidence:confirm", request.programme.slug, ref)
