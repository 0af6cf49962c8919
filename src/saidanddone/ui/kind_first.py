"""Kind first, then only its fields: the step in which someone chooses what kind of thing they write.

It is a form that asks by GET, so that it needs no script, saves nothing and can be gone back to.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AGAIN = "choose"  # in the address of a page that knows its kind: asks for another


@dataclass(frozen=True)
class Kind:
    """One kind to choose from. `hint` says what it asks for, or when it is the right one."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class KindChoice:
    """For `ui/kind_choice.html`. `known` is carried along in the address; `error` stands above the kinds."""

    name: str
    legend: str
    kinds: tuple[Kind, ...]
    chosen: str = ""
    known: tuple[tuple[str, str], ...] = ()
    error: str = ""


def chosen_kind(request: HttpRequest, name: str, kinds: Iterable[str]) -> str:
    """The kind that a form was sent with, or that was chosen by its address; empty for none of these."""
    sent = request.POST.get(name) or request.GET.get(name, "")
    return sent if sent in set(kinds) else ""


def ask_kind(
    request: HttpRequest,
    name: str,
    kinds: Iterable[Kind],
    *,
    legend: str,
    refusal: str,
    chosen: str = "",
    template: str = "ui/kind_first.html",
    **page: object,
) -> HttpResponse:
    """The page that asks for the kind. `refusal` is shown where it was sent without one.

    What else the address holds is carried along, but for AGAIN, which asks once more with a kind `chosen`.
    `page` holds the template's title, caption, intro and back_url.
    """
    known = tuple(
        (key, value)
        for key in request.GET
        if key not in (name, AGAIN)
        for value in request.GET.getlist(key)
    )
    choice = KindChoice(
        name, legend, tuple(kinds), chosen, known, refusal if name in request.GET else ""
    )
    return render(request, template, {**page, "choice": choice})
