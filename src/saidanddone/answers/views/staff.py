"""Answers as the team works on them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.answers import commands, queries
from saidanddone.answers.forms import AnswerForm, ApproveForm, EditAnswerForm, ReopenForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.asking import ask


@programme_page("answers.see")
@require_GET
def answers(request: StaffRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    page = queries.answers_page(request.actor, request.programme, state)
    return render(
        request,
        "answers/answers.html",
        {"page": page, "state": state, "programme": request.programme},
    )


@programme_page("answers.see")
@require_GET
def answer(request: StaffRequest, ref: str) -> HttpResponse:
    page = queries.answer_page(request.actor, request.programme, ref)
    return render(request, "answers/answer.html", {"page": page, "programme": request.programme})


@programme_page("answers.draft")
@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest, theme: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    found = queries.find_theme_to_answer(actor, programme, theme)
    form = AnswerForm(request.POST or None)

    def act() -> str:
        made = commands.draft_answer(
            actor=actor, programme=programme, theme=found, said=form.said()
        )
        return reverse("answers:answer", args=[programme.slug, made.ref])

    page = {
        "title": "Answer this theme",
        "caption": found.statement,
        "reminder": queries.reminder_of(actor, programme, found),
        "submit_label": "Save the draft",
        "back_url": reverse("answers:list", args=[programme.slug]),
    }
    done = "The draft is saved. Someone else must approve it."
    return ask(request, form, act, page=page, done=done, template="answers/write.html")


@programme_page("answers.draft")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_answer(actor, programme, ref, "answers.draft")
    form = EditAnswerForm(request.POST or None, initial=AnswerForm.as_saved(held))
    address = reverse("answers:answer", args=[programme.slug, ref])

    def act() -> str:
        commands.edit_answer(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            version=form.cleaned_data["version"],
            said=form.said(),
        )
        return address

    page = {
        "title": "Change this answer",
        "caption": held.theme.statement,
        "reminder": queries.reminder_of(actor, programme, held.theme),
        "intro": "Changed words need someone else's approval again." if held.approved_at else "",
        "back_url": address,
    }
    return ask(
        request,
        form,
        act,
        page=page,
        done="Your changes are saved. Someone else must approve them.",
        as_saved=AnswerForm.as_saved,
        template="answers/write.html",
    )


@programme_page("answers.approve")
@require_http_methods(["GET", "POST"])
def approve(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    page = queries.answer_page(actor, programme, ref)
    form = ApproveForm(request.POST or None, initial={"version": page.answer.version})
    address = reverse("answers:answer", args=[programme.slug, ref])

    def act() -> str:
        commands.approve_answer(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            version=form.cleaned_data["version"],
        )
        return address

    done = "The answer is approved. It is published when a release that carries it is signed."
    context = {"page": page, "programme": programme, "back_url": address}
    return ask(request, form, act, page=context, done=done, template="answers/approve.html")


@programme_page("answers.reopen")
@require_http_methods(["GET", "POST"])
def reopen(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    held = queries.find_answer(actor, programme, ref, "answers.reopen")
    form = ReopenForm(request.POST or None)
    address = reverse("answers:answer", args=[programme.slug, ref])

    def act() -> str:
        commands.reopen_by_panel(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            because=form.cleaned_data["because"],
        )
        return address

    page = {
        "title": "Reopen this answer for the panel",
        "caption": held.theme.statement,
        "intro": "It stays where people can read it, with the panel's reason beside it, until there is a new answer.",
        "submit_label": "Reopen the answer",
        "back_url": address,
    }
    return ask(request, form, act, page=page, done="The answer is open again.")
