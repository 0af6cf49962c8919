from django.http import HttpResponse
from django.views.decorators.http import require_GET

from saidanddone.evidence.coding.queries import Codes
from saidanddone.evidence.coding.views.passages import passages_page
from saidanddone.evidence.themes import queries
from saidanddone.programme.decorators import StaffRequest, programme_page


@programme_page("evidence.read_transcripts")
@require_GET
def of_theme(request: StaffRequest, theme: str) -> HttpResponse:
    """Every passage under the codes of a theme."""
    record = queries.find_theme(request.actor, request.programme, theme)
    under = Codes(record, tuple(record.codes.all()))
    return passages_page(request, under, theme=record)
