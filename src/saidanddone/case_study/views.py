"""The case study as a file to download."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saidanddone.base.errors import Refused
from saidanddone.case_study.compose import compose
from saidanddone.case_study.forms import CaseStudyForm
from saidanddone.case_study.queries import read_material
from saidanddone.case_study.writers import CONTENT_TYPES, WRITERS
from saidanddone.programme.decorators import StaffRequest, programme_page


@programme_page("publishing.write_case_study")
@require_http_methods(["GET", "POST"])
def write(request: StaffRequest) -> HttpResponse:
    """Asked by POST, because people's words are read for it and that is put on record."""
    form = CaseStudyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        which, ending = form.cleaned_data["which"], form.cleaned_data["ending"]
        try:
            document = compose(read_material(request.actor, request.programme, which))
        except Refused as refused:
            form.add_error("which", refused.sentence)
        else:
            marked = "-draft" if document.mark else ""
            name = f"{request.programme.slug}-case-study{marked}.{ending}"
            return HttpResponse(
                WRITERS[ending](document),
                content_type=CONTENT_TYPES[ending],
                headers={
                    "Content-Disposition": f'attachment; filename="{name}"',
                    "Cache-Control": "no-store",
                },
            )
    page = {
        "title": "Case study",
        "form": form,
        "intro": "The story of this strategy as a report: who took part, what was heard, what was done "
        "and not done, each figure with its note. It is written from the records, quotes people with "
        "their consent, and leaves out whoever has withdrawn.",
        "submit_label": "Write and download",
        "back_url": reverse("releases:list", args=[request.programme.slug]),
    }
    return render(request, "ui/form_page.html", page)
