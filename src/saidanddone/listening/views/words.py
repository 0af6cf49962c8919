"""Adding what was said: who speaks, then consent and the card, then the words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saidanddone.base.errors import NotYours
from saidanddone.listening import commands, consent, queries
from saidanddone.listening.forms import (
    ColumnsForm,
    GroupWordsForm,
    RegisterForm,
    SpeakersForm,
    TableForm,
    VoiceForm,
    WordsForm,
)
from saidanddone.listening.speakers import are_to_be_checked
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.templatetags.ui import count_of

GROUPS = {"table": "What a table said", "room": "What the room said"}


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, ref: str) -> HttpResponse:
    engagement = queries.find_engagement(request.actor, request.programme, ref)
    slug = request.programme.slug
    form = VoiceForm(request.POST or None)

    def next_url(voice: str) -> str:
        if voice == "person":
            return reverse("listening:register", args=[slug, ref])
        return reverse("listening:group_words", args=[slug, ref, voice])

    return handle_form(
        request,
        form,
        lambda: str(form.cleaned_data["voice"]),
        title="Who is speaking?",
        caption=engagement.title,
        submit_label="Continue",
        back_url=_occasion_url(request, ref),
        next_url=next_url,
    )


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
    codes: list[str] = []

    def act() -> str:
        contributor, code = commands.register_contributor(
            actor=request.actor, programme=programme, details=form.to_input()
        )
        codes.append(code)
        return reverse("listening:person_words", args=[programme.slug, ref, contributor.ref])

    return handle_form(
        request,
        form,
        act,
        title="Before they speak",
        limits=consent.LIMITS,
        back_url=reverse("listening:add", args=[programme.slug, ref]),
        submit_label="Save and show the card with their code",
        next_url=str,
        respond=lambda next_url: show_card(request, codes, next_url),
        template="listening/register.html",
    )


def show_card(request: StaffRequest, codes: list[str], next_page: str) -> HttpResponse:
    """Show the code that the command returned, once. It is never stored and never in an address."""
    page = {"code": codes[0] if codes else "", "next_page": next_page, "host": request.get_host()}
    response = render(request, "listening/card.html", page)
    response.headers["Cache-Control"] = "no-store"
    return response


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def person_words(request: StaffRequest, ref: str, person: str) -> HttpResponse:
    form = WordsForm(request.POST or None, request.FILES or None)
    return _words(request, ref, form, "What this person said", "person", person)


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def group_words(request: StaffRequest, ref: str, voice: str) -> HttpResponse:
    if voice not in GROUPS:
        raise NotYours("voice")
    form = GroupWordsForm(request.POST or None, request.FILES or None)
    return _words(request, ref, form, GROUPS[voice], voice)


def _words(
    request: StaffRequest,
    ref: str,
    form: WordsForm,
    title: str,
    voice: str,
    person: str = "",
) -> HttpResponse:
    """The form for words of this voice; `person` is the reference of whoever speaks alone."""
    actor, programme = request.actor, request.programme
    contributor = queries.find_contributor(actor, programme, person) if person else None
    engagement = queries.find_engagement(actor, programme, ref)

    def act() -> str:
        details = form.to_input(voice)
        contribution = commands.capture(
            actor=actor,
            programme=programme,
            engagement=engagement,
            details=details,
            contributor=contributor,
        )
        if details.source == "file" or are_to_be_checked(details.passages):
            return reverse("listening:speakers", args=[programme.slug, contribution.ref])
        return _occasion_url(request, ref)

    return handle_form(
        request,
        form,
        act,
        title=title,
        caption=engagement.title,
        submit_label="Seal these words",
        back_url=_occasion_url(request, ref),
        next_url=str,
        done="What was said is sealed. You hold it until you confirm the transcript.",
    )


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def speakers(request: StaffRequest, ref: str) -> HttpResponse:
    """Whom each label is taken for, until the words are confirmed."""
    actor, programme = request.actor, request.programme
    page = queries.speakers_page(actor, programme, ref)
    form = SpeakersForm(request.POST or None, page=page)
    return handle_form(
        request,
        form,
        lambda: commands.say_who_speaks(
            actor=actor,
            programme=programme,
            contribution=page.contribution,
            details=form.to_input(),
        ),
        template="listening/speakers.html",
        title="Who speaks in these words?",
        page=page,
        submit_label="Save who speaks" if page.speakers else "Continue",
        back_url=_occasion_url(request, page.contribution.engagement.ref),
        next_url=reverse("evidence:confirm", args=[programme.slug, ref]),
        done="Saved. You can change who speaks until you confirm the transcript.",
    )


@programme_page("listening.import_turns")
@require_http_methods(["GET", "POST"])
def import_table(request: StaffRequest) -> HttpResponse:
    """A table of turns in two steps; nothing of the file is kept between them."""
    if "names" in request.POST:
        return _import_page(request, ColumnsForm(request.POST, request.FILES))
    table = TableForm(request.POST or None, request.FILES or None)
    if table.is_valid():
        return _import_page(request, ColumnsForm(names=table.cleaned_data["columns"]))
    return _import_page(request, table)


def _import_page(request: StaffRequest, form: TableForm | ColumnsForm) -> HttpResponse:
    asks_columns = isinstance(form, ColumnsForm)
    import_url = reverse("listening:import", args=[request.programme.slug])
    return handle_form(
        request,
        form,
        lambda: _import(request, form) if isinstance(form, ColumnsForm) else None,
        title="Which column is which?" if asks_columns else "Bring in a table of conversations",
        intro="For conversations recorded elsewhere, with consent on a form that someone "
        "holds. All of them come in, or none.",
        submit_label="Bring them in" if asks_columns else "Read the columns",
        form_action=import_url,
        next_url=import_url,
    )


def _import(request: StaffRequest, form: ColumnsForm) -> None:
    result = commands.import_turns(
        actor=request.actor,
        programme=request.programme,
        content=form.content(),
        details=form.to_input(),
    )
    messages.success(
        request,
        f"{count_of(len(result.contributions), 'conversation')} came in, with "
        f"{count_of(result.turns, 'turn')} of speech. Each waits to be confirmed.",
    )
    for sentence in result.doubts:
        messages.success(request, sentence)


def _occasion_url(request: StaffRequest, ref: str) -> str:
    return reverse("listening:occasion", args=[request.programme.slug, ref])
