from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token, submit_once
from saidanddone.evidence.coding import commands, queries
from saidanddone.evidence.coding.forms import FindForm, UnmarkForm
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.ui.components import pagination
from saidanddone.ui.form_page import handle_form

ON_A_PAGE = 20


@programme_page("evidence.code")
@require_GET
def suggestions(request: StaffRequest) -> HttpResponse:
    """What keywords suggested, all or for one code, to accept or reject one by one."""
    actor, programme = request.actor, request.programme
    chosen = request.GET.get("code", "")
    code = queries.find_codes(actor, programme, [chosen])[0] if chosen else None
    waiting = queries.waiting_suggestions(actor, programme, code)
    shown = Paginator(waiting, ON_A_PAGE).get_page(request.GET.get("page"))
    page = {
        "rows": queries.open_suggestions(actor, programme, list(shown)),
        "waiting": shown.paginator.count,
        "code": code,
        "query": request.GET.urlencode(),
        "pagination": pagination(shown, _pages(chosen)),  # type: ignore[arg-type]
        "new_token": new_token,
    }
    return render(request, "evidence/coding/suggestions.html", page)


def _pages(code: str) -> str:
    return f"?code={code}&page=" if code else "?page="


@programme_page("evidence.code")
@require_POST
def settle(request: StaffRequest) -> HttpResponse:
    """Accept or reject one suggestion, and go on with the list."""
    actor, programme = request.actor, request.programme
    form = UnmarkForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["state"]:
        raise NotYours("suggestion")
    excerpt = queries.find_suggested(actor, programme, form.cleaned_data["passage"])
    back = f"{reverse('evidence:suggestions', args=[programme.slug])}?{request.GET.urlencode()}"

    def act() -> str:
        commands.settle_coding(
            actor=actor, programme=programme, excerpt=excerpt, details=form.to_input()
        )
        return back

    try:
        return redirect(submit_once(form.cleaned_data["once"], act).led_to)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(back)


@programme_page("evidence.manage_codebook")
@require_http_methods(["GET", "POST"])
def find_passages(request: StaffRequest, ref: str) -> HttpResponse:
    """Look for words in what this person may read, and suggest the sentences for a code."""
    actor, programme = request.actor, request.programme
    code = queries.find_code(actor, programme, ref)
    form = FindForm(request.POST or None)
    by: dict[str, Any] = {"actor": actor, "programme": programme, "code": code}
    # Before anything is written: while transcripts are opened, others go on saving.
    matches = commands.look_for_words(**by, details=form.to_input()) if form.is_valid() else None

    def act() -> None:
        if matches is None:
            raise NotYours("words")
        messages.success(request, _notice(commands.suggest(**by, matches=matches)))

    return handle_form(
        request,
        form,
        act,
        title="Find passages with these words",
        caption=code.name,
        intro="Every transcript you may read and code is looked through, on this machine, and "
        "that is recorded. Each sentence with one of the words is suggested for this code; nothing "
        "counts until someone accepts it. What you look for is not kept.",
        submit_label="Find passages",
        back_url=reverse("evidence:edit_code", args=[programme.slug, code.ref]),
        next_url=f"{reverse('evidence:suggestions', args=[programme.slug])}?code={code.ref}",
    )


def _notice(suggested: commands.Suggested) -> str:
    """ "3 passages are suggested, from 58 transcripts looked through." """
    passages = f"{suggested.passages} passage{'s are' if suggested.passages != 1 else ' is'}"
    notice = (
        f"{passages} suggested, from {suggested.transcripts} "
        f"transcript{'s' if suggested.transcripts != 1 else ''} looked through."
    )
    if suggested.stopped_early:
        notice += " There may be more: settle these, then look again."
    return notice
