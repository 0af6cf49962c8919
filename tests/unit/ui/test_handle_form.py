"""`ui.form_page.handle_form` alone: shown, sent wrongly, refused, done, and sent twice."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.base import BaseStorage
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from saidanddone.base.errors import EditedMeanwhile, NotYours, Refused, SaidAndDoneError
from saidanddone.base.inputs import InvalidInput
from saidanddone.ui.form_page import CHANGED, handle_form
from saidanddone.ui.forms import GovukForm, KnowsVersion, SentOnce
from tests.unit.ui.reading import read


class PlaceForm(GovukForm):
    place = forms.CharField(label="Place")

    def as_saved(self, record: Any) -> dict[str, str]:
        return {"place": record.place}


class PlaceOnceForm(PlaceForm, SentOnce):
    pass


class EditPlaceForm(KnowsVersion, PlaceForm):
    pass


class Messages(BaseStorage):
    """Messages of one request."""

    def _get(self) -> tuple[list[Any], bool]:
        return [], True

    def _store(self, messages: list[Any], response: HttpResponse) -> list[Any]:
        return []


def sent(typed: dict[str, str] | None = None) -> HttpRequest:
    factory = RequestFactory()
    request = factory.get("/places") if typed is None else factory.post("/places", typed)
    request.session = SessionBase()  # type: ignore[assignment]
    request._messages = Messages(request)  # type: ignore[attr-defined]
    return request


def told(request: HttpRequest) -> list[str]:
    return [str(message) for message in request._messages]  # type: ignore[attr-defined]


def shown(response: HttpResponse) -> str:
    assert response.status_code == 200
    return read(response.content.decode()).words


def refuse(refused: Exception) -> Callable[[], None]:
    def act() -> None:
        raise refused

    return act


@pytest.mark.parametrize(
    "error", [IntegrityError("a row went"), ObjectDoesNotExist(), SaidAndDoneError("a key went")]
)
def test_what_went_at_the_same_moment_is_a_sentence_and_what_was_typed_stays(
    error: Exception,
) -> None:
    page = shown(handle_form(sent(TYPED), PlaceForm(TYPED), refuse(error)))
    assert "Someone changed or removed something this depends on, at the same moment." in page
    assert str(error) not in page or not str(error)


def never() -> None:
    raise AssertionError("the command ran")


TYPED = {"place": "Marsh ward"}


def test_a_form_that_is_opened_is_shown_and_nothing_is_done() -> None:
    response = handle_form(
        sent(), PlaceForm(), never, title="Where?", intro="No closer.", submit_label="Keep it"
    )
    page = shown(response)
    assert "Where?" in page
    assert "No closer." in page
    assert "Keep it" in page
    assert "There is a problem" not in page


def test_a_form_sent_wrongly_is_shown_with_its_error_and_nothing_is_done() -> None:
    request = sent({"place": ""})
    page = shown(handle_form(request, PlaceForm(request.POST), never, title="Where?"))
    assert page.count("Enter the place") == 2
    assert "There is a problem" in page


def test_what_was_typed_is_done_with_a_notice_and_leads_on() -> None:
    request, places = sent(TYPED), []
    form = PlaceForm(request.POST)
    response = handle_form(
        request,
        form,
        lambda: places.append(form.cleaned_data["place"]),
        done="It is kept.",
        back_url="/back",
    )
    assert places == ["Marsh ward"]
    assert (response.status_code, response["Location"]) == (302, "/back")
    assert told(request) == ["It is kept."]


def test_marks_that_turn_letters_round_are_told_of() -> None:
    request = sent({"place": "Marsh \u202edraw"})
    handle_form(request, PlaceForm(request.POST), lambda: None, done="It is kept.", back_url="/")
    assert [sentence for sentence in told(request) if "direction of letters" in sentence]


def test_the_next_address_may_be_made_of_what_the_command_returned() -> None:
    request = sent(TYPED)
    response = handle_form(
        request, PlaceForm(request.POST), lambda: "4f9z", next_url=lambda ref: f"/places/{ref}"
    )
    assert response["Location"] == "/places/4f9z"
    assert told(request) == []


def test_a_page_may_answer_with_what_is_shown_only_once() -> None:
    request = sent(TYPED)
    response = handle_form(
        request,
        PlaceForm(request.POST),
        lambda: None,
        next_url="/next",
        respond=lambda address: HttpResponse(f"card, then {address}"),
    )
    assert response.content == b"card, then /next"


@pytest.mark.parametrize(
    ("about", "is_beside"), [(("place",), True), ((), False), (("no_such_box",), False)]
)
def test_a_refusal_stands_beside_its_box_or_above_all_and_what_was_typed_is_kept(
    about: tuple[str, ...], is_beside: bool
) -> None:
    request = sent(TYPED)
    form = PlaceForm(request.POST)
    refused = Refused("Name the ward only.", *about)
    page = handle_form(request, form, refuse(refused), title="Where?", done="It is kept.")
    assert ("place" in form.errors) is is_beside
    assert bool(form.non_field_errors()) is not is_beside
    content = page.content.decode()
    assert read(content).errors() == {"Name the ward only.": "#id_place" if is_beside else ""}
    assert 'value="Marsh ward"' in content
    assert told(request) == []


def test_an_input_that_does_not_hold_has_a_sentence_for_each_box() -> None:
    request = sent(TYPED)
    form = PlaceForm(request.POST)
    invalid = InvalidInput(
        [Refused("Place is too long.", "place"), Refused("Say when.", "held_on")]
    )
    shown(handle_form(request, form, refuse(invalid), title="Where?"))
    assert form.errors == {"place": ["Place is too long."], "__all__": ["Say when."]}


def test_what_is_not_theirs_is_no_error_of_the_form() -> None:
    request = sent(TYPED)
    with pytest.raises(NotYours):
        handle_form(request, PlaceForm(request.POST), refuse(NotYours("place")))


def test_where_someone_else_saved_both_texts_are_shown_and_the_next_save_goes_over_theirs() -> None:
    request = sent(TYPED | {"version": "1"})
    form = EditPlaceForm(request.POST)
    saved = SimpleNamespace(place="Harbour ward", version=2)
    page = handle_form(request, form, refuse(EditedMeanwhile(saved)), title="Where?")
    assert "Place: Harbour ward" in shown(page)
    assert "Place: Marsh ward" in shown(page)
    assert form["version"].value() == "2"


@pytest.mark.django_db
def test_a_form_sent_twice_acts_once_and_says_so() -> None:
    places: list[str] = []

    def send() -> tuple[HttpRequest, HttpResponse]:
        request = sent(TYPED | {"once": "one-token"})
        form = PlaceOnceForm(request.POST)
        response = handle_form(
            request,
            form,
            lambda: places.append("kept"),
            done="It is kept.",
            next_url="/next",
        )
        return request, response

    first, again = send(), send()
    assert places == ["kept"]
    assert [response["Location"] for _, response in (first, again)] == ["/next", "/next"]
    assert told(first[0]) == ["It is kept."]
    [notice] = told(again[0])
    assert notice.startswith("This was saved already at ")
    assert notice.endswith("Nothing was saved twice.")


@pytest.mark.django_db
def test_what_was_changed_after_saving_is_shown_under_a_new_token() -> None:
    request = sent(TYPED | {"once": "one-token"})
    handle_form(request, PlaceOnceForm(request.POST), lambda: None, next_url="/next")
    changed = sent({"place": "Harbour ward", "once": "one-token", CHANGED: "yes"})
    form = PlaceOnceForm(changed.POST)
    page = shown(handle_form(changed, form, never, title="Where?"))
    assert "What you have changed since is not saved" in page
    assert form["place"].value() == "Harbour ward"
    assert form["once"].value() != "one-token"


@pytest.mark.django_db
def test_a_refused_form_may_be_sent_again_under_its_token() -> None:
    typed = TYPED | {"once": "one-token"}
    refused = sent(typed)
    handle_form(refused, PlaceOnceForm(refused.POST), refuse(Refused("Not yet.")), title="Where?")
    again, places = sent(typed), []
    handle_form(again, PlaceOnceForm(again.POST), lambda: places.append("kept"), next_url="/next")
    assert places == ["kept"]
