from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.coding import commands, queries
from saidanddone.evidence.coding.forms import CodeForm, EditCodeForm, MergeForm
from saidanddone.evidence.coding.policies import may_code
from saidanddone.evidence.form_fields import OnceForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("evidence.manage_codebook")
@require_GET
def codebook(request: StaffRequest) -> HttpResponse:
    codes = queries.codebook(request.actor, request.programme)
    return render(request, "evidence/coding/codebook.html", {"codes": codes})


def _address(request: StaffRequest) -> str:
    return reverse("evidence:codebook", args=[request.programme.slug])


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def add_code(request: StaffRequest) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = CodeForm(
        request.POST or None,
        codes=queries.codebook(actor, programme),
        initial={"parent_ref": request.GET.get("under", "")},
    )
    return handle_form(
        request,
        form,
        lambda: commands.add_code(actor=actor, programme=programme, details=form.to_input()),
        title="Add a code",
        submit_label="Add the code",
        back_url=_address(request),
        done="The code is added.",
    )


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def edit_code(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    others = [row for row in queries.codebook(actor, programme) if row.ref != ref]
    form = EditCodeForm(request.POST or None, codes=others, record=code)
    return handle_form(
        request,
        form,
        lambda: commands.edit_code(
            actor=actor,
            programme=programme,
            code=code,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        template="evidence/coding/code.html",
        title="Change a code",
        back_url=_address(request),
        done="Your changes are saved.",
        code=code,
        memos=queries.read_memos(actor, programme, code),
        may_code=may_code(actor, programme),
    )


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def merge_codes(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    others = [row for row in queries.codebook(actor, programme) if row.ref != ref]
    form = MergeForm(request.POST or None, codes=others)
    return handle_form(
        request,
        form,
        lambda: commands.merge_codes(
            actor=actor,
            programme=programme,
            code=code,
            details=form.to_input(),
        ),
        title="Merge a code into another",
        caption=code.name,
        intro="Its passages, themes and the codes below it go to the other. It cannot be undone.",
        submit_label="Merge",
        back_url=_address(request),
        done="The codes are merged.",
    )


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def remove_code(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    return handle_form(
        request,
        OnceForm(request.POST or None),
        lambda: commands.remove_code(actor=actor, programme=programme, code=code),
        template="ui/confirm_page.html",
        question=f"Remove the code “{code.name}”?",
        consequence="A code can be removed while nothing is under it.",
        submit_label="Remove it",
        cancel_url=_address(request),
        next_url=_address(request),
        done="The code is removed.",
    )
