from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saidanddone.evidence.coding import commands, queries
from saidanddone.evidence.coding.forms import EditMemoForm, MemoForm
from saidanddone.evidence.form_fields import OnceForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form

NOTES = "#notes"
WHERE = {
    "transcript": "It lies with the transcript, and goes if the person withdraws.",
    "code": "In your own words: what a person said stays in their transcript.",
    "theme": "In your own words: what a person said stays in their transcript.",
}


@programme_page("evidence.code")
@require_http_methods(["GET", "POST"])
def write_memo(request: StaffRequest, kind: str, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    about = queries.find_target(actor, programme, kind, ref)
    back = _address(request, about)
    form = MemoForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.write_memo(
            actor=actor, programme=programme, about=about, details=form.to_input()
        ),
        title=f"Write a note on this {kind}",
        intro=f"Whoever codes can read it. {WHERE[kind]}",
        submit_label="Keep the note",
        back_url=back,
        next_url=f"{back}{NOTES}",
        done="The note is kept.",
    )


@programme_page("evidence.code")
@require_http_methods(["GET", "POST"])
def edit_memo(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    memo = queries.find_memo(actor, programme, ref)
    about = queries.target_of(memo)
    back = _address(request, about)

    def as_saved(saved: Any) -> dict[str, Any]:
        return {"words": queries.words_of(actor, programme, saved), "version": saved.version}

    form = EditMemoForm(request.POST or None, record=memo, as_saved=as_saved)
    return handle_form(
        request,
        form,
        lambda: commands.edit_memo(
            actor=actor,
            programme=programme,
            memo=memo,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change a note",
        intro=WHERE[queries.kind_of(about)],
        back_url=back,
        next_url=f"{back}{NOTES}",
        done="Your changes are saved.",
    )


@programme_page("evidence.code")
@require_http_methods(["GET", "POST"])
def remove_memo(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    memo = queries.find_memo(actor, programme, ref)
    back = _address(request, queries.target_of(memo))
    return handle_form(
        request,
        OnceForm(request.POST or None),
        lambda: commands.remove_memo(actor=actor, programme=programme, memo=memo),
        template="ui/confirm_page.html",
        question="Remove this note?",
        consequence="It cannot be brought back.",
        submit_label="Remove it",
        cancel_url=back,
        next_url=back,
        done="The note is removed.",
    )


def _address(request: StaffRequest, about: Any) -> str:
    """The page that shows the notes on this record."""
    slug, kind = request.programme.slug, queries.kind_of(about)
    if kind == "theme":
        return reverse("thread:theme", args=[slug, about.slug])
    name = {"transcript": "evidence:read", "code": "evidence:edit_code"}[kind]
    return reverse(name, args=[slug, about.ref])
