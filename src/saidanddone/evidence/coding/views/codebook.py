from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.coding import commands, queries
from saidanddone.evidence.coding.forms import CodeForm, EditCodeForm, MergeForm
from saidanddone.evidence.coding.policies import may_code
from saidanddone.evidence.form_fields import OnceForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.asking import ask


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
    codes = queries.codebook(actor, programme)
    form = CodeForm(
        request.POST or None, codes=codes, initial={"parent": request.GET.get("under", "")}
    )

    def act() -> str:
        commands.add_code(actor=actor, programme=programme, **_said(request, form))
        return _address(request)

    page = {
        "title": "Add a code",
        "submit_label": "Add the code",
        "back_url": _address(request),
    }
    return ask(request, form, act, page=page, done="The code is added.")


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def edit_code(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    others = [row for row in queries.codebook(actor, programme) if row.ref != ref]
    form = EditCodeForm(request.POST or None, codes=others, initial=CodeForm.as_saved(code))

    def act() -> str:
        version = form.cleaned_data["version"]
        said = _said(request, form)
        commands.edit_code(actor=actor, programme=programme, code=code, version=version, **said)
        return _address(request)

    page = {
        "title": "Change a code",
        "back_url": _address(request),
        "code": code,
        "memos": queries.read_memos(actor, programme, code),
        "may_code": may_code(actor, programme),
    }
    return ask(
        request,
        form,
        act,
        page=page,
        done="Your changes are saved.",
        as_saved=form.as_saved,
        template="evidence/coding/code.html",
    )


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def merge_codes(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    others = [row for row in queries.codebook(actor, programme) if row.ref != ref]
    form = MergeForm(request.POST or None, codes=others)

    def act() -> str:
        into = queries.find_code(actor, programme, form.cleaned_data["into"])
        commands.merge_codes(actor=actor, programme=programme, code=code, into=into)
        return _address(request)

    page = {
        "title": "Merge a code into another",
        "caption": code.name,
        "intro": "Its passages, themes and the codes below it go to the other. It cannot be undone.",
        "submit_label": "Merge",
        "back_url": _address(request),
    }
    return ask(request, form, act, page=page, done="The codes are merged.")


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def remove_code(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    form = OnceForm(request.POST or None)

    def act() -> str:
        commands.remove_code(actor=actor, programme=programme, code=code)
        return _address(request)

    page = {
        "question": f"Remove the code “{code.name}”?",
        "consequence": "A code can be removed while nothing is under it.",
        "submit_label": "Remove it",
        "cancel_url": _address(request),
    }
    done = "The code is removed."
    return ask(request, form, act, page=page, done=done, template="ui/confirm_page.html")


def _said(request: StaffRequest, form: CodeForm) -> dict[str, Any]:
    typed = {
        name: form.cleaned_data[name]
        for name in ("name", "definition", "include", "exclude", "example")
    }
    parent = form.cleaned_data["parent"]
    above = queries.find_code(request.actor, request.programme, parent) if parent else None
    return {**typed, "parent": above}
