"""The pages on which the team works on answers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.answers import commands, queries
from saidanddone.answers.forms import AnswerForm, ApproveForm, EditAnswerForm, ReopenForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form


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
    asked = queries.find_theme_to_answer(actor, programme, theme)
    form = AnswerForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.draft_answer(
            actor=actor, programme=programme, theme=asked, details=form.to_input()
        ),
        title="Answer this theme",
        caption=asked.statement,
        background=queries.background_of(actor, programme, asked),
        submit_label="Save the draft",
        back_url=reverse("answers:list", args=[programme.slug]),
        next_url=lambda made: _answer_url(request, made.ref),
        done="The draft is saved. Someone else must approve it.",
        template="answers/write.html",
    )


@programme_page("answers.draft")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    answer = queries.find_answer(actor, programme, ref, "answers.draft")
    form = EditAnswerForm(request.POST or None, record=answer)
    return handle_form(
        request,
        form,
        lambda: commands.edit_answer(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            version=form.cleaned_data["version"],
            details=form.to_input(),
        ),
        title="Change this answer",
        caption=answer.theme.statement,
        background=queries.background_of(actor, programme, answer.theme),
        intro="Changed words need someone else's approval again." if answer.approved_at else "",
        back_url=_answer_url(request, ref),
        done="Your changes are saved. Someone else must approve them.",
        template="answers/write.html",
    )


@programme_page("answers.approve")
@require_http_methods(["GET", "POST"])
def approve(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    page = queries.answer_page(actor, programme, ref)
    form = ApproveForm(request.POST or None, initial={"version": page.answer.version})
    return handle_form(
        request,
        form,
        lambda: commands.approve_answer(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            version=form.cleaned_data["version"],
        ),
        page=page,
        programme=programme,
        back_url=_answer_url(request, ref),
        done="The answer is approved. It is published when a release that carries it is signed.",
        template="answers/approve.html",
    )


@programme_page("answers.reopen")
@require_http_methods(["GET", "POST"])
def reopen(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    answer = queries.find_answer(actor, programme, ref, "answers.reopen")
    form = ReopenForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.reopen_by_panel(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            because=form.cleaned_data["because"],
        ),
        title="Reopen this answer for the panel",
        caption=answer.theme.statement,
        intro="It stays where people can read it, with the panel's reason beside it, until there is a new answer.",
        submit_label="Reopen the answer",
        back_url=_answer_url(request, ref),
        done="The answer is open again.",
    )


def _answer_url(request: StaffRequest, ref: str) -> str:
    return reverse("answers:answer", args=[request.programme.slug, ref])
