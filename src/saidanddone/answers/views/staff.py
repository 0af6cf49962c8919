"""The pages on which the team works on answers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access.policies import is_allowed
from saidanddone.answers import commands, queries
from saidanddone.answers.forms import (
    ASKS,
    KINDS,
    SAYS_LABELS,
    AnswerForm,
    ApproveForm,
    EditAnswerForm,
    ReopenForm,
    SendBackForm,
)
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.form_page import handle_form
from saidanddone.ui.kind_first import AGAIN, ask_kind, chosen_kind

SAYS = "says"


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
    """The kind of answer first, then only its fields, with what is known filled in."""
    actor, programme = request.actor, request.programme
    asked = queries.find_theme_to_answer(actor, programme, theme)
    page = {
        "title": "Answer this theme",
        "caption": asked.statement,
        "back_url": reverse("answers:list", args=[programme.slug]),
    }
    written = queries.answer_being_written(asked)
    if request.method == "GET" and written:
        messages.info(request, "An answer to this theme is being written already. This is it.")
        return redirect(_answer_url(request, written))
    says = chosen_kind(request, SAYS, ASKS)
    background = queries.background_of(actor, programme, asked)
    if request.method == "GET" and not says:
        return _ask_kind(request, background, **page)
    form = AnswerForm(request.POST or None, says=says, initial=queries.filled_in(background, says))
    return handle_form(
        request,
        form,
        lambda: commands.draft_answer(
            actor=actor, programme=programme, theme=asked, details=form.to_input()
        ),
        title=page["title"],
        caption=page["caption"],
        back_url=page["back_url"],
        background=background,
        says=SAYS_LABELS.get(says, ""),
        other_kind_url=request.path,
        submit_label="Save the draft",
        next_url=lambda made: _answer_url(request, made.ref),
        done=f"The draft is saved. {queries.who_approves(programme, actor.user_id)}"
        if form.is_bound
        else "",
        template="answers/write.html",
    )


@programme_page("answers.draft")
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, ref: str) -> HttpResponse:
    actor, programme = request.actor, request.programme
    answer = queries.find_answer(actor, programme, ref, "answers.draft")
    page = {
        "title": "Change this answer",
        "caption": answer.theme.statement,
        "back_url": _answer_url(request, ref),
    }
    background = queries.background_of(actor, programme, answer.theme)
    if AGAIN in request.GET and not request.GET.get(SAYS):
        return _ask_kind(request, background, chosen=answer.says, **page)
    says = chosen_kind(request, SAYS, ASKS) or answer.says
    form = EditAnswerForm(request.POST or None, says=says, record=answer)
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
        title=page["title"],
        caption=page["caption"],
        back_url=page["back_url"],
        background=background,
        says=SAYS_LABELS[says],
        sent_back=queries.last_sent_back(answer),
        other_kind_url=f"{request.path}?{AGAIN}=1",
        intro="Changed words need someone else's approval again." if answer.approved_at else "",
        done=f"Your changes are saved. {queries.who_approves(programme, answer.drafted_by_id, actor.user_id)}"
        if form.is_bound
        else "",
        template="answers/write.html",
    )


def _ask_kind(
    request: StaffRequest, background: queries.Background, chosen: str = "", **page: str
) -> HttpResponse:
    return ask_kind(
        request,
        SAYS,
        KINDS,
        legend="What does this answer say?",
        refusal="Choose which of the six things this answer says",
        chosen=chosen,
        template="answers/kind.html",
        background=background,
        **page,
    )


@programme_page("answers.approve")
@require_http_methods(["GET", "POST"])
def approve(request: StaffRequest, ref: str) -> HttpResponse:
    """The draft beside what people said, what was decided and the plan; approved, or sent back."""
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
        beside=_beside(request, page),
        back_url=_answer_url(request, ref),
        done="The answer is approved. It is published when a release that carries it is signed.",
        template="answers/approve.html",
    )


@programme_page("answers.approve")
@require_http_methods(["GET", "POST"])
def send_back(request: StaffRequest, ref: str) -> HttpResponse:
    """Sends a draft back with a comment. Asked for by itself, or refused, it is a page of its own."""
    actor, programme = request.actor, request.programme
    page = queries.answer_page(actor, programme, ref)
    form = SendBackForm(request.POST or None, initial={"version": page.answer.version})
    return handle_form(
        request,
        form,
        lambda: commands.send_back_answer(
            actor=actor,
            programme=programme,
            answer_ref=ref,
            version=form.cleaned_data["version"],
            comment=form.cleaned_data["comment"],
        ),
        title="Send this answer back",
        caption=page.answer.theme.statement,
        submit_label="Send it back",
        back_url=reverse("answers:approve", args=[programme.slug, ref]),
        next_url=_answer_url(request, ref),
        done=f"The answer is sent back. {page.answer.drafted_by.name} finds your comment on Today.",
    )


def _beside(request: StaffRequest, page: queries.AnswerPage) -> dict[str, object]:
    """What stands beside a draft that somebody is to approve."""
    actor, programme, theme = request.actor, request.programme, page.answer.theme
    may_draft = is_allowed(actor, "answers.draft", programme)
    return {
        "words": queries.words_about(actor, programme, theme),
        "background": queries.background_of(actor, programme, theme) if may_draft else None,
        "form": SendBackForm(initial={"version": page.answer.version}, auto_id="back_%s"),
    }


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
