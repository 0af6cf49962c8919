"""Releases: the list, a draft with what it hides and leaves out, its quotes, and signing it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.base.errors import Refused
from saidanddone.programme.decorators import StaffRequest, programme_page
from saidanddone.releases import commands, queries
from saidanddone.releases.forms import ConfirmForm, DraftForm, QuotesForm
from saidanddone.releases.stored import CannotBeRead
from saidanddone.ui.form_page import handle_form

Page = Callable[..., HttpResponse]


def or_say_why_not_readable(view: Page) -> Page:
    """A release that this version cannot read has a page that says so."""

    @wraps(view)
    def opened(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CannotBeRead as why:
            page = {"programme": request.programme, "why": why.sentence}
            return render(request, "releases/cannot_be_read.html", page, status=409)

    return opened


@programme_page("publishing.see")
@require_GET
def list_all(request: StaffRequest) -> HttpResponse:
    page = queries.list_releases(request.actor, request.programme)
    return render(request, "releases/list.html", {"programme": request.programme, "page": page})


@programme_page("publishing.draft")
@require_http_methods(["GET", "POST"])
def draft(request: StaffRequest) -> HttpResponse:
    form = DraftForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.draft_release(
            actor=request.actor, programme=request.programme, note=form.cleaned_data["note"]
        ),
        title="Draft a release",
        intro="Everything that would leave is drawn up and protected now. Nothing leaves until "
        "two people have signed it.",
        submit_label="Draft it",
        back_url=_at(request, "list"),
        next_url=lambda made: _at(request, "read", made.ref),
        done="The release is drafted. Read it, then have two people sign it.",
    )


@programme_page("publishing.see")
@require_GET
@or_say_why_not_readable
def read(request: StaffRequest, ref: str) -> HttpResponse:
    page = queries.read_release(request.actor, request.programme, ref)
    return render(request, "releases/read.html", {"programme": request.programme, "page": page})


@programme_page("publishing.draft")
@require_http_methods(["GET", "POST"])
def redraft(request: StaffRequest, ref: str) -> HttpResponse:
    release = queries.find_release(request.actor, request.programme, ref)
    form = DraftForm(request.POST or None, initial={"note": release.note})
    return handle_form(
        request,
        form,
        lambda: commands.redraft(
            actor=request.actor, release=release, note=form.cleaned_data["note"]
        ),
        title="Draw this draft up again",
        intro="Its figures and words become those of today. Its quotes stay as chosen, unless "
        "all quotes came to rest meanwhile: then others are drawn by lot.",
        submit_label="Draw it up again",
        back_url=_at(request, "read", ref),
        done="The draft is drawn up again.",
    )


@programme_page("publishing.draft")
@require_http_methods(["GET", "POST"])
@or_say_why_not_readable
def quotes(request: StaffRequest, ref: str) -> HttpResponse:
    release = queries.find_release(request.actor, request.programme, ref)
    try:
        choices = queries.choose_from(request.actor, request.programme, ref)
    except CannotBeRead:
        raise
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(_at(request, "read", ref))
    form = QuotesForm(request.POST or None, groups=choices.themes)
    return handle_form(
        request,
        form,
        lambda: commands.choose_quotes(actor=request.actor, release=release, chosen=form.chosen()),
        title="Choose what is quoted",
        choices=choices,
        submit_label="Quote these",
        back_url=_at(request, "read", ref),
        done="The release quotes these passages and no others.",
        template="releases/quotes.html",
    )


@programme_page("publishing.sign")
@require_http_methods(["GET", "POST"])
def sign(request: StaffRequest, ref: str) -> HttpResponse:
    release = queries.find_release(request.actor, request.programme, ref)
    is_last = release.state == "signed_once"
    return handle_form(
        request,
        ConfirmForm(request.POST or None),
        lambda: commands.sign_release(actor=request.actor, release=release),
        question=f"Sign release {release.number}?",
        consequence="Yours is the second signature: the release goes out at once and cannot be "
        "taken back."
        if is_last
        else "Once you sign, it cannot be changed. It goes out when a second person signs too.",
        is_grave=is_last,
        submit_label="Sign and let it out" if is_last else "Sign",
        cancel_url=_at(request, "read", ref),
        back_url=_at(request, "read", ref),
        done="You have signed. The release is out."
        if is_last
        else "You have signed. One more must.",
        template="ui/confirm_page.html",
    )


def _at(request: StaffRequest, name: str, *more: str) -> str:
    return reverse(f"releases:{name}", args=[request.programme.slug, *more])
