"""Looking for words in transcripts. Asked by POST: what is looked for stands in no address and no history."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from saidanddone.base.errors import Refused
from saidanddone.evidence.coding import queries
from saidanddone.evidence.coding.forms import LookForm
from saidanddone.evidence.transcripts.policies import reads_every_transcript
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.forms import show_refusal


@programme_page("evidence.read_transcripts")
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    communities = {row.community: None for row in queries.how_far_read(actor, programme)}
    form = LookForm(request.POST or None, communities=list(communities))
    met = None
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            met = queries.look_for(actor, programme, typed["words"], typed["community_ref"])
        except Refused as refused:
            show_refusal(form, refused)
    page = {
        "form": form,
        "met": met,
        "reads_every": reads_every_transcript(actor, programme),
    }
    response = render(request, "evidence/coding/search.html", page)
    response["Cache-Control"] = "no-store"
    return response
