"""With the person there: their choices, a new card, taking it all back. And the ledger."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.base.errors import NotYours, Refused
from saidanddone.listening import commands, consent, queries
from saidanddone.listening.forms import (
    CodeForm,
    ConsentForm,
    EraseForm,
    KnownNamesForm,
    OnceForm,
    ReflectionForm,
)
from saidanddone.listening.inputs import ConsentInput
from saidanddone.listening.views.words import show_card
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


@programme_page("listening.withdraw")
@require_http_methods(["GET", "POST"])
def come_back(request: StaffRequest) -> HttpResponse:
    """Someone has come back with their card. The code is posted, never in an address."""
    programme = request.programme
    form = CodeForm(request.POST or None)

    def act() -> str:
        try:
            person = queries.find_by_code(request.actor, programme, form.cleaned_data["code"])
        except NotYours:
            sentence = "No one is found by this code. Check it against the card"
            raise Refused(sentence, "code") from None
        commands.note_typed_by_worker(actor=request.actor, programme=programme, contributor=person)
        return _person_url(request, person.ref)

    return handle_form(
        request,
        form,
        act,
        title="Someone has come back",
        intro="Only with them beside you. Everything you change here, you change with them.",
        submit_label="Continue",
        back_url=reverse("listening:occasions", args=[programme.slug]),
        next_url=str,
    )


@programme_page("listening.withdraw")
@require_GET
def contributor(request: StaffRequest, person: str) -> HttpResponse:
    page = {
        "programme": request.programme,
        "page": queries.contributor_page(request.actor, request.programme, person),
    }
    return render(request, "listening/contributor.html", page)


@programme_page("listening.withdraw")
@require_http_methods(["GET", "POST"])
def change_consent(request: StaffRequest, person: str, use: str) -> HttpResponse:
    contributor = queries.find_contributor(request.actor, request.programme, person)
    if use not in consent.QUESTIONS:
        raise NotYours("use")
    form = ConsentForm(request.POST or None, current_act=queries.consents_of(contributor)[use])
    return handle_form(
        request,
        form,
        lambda: commands.record_consent(
            actor=request.actor,
            programme=request.programme,
            contributor=contributor,
            details=ConsentInput(use=use, act=form.cleaned_data["act"]),
        ),
        title=consent.QUESTIONS[use],
        intro="Read the question out as it stands. " + _before_they_take_back(use),
        back_url=_person_url(request, person),
    )


@programme_page("listening.withdraw")
@require_http_methods(["GET", "POST"])
def new_code(request: StaffRequest, person: str) -> HttpResponse:
    """A new card. The answer to the POST is the card itself, shown once."""
    contributor = queries.find_contributor(request.actor, request.programme, person)
    codes: list[str] = []

    def act() -> None:
        codes.append(
            commands.issue_new_code(
                actor=request.actor, programme=request.programme, contributor=contributor
            )
        )

    return handle_form(
        request,
        OnceForm(request.POST or None),
        act,
        question="Make a new card?",
        consequence="Every earlier code of theirs stops working. The new one is shown once.",
        submit_label="Make a new card",
        cancel_url=_person_url(request, person),
        next_url=_person_url(request, person),
        respond=lambda next_url: show_card(request, codes, next_url),
        template="ui/confirm_page.html",
    )


@programme_page("listening.withdraw")
@require_http_methods(["GET", "POST"])
def burn(request: StaffRequest, person: str) -> HttpResponse:
    contributor = queries.find_contributor(request.actor, request.programme, person)
    return handle_form(
        request,
        OnceForm(request.POST or None),
        lambda: commands.burn_code(
            actor=request.actor, programme=request.programme, contributor=contributor
        ),
        question="Stop their code?",
        consequence="Nobody can use it again, whoever holds the card. "
        "What they said and chose stays as it is.",
        submit_label="Stop the code",
        cancel_url=_person_url(request, person),
        next_url=_person_url(request, person),
        template="ui/confirm_page.html",
    )


@programme_page("listening.withdraw")
@require_http_methods(["GET", "POST"])
def withdraw(request: StaffRequest, person: str) -> HttpResponse:
    """Erase everything they said, now. A second press finds them gone, and says so."""
    form = EraseForm(request.POST or None)
    if not form.is_valid():
        queries.find_contributor(request.actor, request.programme, person)

    def act() -> None:
        contributor = queries.find_contributor(request.actor, request.programme, person)
        commands.withdraw_now(
            actor=request.actor, programme=request.programme, contributor=contributor
        )

    return handle_form(
        request,
        form,
        act,
        question="Erase everything this person said?",
        consequence="Their words, and the markings and quotes made from them, are erased at once. "
        "This cannot be undone. Themes and answers are not erased.",
        is_grave=True,
        submit_label="Erase everything now",
        cancel_url=_person_url(request, person),
        cancel_label="Keep it",
        next_url=reverse("listening:occasions", args=[request.programme.slug]),
        done="Everything this person said is erased here. It leaves backups within 30 days.",
        template="listening/withdraw.html",
        read_out=consent.ALL_REST,
    )


@programme_page("listening.withdraw")
@require_http_methods(["GET", "POST"])
def undo(request: StaffRequest, person: str) -> HttpResponse:
    contributor = queries.find_contributor(request.actor, request.programme, person)
    return handle_form(
        request,
        OnceForm(request.POST or None),
        lambda: commands.undo_withdrawal(
            actor=request.actor, programme=request.programme, contributor=contributor
        ),
        question="Keep what this person said after all?",
        consequence="Their words may be used again, as they agreed before. "
        "Only they can decide this, and only with you here.",
        submit_label="Yes, they want to keep it",
        cancel_url=_person_url(request, person),
        next_url=_person_url(request, person),
        template="ui/confirm_page.html",
    )


@programme_page("listening.see_ledger")
@require_GET
def ledger(request: StaffRequest) -> HttpResponse:
    page = {
        "programme": request.programme,
        "uses": consent.SHORTLY.values(),
        "rows": queries.ledger(request.actor, request.programme),
    }
    return render(request, "listening/ledger.html", page)


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def known_names(request: StaffRequest) -> HttpResponse:
    programme = request.programme
    form = KnownNamesForm(
        request.POST or None,
        record=programme,
        open_names=lambda saved: queries.known_names(request.actor, saved),
    )
    return handle_form(
        request,
        form,
        lambda: commands.set_known_names(
            actor=request.actor,
            programme=programme,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Names to find and take out",
        intro="When a transcript is confirmed, each of these is shown wherever it stands, for "
        "you to take out. The list is sealed; only those who write words down here see it.",
        back_url=reverse("listening:occasions", args=[programme.slug]),
        next_url=reverse("listening:known_names", args=[programme.slug]),
        done="The list of names is saved.",
    )


@programme_page("listening.capture")
@require_http_methods(["GET", "POST"])
def reflections(request: StaffRequest) -> HttpResponse:
    programme = request.programme
    form = ReflectionForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.record_reflection(
            actor=request.actor, programme=programme, details=form.to_input()
        ),
        title="Reflections on how this is done",
        counts=queries.reflection_counts(request.actor, programme),
        submit_label="Keep this reflection",
        back_url=reverse("listening:occasions", args=[programme.slug]),
        next_url=reverse("listening:reflections", args=[programme.slug]),
        done="The reflection is sealed and kept.",
        template="listening/reflections.html",
    )


def _before_they_take_back(use: str) -> str:
    if use not in consent.NEEDED_TO_QUOTE:
        return ""
    return f"Before they take back a yes, read this out too: “{consent.ALL_REST}”"


def _person_url(request: StaffRequest, person: str) -> str:
    return reverse("listening:contributor", args=[request.programme.slug, person])
