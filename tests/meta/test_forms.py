"""Every form, sent empty and sent wrong: each error stands beside its box, and the summary leads there."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from lxml import html

from saidanddone.access.decorators import PUBLIC, SIGNED_IN
from tests.meta.addresses import Route, address, real
from tests.meta.test_doors import ROUTES, Visitor, is_open_to, world
from tests.meta.world import World

__all__ = ["world"]  # the fixture

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Refused whatever is typed, so that no box is at fault.
WHATEVER_IS_TYPED = {"releases:draft": "there is a draft already"}
MANY_FORMS = 40  # fewer sent wrongly than this, and the walk has lost its way


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def forms_in(page: bytes) -> Iterator[html.FormElement]:
    main = html.fromstring(page).find(".//main")
    if main is not None:
        yield from (form for form in main.iter("form") if form.get("method") == "post")


def sent_empty(form: html.FormElement) -> dict[str, str]:
    """What is hidden as it came, every box empty."""
    return {
        box.name: box.value or "" for box in form.inputs if box.name and box.get("type") == "hidden"
    }


def sent_wrong(form: html.FormElement) -> dict[str, str]:
    """What nobody means: a choice there is not, a number below nothing, marks for a name."""
    sent = sent_empty(form)
    for box in form.inputs:
        if not box.name or box.get("type") in ("hidden", "submit", "file", "checkbox"):
            continue
        is_number = box.get("inputmode") == "numeric"
        is_choice = box.tag == "select" or box.get("type") == "radio"
        sent[box.name] = "made up" if is_choice else "-1" if is_number else "?"
    return sent


def has_boxes(page: html.HtmlElement) -> bool:
    """Whether a form of this page asks for anything but a press of its button."""
    return any(
        box.tag in ("select", "textarea") or box.get("type") not in ("hidden", "submit")
        for form in forms_in(html.tostring(page))
        for box in form.inputs
        if box.name
    )


def astray(page: html.HtmlElement) -> list[str]:
    """What the summary says and no box does, or leads nowhere."""
    wrong = []
    items = [item for summary in page.find_class("govuk-error-summary__list") for item in summary]
    for item in items:
        sentence, links = text_of(item), list(item.iter("a"))
        boxes = page.xpath("//*[@id=$id]", id=links[0].get("href")[1:]) if links else []
        groups = (
            boxes[0].xpath("ancestor::*[contains(@class, 'form-group--error')]") if boxes else []
        )
        beside = [
            text_of(message)
            for group in groups
            for message in group.find_class("govuk-error-message")
        ]
        if not any(sentence in text for text in beside) and has_boxes(page):
            wrong.append(f"“{sentence}” stands beside no box")
    return wrong


def answer_to(visitor: Visitor, path: str, sent: dict[str, str]) -> HttpResponse:
    answer = visitor.ask("POST", path, sent)
    assert answer.status_code < 500, path
    return answer


def asked(world: World) -> Iterator[tuple[Route, Visitor, str]]:
    """Every page of ours that someone who works here may open, as the first role that may."""
    visitors = {role: Visitor(user) for role, user in world.roles.items()}
    for route in ROUTES:
        if route.permission in (PUBLIC, SIGNED_IN) or route.name in WHATEVER_IS_TYPED:
            continue
        role = next(role for role in visitors if is_open_to(route, role))
        yield route, visitors[role], address(route, real(route, world, world.here, role))


@pytest.mark.parametrize("send", [sent_empty, sent_wrong], ids=["empty", "wrong"])
def test_each_error_stands_beside_its_box(world: World, send: object) -> None:
    wrong, met = [], 0
    for route, visitor, path in asked(world):
        opened = visitor.ask("GET", path)
        if opened.status_code != 200 or not opened["Content-Type"].startswith("text/html"):
            continue
        for form in forms_in(opened.content):
            if form.get("action") not in (None, "", path):
                continue  # a button that leads elsewhere
            answer = answer_to(visitor, path, send(form))  # type: ignore[operator]
            if answer.status_code != 200:
                continue
            page = html.fromstring(answer.content)
            met += bool(page.find_class("govuk-error-summary"))
            wrong += [f"{route.name}: {sentence}" for sentence in astray(page)]
    assert not wrong, "\n".join(wrong)
    assert met >= MANY_FORMS
