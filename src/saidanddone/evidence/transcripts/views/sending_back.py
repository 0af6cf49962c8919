from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.base.errors import NotYours
from saidanddone.evidence.transcripts import commands, queries
from saidanddone.evidence.transcripts.forms import SendBackForm, SettleForm
from saidanddone.evidence.transcripts.inputs import SendBackInput
from saidanddone.evidence.transcripts.pages import speaker_name
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("evidence.read_transcripts")
@require_GET
def sent_back(request: StaffRequest) -> HttpResponse:
    rows = queries.sent_back_list(request.actor, request.programme)
    return render(request, "evidence/transcripts/sent_back.html", {"rows": rows})


@programme_page("evidence.read_transcripts")
@require_http_methods(["GET", "POST"])
def send_back(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    actor, programme = request.actor, request.programme
    transcript = queries.find_transcript(actor, programme, ref)
    if not transcript.turns.filter(number=number).exists():
        raise NotYours("turn")
    back = reverse("evidence:read", args=[programme.slug, ref])
    return handle_form(
        request,
        SendBackForm(request.POST or None),
        lambda: commands.send_back(
            actor=actor,
            programme=programme,
            transcript=transcript,
            details=SendBackInput(number=number),
        ),
        title=f"Send turn {number} back: someone could be known from it",
        intro="Its words are kept from everyone at once. They are read, marked and quoted by nobody, and "
        "quotes that stand in a release rest, until whoever wrote the words down has checked them. "
        "You will see under Transcripts when that is done. Nothing is written here, so that no name is "
        "copied.",
        submit_label="Send it back",
        template="evidence/transcripts/send_back.html",
        back_url=f"{back}#turn-{number}",
        done=f"Turn {number} is sent back. Nobody reads it until it is checked.",
    )


@programme_page("evidence.confirm")
@require_http_methods(["GET", "POST"])
def settle_turn(request: StaffRequest, ref: str, number: int) -> HttpResponse:
    actor, programme = request.actor, request.programme
    form = SettleForm(request.POST or None)
    to_settle = queries.open_to_settle(actor, programme, ref, number)
    about: dict[str, Any] = {
        "actor": actor,
        "programme": programme,
        "transcript": to_settle.transcript,
    }

    def settle() -> None:
        if form.cleaned_data["nothing"]:
            form.refuse_unless_empty()
            commands.put_back(**about, details=SendBackInput(number=number))
        else:
            commands.hide_and_put_back(**about, details=form.to_input(number))

    return handle_form(
        request,
        form,
        settle,
        template="evidence/transcripts/settle_turn.html",
        title=f"Turn {number} was sent back",
        contribution=to_settle.transcript.contribution,
        turn=to_settle.turn,
        speaker=speaker_name(to_settle.turn.speaker),
        text=to_settle.text,
        back_url=reverse("evidence:sent_back", args=[programme.slug]),
        done=f"Turn {number} is put back.",
    )
