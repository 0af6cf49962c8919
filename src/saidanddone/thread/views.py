"""The programme page, a theme's page, the page of any record of the thread, and sending a passage back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.evidence.transcripts.forms import SendBackForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.thread import commands, queries
from saidanddone.ui.form_page import handle_form


@programme_page("programme.see")
@require_GET
def programme(request: StaffRequest) -> HttpResponse:
    page = queries.programme_page(request.actor, request.programme)
    return render(request, "thread/programme.html", {"page": page, "programme": request.programme})


@programme_page("thread.see")
@require_GET
def theme(request: StaffRequest, theme_slug: str) -> HttpResponse:
    page = queries.theme_page(request.actor, request.programme, theme_slug)
    return render(request, "thread/theme.html", {"page": page, "programme": request.programme})


@programme_page("thread.see")
@require_GET
def step(request: StaffRequest, kind: str, ref: str) -> HttpResponse:
    page = queries.read_record(request.actor, request.programme, kind, ref)
    return render(request, "thread/step.html", {"page": page, "programme": request.programme})


@programme_page("thread.see")
@require_http_methods(["GET", "POST"])
def send_back(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    passage = queries.find_passage(actor, programme, ref)
    return handle_form(
        request,
        SendBackForm(request.POST or None),
        lambda: commands.send_passage_back(actor=actor, programme=programme, passage=passage),
        title="Send this passage back: someone could be known from it",
        intro="What was said there is kept from everyone at once. It is read, marked and quoted by nobody, and "
        "quotes that stand in a release rest, until whoever wrote the words down has checked them. "
        "Nothing is written here, so that no name is copied.",
        submit_label="Send it back",
        template="evidence/transcripts/send_back.html",
        back_url=reverse("thread:step", args=[programme.slug, "passage", ref]),
        next_url=reverse("thread:programme", args=[programme.slug]),
        done="The passage is sent back. Nobody reads it until it is checked.",
    )
