"""Copies of passages: taken as a file, listed in the register, called back. Also the codebook as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.base.errors import Refused
from saidanddone.evidence.coding import commands, queries
from saidanddone.evidence.coding.copy_files import CONTENT_TYPES, as_file, codebook_as_csv
from saidanddone.evidence.coding.forms import CopyForm
from saidanddone.evidence.coding.policies import FEWEST_VOICES
from saidanddone.evidence.coding.queries import Codes
from saidanddone.evidence.form_fields import OnceForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.forms import show_refusal


@programme_page("evidence.take_copies")
@require_http_methods(["GET", "POST"])
def copy_of_code(request: StaffRequest, ref: str) -> HttpResponse:
    [code] = queries.find_codes(request.actor, request.programme, [ref])
    back = reverse("evidence:passages_of_code", args=[request.programme.slug, code.ref])
    return copy_page(request, Codes(code, (code,), code.name), back)


def copy_page(request: StaffRequest, under: Codes, back: str) -> HttpResponse:
    """Asked by POST, because words leave and that is put on record. It answers with the file."""
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            taken = commands.take_copy(
                actor=request.actor,
                programme=request.programme,
                under=under,
                details=form.to_input(),
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            ending = taken.copy.ending
            return _file(as_file(taken.out, ending), f"passages-{taken.copy.ref}", ending)
    page = {
        "title": "Take a copy of passages",
        "caption": under.title,
        "form": form,
        "intro": "Only passages whose person agreed to be quoted in papers for meetings, and only where at least "
        f"{FEWEST_VOICES} such people speak. About half of them are taken, drawn by lot, so that one who is missing "
        "from a later copy tells nothing. Who gets it and what for stands in the register. When someone takes their "
        "words back, it says which copies must be destroyed.",
        "submit_label": "Take the copy",
        "back_url": back,
    }
    return render(request, "ui/form_page.html", page)


@programme_page("evidence.keep_copies")
@require_GET
def register(request: StaffRequest) -> HttpResponse:
    rows = queries.copies_of_passages(request.actor, request.programme)
    return render(request, "evidence/coding/copies.html", {"rows": rows})


@programme_page("evidence.keep_copies")
@require_http_methods(["GET", "POST"])
def call_back(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    copy = queries.find_copy(actor, programme, ref)
    back = reverse("evidence:copies", args=[programme.slug])
    return handle_form(
        request,
        OnceForm(request.POST or None),
        lambda: commands.call_back_copy(actor=actor, programme=programme, copy=copy),
        template="ui/confirm_page.html",
        question=f"Were they told to destroy it: {copy.given_to}?",
        consequence="Tell them that words in it may be quoted no more, and that every copy of it must go. Do not say "
        "whose words, or which. They can be given a new copy.",
        submit_label="They were told",
        cancel_url=back,
        next_url=back,
        done="It stands in the register that they were told.",
    )


@programme_page("evidence.manage_codebook")
@require_GET
def codebook_table(request: StaffRequest) -> HttpResponse:
    codes = queries.codebook(request.actor, request.programme)
    return _file(codebook_as_csv(codes), f"{request.programme.slug}-codebook", "csv")


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[ending],
        headers={
            "Content-Disposition": f'attachment; filename="{name}.{ending}"',
            "Cache-Control": "no-store",
        },
    )
