from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.coding.queries import Codes
from saidanddone.evidence.coding.views.copies import copy_page
from saidanddone.evidence.coding.views.passages import passages_page
from saidanddone.evidence.themes import queries
from saidanddone.programme.decorators import StaffRequest, programme_page


@programme_page("evidence.read_transcripts")
@require_GET
def of_theme(request: StaffRequest, theme: str) -> HttpResponse:
    """Every passage under the codes of a theme."""
    record = queries.find_theme(request.actor, request.programme, theme)
    copy = reverse("evidence:copy_of_theme", args=[request.programme.slug, record.slug])
    return passages_page(request, _codes_of(record), copy, theme=record)


@programme_page("evidence.take_copies")
@require_http_methods(["GET", "POST"])
def copy_of_theme(request: StaffRequest, theme: str) -> HttpResponse:
    """A copy of the passages under a theme."""
    record = queries.find_theme(request.actor, request.programme, theme)
    back = reverse("evidence:passages_of_theme", args=[request.programme.slug, record.slug])
    return copy_page(request, _codes_of(record), back)


def _codes_of(theme: Any) -> Codes:
    return Codes(theme, tuple(theme.codes.all()), theme.statement)
