"""Signing in by a demonstration's link, setting up a second factor, and the today page."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saidanddone.access import commands, queries
from saidanddone.access.decorators import ActorRequest, public_page, signed_in_page, staff_page
from saidanddone.access.forms import OneTimeForm, PurposeForm
from saidanddone.base.errors import NotYours
from saidanddone.ui.form_page import handle_form

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def nothing_open(request: HttpRequest) -> HttpResponse:
    """For someone signed in whose every role ended or opens nothing: where to turn."""
    return render(request, "access/nothing_open.html", status=403)


@staff_page("access.see_today", otherwise=nothing_open)
@require_GET
def today(request: ActorRequest) -> HttpResponse:
    purposes = queries.purposes_of(request.actor)
    if not request.session.get("purpose") and purposes:
        if len(purposes) > 1:
            return redirect("access:purpose")
        request.session["purpose"] = purposes[0]
    page = queries.today_page(request.actor)
    return render(request, "access/today.html", {"page": page, "purposes": purposes})


@staff_page("access.see_today")
@require_http_methods(["GET", "POST"])
def purpose(request: ActorRequest) -> HttpResponse:
    form = PurposeForm(request.POST or None, purposes=queries.purposes_of(request.actor))

    def act() -> None:
        request.session["purpose"] = form.cleaned_data["purpose"]

    return handle_form(
        request,
        form,
        act,
        title="What are you here to do today?",
        submit_label="Continue",
        next_url=reverse("access:today"),
    )


@public_page
@require_http_methods(["GET", "POST"])
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """Demonstration only: a page with one button, so that a preview does not spend the link."""
    try:
        person = commands.find_one_time_link(token).user
        if request.method == "POST" and OneTimeForm(request.POST).is_valid():
            user = commands.use_one_time_link(token=token)
            login(request, user, backend=BACKEND)
            record_authentication(request, user, method="demonstration")
            request.session["by_demonstration_link"] = True
            return redirect("access:today")
    except NotYours:
        raise Http404 from None
    page = {
        "question": f"Sign in as {person.name}?",
        "consequence": "This link works once. Start the demonstration again for new ones.",
        "submit_label": "Sign in",
        "form": OneTimeForm(),
    }
    return render(request, "ui/confirm_page.html", page)


@signed_in_page
@require_GET
def set_up(request: ActorRequest) -> HttpResponse:
    """The page to which someone without a second factor is redirected."""
    return render(request, "access/set_up.html")
