"""The pages about people and their roles, for administrators and strategy leads."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saidanddone.access import commands as access
from saidanddone.access import queries as access_queries
from saidanddone.access.queries import find_person
from saidanddone.base.errors import NotYours
from saidanddone.programme import commands, queries
from saidanddone.programme.decorators import StaffRequest, programme_page, staff_page
from saidanddone.programme.forms.people import (
    AgencyOfPersonForm,
    EndForm,
    RoleForm,
    WayBackForm,
)
from saidanddone.ui.form_page import handle_form


@staff_page("access.keep_people")
@require_GET
def people(request: StaffRequest) -> HttpResponse:
    return render(
        request, "programme/people.html", {"page": access_queries.everyone(request.actor)}
    )


@programme_page("programme.see_people")
@require_GET
def people_of(request: StaffRequest) -> HttpResponse:
    page = {
        "programme": request.programme,
        "people": queries.people_of(request.actor, request.programme),
    }
    return render(request, "programme/people_of.html", page)


@staff_page("access.keep_people")
@require_GET
def person(request: StaffRequest, ref: str) -> HttpResponse:
    user = find_person(request.actor, ref)
    page = {
        "person": access_queries.person(request.actor, user),
        "is_self": user.pk == request.actor.user_id,
    }
    return render(request, "programme/person.html", page)


@staff_page("access.keep_people")
@require_http_methods(["GET", "POST"])
def change_agency(request: StaffRequest, ref: str) -> HttpResponse:
    user = find_person(request.actor, ref)
    form = AgencyOfPersonForm(request.POST or None)
    return handle_form(
        request,
        form,
        lambda: commands.change_agency_of(actor=request.actor, user=user, details=form.to_input()),
        title=f"Who does {user} work for?",
        intro=f"Until now: {user.agency or 'no agency listed here'}. From the next page on they see "
        "nothing of what people said if the agency may enforce.",
        back_url=_person_url(ref),
        done="Who they work for is changed.",
    )


@staff_page("access.keep_people")
@require_http_methods(["GET", "POST"])
def give_role(request: StaffRequest, ref: str) -> HttpResponse:
    user = find_person(request.actor, ref)
    form = RoleForm(request.POST or None)

    def act() -> object:
        typed = form.cleaned_data
        return access.give_role(
            actor=request.actor,
            scope=queries.find_programme_for_people(request.actor, typed["programme"]),
            user=user,
            role=typed["role"],
            until=typed["until"],
        )

    return handle_form(
        request,
        form,
        act,
        title=f"Give {user} a role",
        intro="To move the last day of a role they hold, give it again.",
        submit_label="Give this role",
        back_url=_person_url(ref),
        done="The role is given.",
    )


@staff_page("access.keep_people")
@require_http_methods(["GET", "POST"])
def end_role(request: StaffRequest, ref: str, role: str) -> HttpResponse:
    user = find_person(request.actor, ref)
    membership = access_queries.find_membership(request.actor, user, role)

    def act() -> object:
        return access.end_role(actor=request.actor, membership=membership)

    question = f"End {user}'s role as {access_queries.role_name(membership.role).lower()} in {membership.scope.title}?"
    consequence = "It opens nothing from the next page on. What they wrote and did stays."
    return _confirm(request, ref, act, question, consequence, "End this role", "The role is ended.")


@staff_page("access.keep_people")
@require_http_methods(["GET", "POST"])
def end_site_role(request: StaffRequest, ref: str) -> HttpResponse:
    user = find_person(request.actor, ref)
    if not user.site_role:
        raise NotYours("role")

    def act() -> object:
        return access.end_site_role(actor=request.actor, user=user)

    is_self = user.pk == request.actor.user_id
    next_url = reverse("access:today") if is_self else _person_url(ref)
    question = f"End the role {user} holds everywhere?"
    consequence = "It opens nothing from the next page on. They can still sign in, until you close their account."
    done = "The role is ended."
    return _confirm(request, ref, act, question, consequence, "End this role", done, next_url)


@staff_page("access.keep_people")
@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, ref: str) -> HttpResponse:
    user = find_person(request.actor, ref)

    def act() -> object:
        return access.close_account(actor=request.actor, user=user)

    question = f"Close {user}'s account?"
    consequence = (
        "Every role they hold ends, what they sign in with is deleted, and any visit they have open "
        "ends. What they wrote and did stays. After a year their name and address go."
    )
    done = "The account is closed."
    return _confirm(request, ref, act, question, consequence, "Close this account", done)


@staff_page("access.keep_people")
@require_http_methods(["GET", "POST"])
def way_back(request: StaffRequest, ref: str) -> HttpResponse:
    """Make a recovery link for someone locked out, and show it once."""
    user = find_person(request.actor, ref)
    form = WayBackForm(request.POST or None, is_closed=not user.is_active)
    made: list[str] = []

    def act() -> None:
        lost = form.cleaned_data["lost"]
        made.append(access.make_way_back(actor=request.actor, user=user, lost=lost))

    def show_link(_next_url: str) -> HttpResponse:
        page = {"name": user, "link": _link_url(request, "access:way_back", made), "ref": ref}
        return render(request, "programme/way_back_made.html", page)

    return handle_form(
        request,
        form,
        act,
        title=f"Let {user} back in",
        intro="You make a link and hand it over: in person, or in a message to a number you already "
        f"had. It works once, for two days. {user} and the data protection officer are told that you made it.",
        submit_label="Make the link",
        back_url=_person_url(ref),
        respond=show_link,
    )


@staff_page("access.invite")
@require_POST
def cancel_invitation(request: StaffRequest, ref: str) -> HttpResponse:
    access.cancel_invitation(actor=request.actor, ref=ref)
    messages.success(request, "The invitation is cancelled. Its link opens nothing.")
    return redirect("programme:people")


def _confirm(
    request: StaffRequest,
    ref: str,
    act: Callable[[], object],
    question: str,
    consequence: str,
    submit_label: str,
    done: str,
    next_url: str = "",
) -> HttpResponse:
    return handle_form(
        request,
        EndForm(request.POST or None),
        act,
        question=question,
        consequence=consequence,
        submit_label=submit_label,
        cancel_url=_person_url(ref),
        back_url=_person_url(ref),
        next_url=next_url,
        is_grave=True,
        done=done,
        template="ui/confirm_page.html",
    )


def _link_url(request: StaffRequest, name: str, made: list[str]) -> str:
    """The link's full address; empty when the form was sent twice, because it is shown once."""
    return request.build_absolute_uri(reverse(name, args=made)) if made else ""


def _person_url(ref: str) -> str:
    return reverse("programme:person", args=[ref])
