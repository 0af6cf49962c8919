from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.once import new_token, submit_once
from saidanddone.evidence import commands, pages, queries
from saidanddone.evidence.forms import ConfirmForm, CoverForm, MarkForm, ReviseForm, UnmarkForm
from saidanddone.evidence.queries.transcripts import readable_row
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.asking import ask
from saidanddone.ui.components import pagination

ON_A_PAGE = 50


@programme_page("evidence.read_transcripts")
@require_GET
def transcripts(request: StaffRequest) -> HttpResponse:
    held = queries.transcripts_to_read(request.actor, request.programme)
    shown = Paginator(held, ON_A_PAGE).get_page(request.GET.get("page"))
    page = {
        "rows": [readable_row(each) for each in shown],
        "pagination": pagination(shown),  # type: ignore[arg-type]
        "may_confirm": queries.may_confirm(request.actor, request.programme),
        "may_code": queries.may_code(request.actor, request.programme),
    }
    return render(request, "evidence/transcripts.html", page)


@programme_page("evidence.confirm")
@require_GET
def to_confirm(request: StaffRequest) -> HttpResponse:
    rows = queries.contributions_to_confirm(request.actor, request.programme)
    return render(request, "evidence/to_confirm.html", {"rows": rows})


@programme_page("evidence.confirm")
@require_http_methods(["GET", "POST"])
def confirm(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    back = reverse("evidence:to_confirm", args=[programme.slug])
    try:
        held = queries.open_to_confirm(actor, programme, ref)
    except NotYours:
        # Pressed twice, or come back to: it is confirmed already.
        queries.was_confirmed_by(actor, programme, ref)
        return redirect(back)
    form = ConfirmForm(request.POST or None, page=held)

    def act() -> str:
        commands.confirm(
            actor=actor,
            programme=programme,
            contribution=held.contribution,
            accepted=form.accepted(),
            also_hide=form.asked_for(),
            sensitive=form.sensitive_turns(),
        )
        return back

    page = {
        "title": "Confirm a transcript",
        "contribution": held.contribution,
        "turns": pages.turns_to_check(held, form.ticked, form.ticked_sensitive),
        "hits": len(held.hits),
        "back_url": back,
    }
    done = "The transcript is confirmed. The raw words are destroyed."
    return ask(request, form, act, page=page, done=done, template="evidence/confirm.html")


@programme_page("evidence.read_transcripts")
@require_GET
def read(request: StaffRequest, ref: str) -> HttpResponse:
    reading = queries.open_to_read(request.actor, request.programme, ref)
    return _show(request, reading, None)


@programme_page("evidence.code")
@require_POST
def mark(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    reading = queries.open_to_read(actor, programme, ref)
    form = MarkForm(request.POST, codes=queries.codebook(actor, programme))
    span = form.span(reading) if form.is_valid() else None
    if span is None:
        return _show(request, reading, form)

    def act() -> str:
        excerpt = commands.code_passage(
            actor=actor,
            programme=programme,
            transcript=reading.transcript,
            start=span[0],
            end=span[1],
            codes=queries.find_codes(actor, programme, form.cleaned_data["codes"]),
        )
        # Whoever marked words under a cover had asked to see them: it stays open.
        shown = pages.covered_turn_at(reading, excerpt.start)
        asked = f"?shown={shown}" if shown else ""
        return f"{_address(request, ref)}{asked}#passage-{excerpt.ref}"

    try:
        return redirect(submit_once(form.cleaned_data["once"], act))
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _show(request, reading, form)


@programme_page("evidence.code")
@require_POST
def unmark(request: StaffRequest, ref: str) -> HttpResponse:
    """Take a passage off a code, or settle what was suggested."""
    actor, programme = request.actor, request.programme
    form = UnmarkForm(request.POST)
    if not form.is_valid():
        raise NotYours("coding")
    said = form.cleaned_data

    def act() -> str:
        transcript = queries.find_transcript(actor, programme, ref)
        about: dict[str, Any] = {
            "actor": actor,
            "programme": programme,
            "excerpt": queries.find_excerpt(actor, programme, transcript, said["passage"]),
            "code": queries.find_codes(actor, programme, [said["code"]])[0],
        }
        if said["state"]:
            commands.settle_coding(**about, state=said["state"])
        else:
            commands.remove_coding(**about)
        return _address(request, ref)

    try:
        return redirect(submit_once(said["once"], act))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(_address(request, ref))


@programme_page("evidence.code")
@require_POST
def cover(request: StaffRequest, ref: str) -> HttpResponse:
    """Cover a turn that is hard to read, or leave it open."""
    actor, programme = request.actor, request.programme
    form = CoverForm(request.POST)
    transcript = queries.find_transcript(actor, programme, ref)
    said = form.cleaned_data if form.is_valid() else {}
    number = said.get("cover") or said.get("uncover")
    if not number:
        raise NotYours("turn")

    def act() -> str:
        commands.cover_turn(
            actor=actor,
            programme=programme,
            transcript=transcript,
            number=number,
            is_sensitive=bool(said["cover"]),
        )
        return f"{_address(request, ref)}#turn-{number}"

    return redirect(submit_once(said["once"], act))


@programme_page("evidence.confirm")
@require_http_methods(["GET", "POST"])
def revise(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = ReviseForm(request.POST or None)

    def act() -> str:
        revised = commands.revise(
            actor=actor,
            programme=programme,
            transcript=queries.find_transcript(actor, programme, ref),
            replacements={form.cleaned_data["sought"]: form.cleaned_data["instead"]},
        )
        return _address(request, revised.transcript.ref)

    if not form.is_bound:
        queries.find_transcript(actor, programme, ref)
    page = {
        "title": "Correct a transcript",
        "intro": "This makes a new version. Marked passages are carried over by their words; those "
        "whose own words change are listed for you to look at.",
        "submit_label": "Make the new version",
        "back_url": _address(request, ref),
    }
    return ask(request, form, act, page=page, done="The transcript is corrected.")


def _address(request: StaffRequest, ref: str) -> str:
    return reverse("evidence:read", args=[request.programme.slug, ref])


def _show(request: StaffRequest, reading: queries.Reading, form: MarkForm | None) -> HttpResponse:
    actor, programme = request.actor, request.programme
    codes = queries.codebook(actor, programme)
    if form is None and reading.may_code:
        form = MarkForm(codes=codes)
    page = {
        "reading": reading,
        "contribution": reading.transcript.contribution,
        "turns": pages.turns_to_read(reading, request.GET.get("shown", "")),
        "codes": codes,
        "recent": " ".join(reading.recent_codes),
        "form": form if reading.may_code else None,
        "wait": pages.wait_sentence(reading),
        "new_token": new_token,
    }
    return render(request, "evidence/read.html", page)
