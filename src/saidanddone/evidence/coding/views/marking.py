"""Marking passages, settling and taking off, and undoing that.

A script is answered with the turns that changed, or with a sentence; whoever has none is sent back to the page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token, submit_once
from saidanddone.evidence.coding import commands, pages, queries
from saidanddone.evidence.coding.forms import MarkForm, UndoForm, UnmarkForm
from saidanddone.evidence.coding.inputs import RemoveCodingInput
from saidanddone.evidence.coding.views.reading import show_reading
from saidanddone.evidence.transcripts.queries import find_transcript
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.undo import Undo, tell_with_undo

CHANGED_MEANWHILE = 409  # the script opens the page again
REFUSED = 422


@programme_page("evidence.code")
@require_POST
def mark(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = MarkForm(request.POST)
    if not (form.is_valid() and _has_no_heading(request, form) and _is_located(request, ref, form)):
        return _refused_mark(request, ref, form)
    changed: list[queries.OpenTurns] = []

    def act() -> str:
        excerpt = commands.code_passage(
            actor=actor, programme=programme, transcript=ref, details=form.to_input()
        )
        turns = queries.open_turns(actor, programme, excerpt.transcript, excerpt.start, excerpt.end)
        changed[:] = [turns]  # once more where the database stopped it for another
        # Whoever marked words under a cover had asked to see them: it stays open.
        covered = pages.covered_turn_at(turns, excerpt.start)
        query = f"?shown={covered}" if covered else ""
        return f"{_address(request, ref)}{query}#passage-{excerpt.ref}"

    try:
        submitted = submit_once(form.cleaned_data["once"], act)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _refused_mark(request, ref, form)
    if not _is_by_script(request):
        return redirect(submitted.led_to)
    return _changed_turns(request, changed)


@programme_page("evidence.code")
@require_POST
def unmark(request: StaffRequest, ref: str) -> HttpResponse:
    """Take a passage off a code, or settle what was suggested."""
    actor, programme = request.actor, request.programme
    form = UnmarkForm(request.POST)
    if not form.is_valid():
        raise NotYours("coding")
    typed = form.cleaned_data

    def act() -> tuple[Any, Undo | None]:
        transcript = find_transcript(actor, programme, ref)
        excerpt = queries.find_excerpt(actor, programme, transcript, typed["passage"])
        about: dict[str, Any] = {"actor": actor, "programme": programme, "excerpt": excerpt}
        if typed["state"]:
            commands.settle_coding(**about, details=form.to_input())
            return excerpt, None
        number = queries.first_turn_of(excerpt)
        taken_off = commands.remove_coding(
            **about, details=RemoveCodingInput(code_ref=typed["code_ref"])
        )
        undo = Undo(
            pages.taken_off_sentence(taken_off),
            reverse("evidence:undo", args=[programme.slug, ref]),
            {"signed": taken_off.signed},
            place=f"turn-{number}" if taken_off.transcript == ref else "",
        )
        return excerpt, undo if taken_off.transcript == ref else None

    return _change(request, ref, typed["once"], act)


@programme_page("evidence.code")
@require_POST
def undo(request: StaffRequest, ref: str) -> HttpResponse:
    """Put a passage back under the code that it was taken off."""
    actor, programme = request.actor, request.programme
    form = UndoForm(request.POST)
    if not form.is_valid():
        raise NotYours("coding")

    def act() -> tuple[Any, None]:
        find_transcript(actor, programme, ref)
        details = form.to_input()
        return commands.undo_remove_coding(actor=actor, programme=programme, details=details), None

    return _change(request, ref, form.cleaned_data["once"], act)


def _change(
    request: StaffRequest, ref: str, once: str, act: Callable[[], tuple[Any, Undo | None]]
) -> HttpResponse:
    """Run `act` once, which changes the codes of a passage and may say how that is undone."""
    actor, programme = request.actor, request.programme
    changed: list[queries.OpenTurns] = []
    undos: list[Undo] = []

    def once_only() -> str:
        excerpt, told = act()
        undos[:] = [told] if told else []
        if not _is_by_script(request):
            return f"{_address(request, ref)}{f'#{told.place}' if told else ''}"
        transcript = find_transcript(actor, programme, ref)
        changed.append(queries.open_turns(actor, programme, transcript, excerpt.start, excerpt.end))
        return _address(request, ref)

    try:
        submitted = submit_once(once, once_only)
    except Refused as refused:
        if _is_by_script(request):
            return _sentence(refused.sentence)
        messages.error(request, refused.sentence)
        return redirect(_address(request, ref))
    if _is_by_script(request):
        return _changed_turns(request, changed, undos)
    for told in undos:
        tell_with_undo(request, told)
    return redirect(submitted.led_to)


def _has_no_heading(request: StaffRequest, form: MarkForm) -> bool:
    """A passage stands under a code, not under its heading, so that it stands where someone would look for it."""
    refs = form.cleaned_data["code_refs"]
    headings = queries.headings_among(request.actor, request.programme, refs)
    for name in headings:
        form.add_error("code_refs", f"“{name}” is a heading. Choose a code under it.")
    return not headings


def _is_located(request: StaffRequest, ref: str, form: MarkForm) -> bool:
    """Whether the passage was selected, or its typed words are in the transcript, which is then opened."""
    if form.is_selected:
        return True
    return form.locate(queries.open_to_read(request.actor, request.programme, ref))


def _refused_mark(request: StaffRequest, ref: str, form: MarkForm) -> HttpResponse:
    if _is_by_script(request):
        return _sentence(
            " ".join(str(error) for errors in form.errors.values() for error in errors)
        )
    reading = queries.open_to_read(request.actor, request.programme, ref)
    return show_reading(request, reading, form)


def _is_by_script(request: StaffRequest) -> bool:
    """Whether assets/js/coding.js asks for what changed alone."""
    return request.headers.get("X-Fragment") == "turns"


def _changed_turns(
    request: StaffRequest, changed: list[queries.OpenTurns], undos: list[Undo] | None = None
) -> HttpResponse:
    if not changed:  # sent a second time
        return HttpResponse(status=CHANGED_MEANWHILE)
    page = {
        "reading": changed[0],
        "turns": pages.turns_to_read(changed[0]),
        "undos": undos or [],
        "new_token": new_token,
    }
    return render(request, "evidence/coding/turns.html", page)


def _sentence(sentence: str) -> HttpResponse:
    return HttpResponse(sentence, status=REFUSED, content_type="text/plain; charset=utf-8")


def _address(request: StaffRequest, ref: str) -> str:
    return reverse("evidence:read", args=[request.programme.slug, ref])
