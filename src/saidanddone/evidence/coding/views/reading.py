from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding import pages, queries
from saidanddone.evidence.coding.forms import MarkForm
from saidanddone.evidence.coding.policies import may_code
from saidanddone.evidence.transcripts.policies import may_confirm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.components import pagination
from saidanddone.ui.filters import Facet, narrow
from saidanddone.ui.undo import undos_in_place

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
    return show_reading(request, reading)


def show_reading(
    request: StaffRequest, reading: queries.Reading, form: MarkForm | None = None
) -> HttpResponse:
    """The page where a transcript is read; `form` is one that was refused."""
    codes = queries.codebook(request.actor, request.programme)
    form = form or MarkForm()
    form.offer(codes)
    page = {
        "reading": reading,
        "contribution": reading.transcript.contribution,
        "turns": pages.turns_to_read(reading, request.GET.getlist("shown")),
        "codes": codes,
        "recent": " ".join(reading.recent_codes),
        "form": form if reading.may_code else None,
        "wait": pages.wait_sentence(reading),
        "new_token": new_token,
        "undos": undos_in_place(request),
    }
    return render(request, "evidence/coding/read.html", page)
