"""Adding what was said: who speaks, then consent and the card, then the words."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import commands, consent, queries
from saidanddone.listening.forms import (
    ColumnsForm,
    GroupWordsForm,
    RegisterForm,
    TableForm,
    VoiceForm,
    WordsForm,
)
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.forms import show_refusal
from saidanddone.ui.sending import send_once
from saidanddone.ui.templatetags.ui import count_of

GROUPS = {"table": "What a table said", "room": "What the room said"}


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, ref: str) -> HttpResponse:
    engagement = queries.find_engagement(request.actor, request.programme, ref)
    slug = request.programme.slug
    form = VoiceForm(request.POST or None)
    if form.is_valid():
        if form.cleaned_data["voice"] == "person":
            return redirect("listening:register", slug, ref)
        return redirect("listening:group_words", slug, ref, form.cleaned_data["voice"])
    page = {
        "title": "Who is speaking?",
        "form": form,
        "caption": engagement.title,
        "submit_label": "Continue",
        "back_url": _occasion(request, ref),
    }
    return render(request, "ui/form_page.html", page)


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest, ref: str) -> HttpResponse:
    """Consent, one question at a time; the answer to the POST is the card, shown once."""
    programme = request.programme
    engagement = queries.find_engagement(request.actor, programme, ref)
    form = RegisterForm(
        request.POST or None,
        communities=queries.communities_named(programme),
        of=engagement.community,
    )
    if form.is_valid():
        shown: list[str] = []

        def act() -> str:
            contributor, code = commands.register_contributor(
                actor=request.actor, programme=programme, **form.said()
            )
            shown.append(code or "")
            return reverse("listening:person_words", args=[programme.slug, ref, contributor.ref])

        try:
            next_page = send_once(request, form, act)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            return show_card(request, shown, next_page)
    page = {
        "title": "Before they speak",
        "form": form,
        "limits": consent.LIMITS,
        "back_url": reverse("listening:add", args=[programme.slug, ref]),
        "submit_label": "Save and show the card",
    }
    return render(request, "listening/register.html", page)


def show_card(request: StaffRequest, shown: list[str], next_page: str) -> HttpResponse:
    """The code, once, straight from the command's hand; never stored, never in an address."""
    page = {"code": shown[0] if shown else "", "next_page": next_page, "host": request.get_host()}
    response = render(request, "listening/card.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def person_words(request: StaffRequest, ref: str, person: str) -> HttpResponse:
    contributor = queries.find_contributor(request.actor, request.programme, person)
    form = WordsForm(request.POST or None, request.FILES or None)
    return _words(
        request, ref, form, "What this person said", voice="person", contributor=contributor
    )


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def group_words(request: StaffRequest, ref: str, voice: str) -> HttpResponse:
    if voice not in GROUPS:
        raise NotYours("voice")
    form = GroupWordsForm(request.POST or None, request.FILES or None)
    return _words(request, ref, form, GROUPS[voice], voice=voice)


def _words(
    request: StaffRequest, ref: str, form: WordsForm, title: str, **said: Any
) -> HttpResponse:
    engagement = queries.find_engagement(request.actor, request.programme, ref)
    if form.is_valid():

        def act() -> str:
            commands.capture(
                actor=request.actor,
                programme=request.programme,
                engagement=engagement,
                **said,
                **form.said(),
            )
            return _occasion(request, ref)

        done = "What was said is sealed. You hold it until you confirm the transcript."
        answer = _once(request, form, act, done)
        if answer is not None:
            return answer
    page = {
        "title": title,
        "caption": engagement.title,
        "form": form,
        "submit_label": "Seal these words",
        "back_url": _occasion(request, ref),
    }
    return render(request, "ui/form_page.html", page)


@programme_page("listening.import_turns")
@require_http_methods(["GET", "POST"])
def import_table(request: StaffRequest) -> HttpResponse:
    """A table of turns in two steps; nothing of the file is kept between them."""
    if "names" in request.POST:
        return _import_columns(request)
    form: TableForm | ColumnsForm = TableForm(request.POST or None, request.FILES or None)
    title = "Bring in a table of conversations"
    if isinstance(form, TableForm) and form.is_valid():
        form, title = ColumnsForm(names=form.cleaned_data["columns"]), "Which column is which?"
    return _import_page(request, form, title)


def _import_columns(request: StaffRequest) -> HttpResponse:
    form = ColumnsForm(request.POST, request.FILES)
    if form.is_valid():
        came_in: list[str] = []

        def act() -> str:
            result = commands.import_turns(
                actor=request.actor, programme=request.programme, **form.said()
            )
            came_in.append(
                f"{count_of(len(result.contributions), 'conversation')} came in, with "
                f"{count_of(result.turns, 'turn')} of speech. Each waits to be confirmed."
            )
            if result.doubt:
                came_in.append(result.doubt)
            return reverse("listening:import", args=[request.programme.slug])

        answer = _once(request, form, act)
        if answer is not None:
            for sentence in came_in:
                messages.success(request, sentence)
            return answer
    return _import_page(request, form, "Which column is which?")


def _import_page(request: StaffRequest, form: TableForm | ColumnsForm, title: str) -> HttpResponse:
    page = {
        "title": title,
        "form": form,
        "intro": "For conversations recorded elsewhere, with consent on a form that someone "
        "holds. All of them come in, or none.",
        "submit_label": "Bring them in" if isinstance(form, ColumnsForm) else "Read the columns",
        "form_action": reverse("listening:import", args=[request.programme.slug]),
    }
    return render(request, "ui/form_page.html", page)


def _once(
    request: StaffRequest, form: WordsForm | ColumnsForm, act: Callable[[], str], done: str = ""
) -> HttpResponse | None:
    """Do it once and say where it leads; a refusal becomes the form's error."""
    try:
        return redirect(send_once(request, form, act, done=done))
    except Refused as refused:
        show_refusal(form, refused)
        return None


def _occasion(request: StaffRequest, ref: str) -> str:
    return reverse("listening:occasion", args=[request.programme.slug, ref])
