from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token, submit_once
from saidanddone.evidence.coding import commands, pages, queries
from saidanddone.evidence.coding.forms import MarkForm, UnmarkForm
from saidanddone.evidence.coding.inputs import RemoveCodingInput
from saidanddone.evidence.coding.policies import may_code
from saidanddone.evidence.transcripts.policies import may_confirm
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.components import pagination
from saidanddone.ui.filters import Facet, narrow

ON_A_PAGE = 50
FACETS: Final[tuple[Facet[queries.SameStanding], ...]] = (
    Facet(
        "standing",
        "How far",
        "All",
        lambda row: [(row.standing, queries.STANDINGS[row.standing])],
    ),
    Facet("community", "Community", "Every community", lambda row: [row.community], True),
)


@programme_page("evidence.read_transcripts")
@require_GET
def transcripts(request: StaffRequest) -> HttpResponse:
    counted = queries.how_far_read(request.actor, request.programme)
    _, chosen = narrow(counted, FACETS, request.GET.dict(), stands_for=lambda row: row.transcripts)
    readable = queries.transcripts_to_read(request.actor, request.programme, chosen.chosen)
    shown = Paginator(readable, ON_A_PAGE).get_page(request.GET.get("page"))
    page = {
        "rows": [queries.readable_row(transcript) for transcript in shown],
        "filter": chosen,
        "marked": sum(row.transcripts for row in counted if row.standing == queries.MARKED),
        "pagination": pagination(shown, chosen.pages),  # type: ignore[arg-type]
        "may_confirm": may_confirm(request.actor, request.programme),
        "may_code": may_code(request.actor, request.programme),
    }
    return render(request, "evidence/coding/transcripts.html", page)


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
    if not (form.is_valid() and form.locate(reading)):
        return _show(request, reading, form)

    def act() -> str:
        excerpt = commands.code_passage(
            actor=actor,
            programme=programme,
            transcript=reading.transcript,
            details=form.to_input(),
        )
        # Whoever marked words under a cover had asked to see them: it stays open.
        open_turn = pages.covered_turn_at(reading, excerpt.start)
        query = f"?shown={open_turn}" if open_turn else ""
        return f"{_address(request, ref)}{query}#passage-{excerpt.ref}"

    try:
        return redirect(submit_once(form.cleaned_data["once"], act).led_to)
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
    typed = form.cleaned_data

    def act() -> str:
        transcript = find_transcript(actor, programme, ref)
        about: dict[str, Any] = {
            "actor": actor,
            "programme": programme,
            "excerpt": queries.find_excerpt(actor, programme, transcript, typed["passage"]),
        }
        if typed["state"]:
            commands.settle_coding(**about, details=form.to_input())
        else:
            commands.remove_coding(**about, details=RemoveCodingInput(code_ref=typed["code_ref"]))
        return _address(request, ref)

    try:
        return redirect(submit_once(typed["once"], act).led_to)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(_address(request, ref))


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
    return render(request, "evidence/coding/read.html", page)
