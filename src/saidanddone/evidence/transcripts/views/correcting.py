from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from saidanddone.base.errors import NotYours
from saidanddone.base.idempotent import submit_once
from saidanddone.evidence.transcripts import commands, queries
from saidanddone.evidence.transcripts.forms import CoverForm, ReviseForm
from saidanddone.evidence.transcripts.inputs import CoverInput
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.undo import Undo, tell_with_undo


@programme_page("evidence.code")
@require_POST
def cover(request: StaffRequest, ref: str) -> HttpResponse:
    """Cover a turn that is hard to read, or leave it open."""
    actor, programme = request.actor, request.programme
    form = CoverForm(request.POST)
    transcript = queries.find_transcript(actor, programme, ref)
    details = form.to_input() if form.is_valid() else None
    if details is None:
        raise NotYours("turn")

    def act() -> str:
        is_changed = commands.cover_turn(
            actor=actor, programme=programme, transcript=transcript, details=details
        )
        if is_changed:
            tell_with_undo(request, _undo_cover(request, details))
        return f"{_address(request, ref)}#turn-{details.number}"

    return redirect(submit_once(form.cleaned_data["once"], act).led_to)


def _undo_cover(request: StaffRequest, details: CoverInput) -> Undo:
    done = (
        "is covered for everyone, until someone asks to see it"
        if details.is_sensitive
        else "has no cover any more, for anyone"
    )
    other = "uncover" if details.is_sensitive else "cover"
    return Undo(
        f"Turn {details.number} {done}.",
        request.path,
        {other: str(details.number)},
        place=f"turn-{details.number}",
    )


@programme_page("evidence.confirm")
@require_http_methods(["GET", "POST"])
def revise(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = ReviseForm(request.POST or None)
    if not form.is_bound:
        queries.find_transcript(actor, programme, ref)
    return handle_form(
        request,
        form,
        lambda: commands.revise(
            actor=actor,
            programme=programme,
            transcript=queries.find_transcript(actor, programme, ref),
            details=form.to_input(),
        ),
        title="Correct a transcript",
        intro="This makes a new version. Marked passages are carried over by their words; those "
        "whose own words change are listed for you to look at.",
        submit_label="Make the new version",
        back_url=_address(request, ref),
        next_url=lambda revised: _address(request, revised.ref),
        done="The transcript is corrected.",
    )


def _address(request: StaffRequest, ref: str) -> str:
    return reverse("evidence:read", args=[request.programme.slug, ref])
