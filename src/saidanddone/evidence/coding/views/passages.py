"""Every passage under a code, in its turn; the page of a theme's passages is made of the same."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from saidanddone.evidence.coding import queries
from saidanddone.evidence.coding.policies import may_take_copies
from saidanddone.evidence.coding.queries import Codes, PassageListed
from saidanddone.evidence.transcripts.policies import reads_every_transcript
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.components import pagination
from saidanddone.ui.filters import Facet, narrow
from saidanddone.ui.templatetags.ui import gov_date

ON_A_PAGE: Final = 20
FACETS: Final[tuple[Facet[PassageListed], ...]] = (
    Facet("community", "Community", "Every community", lambda row: [row.community]),
    Facet(
        "occasion",
        "Occasion",
        "Every occasion",
        lambda row: [(row.occasion[0], f"{row.occasion[1]}, {gov_date(row.held_on)}")],
        keeps_order=True,
    ),
    Facet("coder", "Marked by", "Everyone", lambda row: row.coders),
)


@programme_page("evidence.read_transcripts")
@require_GET
def of_code(request: StaffRequest, ref: str) -> HttpResponse:
    [code] = queries.find_codes(request.actor, request.programme, [ref])
    copy = reverse("evidence:copy_of_code", args=[request.programme.slug, code.ref])
    return passages_page(request, Codes(code, (code,), code.name), copy, code=code)


def passages_page(request: StaffRequest, under: Codes, copy: str, **page: Any) -> HttpResponse:
    """The passages under these codes, narrowed as the address says, a page of them opened."""
    actor, programme = request.actor, request.programme
    listed = queries.passages_under(actor, programme, under)
    left, chosen = narrow(listed, FACETS, request.GET.dict())
    on_page = Paginator(left, ON_A_PAGE).get_page(request.GET.get("page"))
    page |= {
        "rows": queries.open_passages(actor, programme, list(on_page), under),
        "first": on_page.start_index(),
        "filter": chosen,
        "pagination": pagination(on_page, chosen.pages),  # type: ignore[arg-type]
        "reads_every": reads_every_transcript(actor, programme),
        "shows_codes": len(under.codes) > 1,
        "copy": copy if may_take_copies(actor, programme) else "",
        "transcripts": reverse("evidence:transcripts", args=[programme.slug]),
    }
    return render(request, "evidence/coding/passages.html", page)
