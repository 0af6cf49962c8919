"""The answer sheet, read out at a hub, and the tally of what people said."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.answers import commands, queries
from saidanddone.answers.forms import SessionForm, TallyForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form

WHICH = "which"


@programme_page("answers.tell_aloud")
@require_GET
def sheet(request: StaffRequest) -> HttpResponse:
    """The answers to read out: all, those not yet told aloud, or the new ones."""
    page = queries.answer_sheet(request.actor, request.programme, request.GET.get(WHICH, ""))
    return render(request, "answers/sheet.html", {"page": page, "programme": request.programme})


@programme_page("answers.tell_aloud")
@require_http_methods(["GET", "POST"])
def session(request: StaffRequest) -> HttpResponse:
    """One form for all that was counted in a session; one press records it."""
    actor, programme = request.actor, request.programme
    page = queries.answer_sheet(actor, programme, request.GET.get(WHICH, ""))
    form = SessionForm(
        request.POST or None, communities=programme.communities.all(), answers=page.answers
    )
    return handle_form(
        request,
        form,
        lambda: commands.type_in_session(actor=actor, programme=programme, details=form.to_input()),
        title="What people said back",
        intro="Counts only. Leave a box empty where nobody was asked.",
        submit_label="Save the counts",
        back_url=reverse("answers:sheet", args=[programme.slug]) + f"?{WHICH}={page.which}",
        next_url=reverse("answers:sheet", args=[programme.slug]),
        done="The counts of the session are saved.",
        template="answers/session.html",
    )


@programme_page("answers.tell_aloud")
@require_http_methods(["GET", "POST"])
def tally(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    published = queries.find_published_answer(actor, programme, ref)
    form = TallyForm(request.POST or None, communities=programme.communities.all())
    return handle_form(
        request,
        form,
        lambda: commands.type_in_tally(
            actor=actor, programme=programme, answer_ref=ref, details=form.to_input()
        ),
        title="What people said back",
        caption=published.parts["theme"],
        intro="Counts only. Leave a box empty where nobody was asked.",
        submit_label="Save the tally",
        back_url=reverse("answers:sheet", args=[programme.slug]),
        done="The tally is saved.",
    )
