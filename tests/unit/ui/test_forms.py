"""Forms: the markup is GOV.UK's, and errors are sentences that say what to do."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test.html import parse_html

from saidanddone.base.inputs import Line, Ref, command_input
from saidanddone.ui import widgets
from saidanddone.ui.fields import DateField, MonthField
from saidanddone.ui.forms import GovukForm, InputForm, KnowsVersion, SentOnce
from tests.unit.ui.reading import read


class Held(GovukForm):
    label_size = "m"
    place = forms.CharField(label="Place", help_text="No closer than the ward", max_length=20)
    held = DateField(label="Date held")
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("peer", "Peer interview"), ("faith", "Faith session")],
        widget=widgets.Radios(hints={"peer": "One person"}),
    )
    people = forms.IntegerField(label="How many people came", min_value=1)
    said = forms.BooleanField(label="I said what I cannot keep", help_text="At the start")
    notes = forms.CharField(
        label="Notes", max_length=10, required=False, widget=widgets.CountedTextarea
    )


def answers(**changes: str) -> dict[str, str]:
    given = {
        "place": "Marsh ward",
        "held-day": "12",
        "held-month": "6",
        "held-year": "2026",
        "kind": "peer",
        "people": "19",
        "said": "on",
    }
    return {**given, **changes}


def test_a_text_field_has_the_same_markup_as_the_input_partial() -> None:
    form = Held(answers(place=""))
    expected = {
        "id": "id_place",
        "name": "place",
        "label": "Place",
        "label_classes": "govuk-label--m",
        "hint": "No closer than the ward",
        "error_message": "Enter the place",
    }
    ours = parse_html(str(form["place"].as_field_group()))
    assert ours == parse_html(render_to_string("ui/input.html", expected))


def test_radio_buttons_have_the_same_markup_as_the_radios_partial() -> None:
    form = Held(answers(kind=""))
    expected = {
        "name": "kind",
        "id": "id_kind",
        "legend": "Kind",
        "legend_classes": "govuk-fieldset__legend--m",
        "error_message": "Select the kind",
        "items": [
            {"value": "peer", "text": "Peer interview", "id": "id_kind_0", "hint": "One person"},
            {"value": "faith", "text": "Faith session", "id": "id_kind_1"},
        ],
    }
    ours = parse_html(str(form["kind"].as_field_group()))
    assert ours == parse_html(render_to_string("ui/radios.html", expected))


def test_a_date_has_the_same_markup_as_the_date_partial() -> None:
    form = Held(answers(**{"held-month": ""}))
    values = {"day": "12", "month": "", "year": "2026"}
    expected = {
        "id": "id_held",
        "legend": "Date held",
        "legend_classes": "govuk-fieldset__legend--m",
        "error_message": "Date held must include a month",
        "items": [
            {
                "id": f"id_held-{part}",
                "name": f"held-{part}",
                "label": part.capitalize(),
                "value": value,
                "width": 4 if part == "year" else 2,
                "has_error": part == "month",
            }
            for part, value in values.items()
        ],
    }
    ours = str(form["held"].as_field_group()).replace('inputmode="text"', 'inputmode="numeric"')
    assert parse_html(ours) == parse_html(render_to_string("ui/date_input.html", expected))


def test_every_error_is_a_sentence_that_leads_to_its_control() -> None:
    form = Held({"people": "some"})
    page = read(str(form))
    assert {link.text: link.href for link in form.error_summary} == {
        "Enter the place": "#id_place",
        "Enter the date held": "#id_held-day",
        "Select the kind": "#id_kind_0",
        "How many people came must be a whole number": "#id_people",
        "Tick “I said what I cannot keep” to go on": "#id_said",
    }
    for link in form.error_summary:
        assert page.by_id(link.href.removeprefix("#")).tag == "input"


def test_hint_and_error_are_read_out_with_their_control() -> None:
    page = read(str(Held(answers(place="", notes="far too many words"))))
    assert page.described(page.control("Place")) == [
        "No closer than the ward",
        "Error: Enter the place",
    ]
    assert page.described(page.control("Notes")) == [
        "You can enter up to 10 characters",
        "Error: Notes must be 10 characters or fewer",
    ]


def test_nothing_typed_is_cut_short_or_checked_by_the_browser() -> None:
    page = read(str(Held()))
    for name in ("place", "people", "notes"):
        control = page.by_id(f"id_{name}")
        assert not {"required", "maxlength", "min", "aria-invalid"} & set(control.keys())
    assert page.by_id("id_people").get("type") == "text"
    assert page.by_id("id_people").get("inputmode") == "numeric"


def test_lines_end_alike_so_that_the_count_on_the_page_is_the_count_kept() -> None:
    form = Held(answers(notes="one\r\ntwo\r\nxy"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["notes"] == "one\ntwo\nxy"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("12", "6", "2026"), date(2026, 6, 12)),
        (("1", "June", "2026"), date(2026, 6, 1)),
        (("01", "sept.", "2026"), date(2026, 9, 1)),
    ],
)
def test_dates_are_read_as_people_write_them(typed: tuple[str, str, str], kept: date) -> None:
    day, month, year = typed
    form = Held(answers(**{"held-day": day, "held-month": month, "held-year": year}))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["held"] == kept


@pytest.mark.parametrize(
    ("typed", "sentence", "faulty"),
    [
        (("31", "2", "2026"), "Date held must be a real date", ["day", "month", "year"]),
        (("12", "ju", "2026"), "Date held must be a real date", ["day", "month", "year"]),
        (("9" * 20, "6", "2026"), "Date held must be a real date", ["day", "month", "year"]),
        (("1", "9" * 20, "2026"), "Date held must be a real date", ["day", "month", "year"]),
        (("12", "", ""), "Date held must include a month and a year", ["month", "year"]),
        (("12", "6", "26"), "Year must include 4 numbers", ["year"]),
        (("12", "3", "1026"), "Year must be from 1900 to 2099", ["year"]),
        (("1/2", "6", "2026"), "Date held must be a real date", ["day", "month", "year"]),
    ],
)
def test_a_date_that_is_not_one_says_what_is_wrong_and_keeps_what_was_typed(
    typed: tuple[str, str, str], sentence: str, faulty: list[str]
) -> None:
    parts = ("day", "month", "year")
    form = Held(answers(**{f"held-{part}": text for part, text in zip(parts, typed, strict=True)}))
    page = read(str(form))
    assert form.errors["held"] == [sentence]
    boxes = {part: page.by_id(f"id_held-{part}") for part in parts}
    assert [p for p in parts if "govuk-input--error" in boxes[p].get("class")] == faulty
    shown = tuple(boxes[part].get("value", "") for part in parts)
    assert shown == tuple(text.replace("/", " ") for text in typed)


def test_a_date_kept_coarse_asks_for_no_day() -> None:
    class Reported(GovukForm):
        month = MonthField(label="Month of the report")

    form = Reported({"month-month": "march", "month-year": "2026"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["month"] == date(2026, 3, 1)
    assert "Day" not in read(str(form)).words


def test_a_date_already_kept_is_shown_in_its_boxes() -> None:
    page = read(str(Held(initial={"held": date(2026, 6, 12)})))
    assert [page.by_id(f"id_held-{part}").get("value") for part in ("day", "month", "year")] == [
        "12",
        "6",
        "2026",
    ]


def test_an_author_s_own_words_for_an_error_stand() -> None:
    class Asked(GovukForm):
        code = forms.CharField(error_messages={"required": "Type the code from your card"})
        why = forms.CharField(label="What happened?")

    assert [link.text for link in Asked({}).error_summary] == [
        "Type the code from your card",
        "Enter an answer to “What happened?”",
    ]


def test_errors_of_no_one_field_come_first_and_have_no_link() -> None:
    class Paired(GovukForm):
        first = forms.CharField(label="First")

        def clean(self) -> dict[str, str]:
            raise forms.ValidationError("Say either, not both")

    links = Paired({}).error_summary
    assert [(link.text, link.href) for link in links] == [
        ("Say either, not both", ""),
        ("Enter the first", "#id_first"),
    ]


def test_a_form_page_names_its_errors_before_its_heading_and_in_its_title() -> None:
    context = {"title": "Record an occasion", "form": Held({}), "submit_label": "Record it"}
    page = read(render_to_string("ui/form_page.html", context))
    assert page.title == "Error: Record an occasion \N{EN DASH} Said and Done"
    assert page.headings() == ["Record an occasion"]
    assert page.errors()["Enter the place"] == "#id_place"
    assert page.buttons() == ["Record it"]
    assert page.tree.xpath("//form/@novalidate")


def test_a_page_that_asks_one_thing_has_its_label_as_heading() -> None:
    class Pledge(GovukForm):
        label_as_heading = "pledge"
        label_size = "l"
        pledge = forms.CharField(label="What is the pledge?", widget=widgets.Textarea)

    page = read(render_to_string("ui/form_page.html", {"title": "Pledge", "form": Pledge()}))
    assert page.headings() == ["What is the pledge?"]


def test_a_form_carries_its_token_and_the_version_the_person_opened() -> None:
    class Edit(SentOnce, KnowsVersion, GovukForm):
        statement = forms.CharField(label="Statement")

    first, second = (read(str(Edit(initial={"version": 3}))) for _ in range(2))
    assert first.by_id("id_version").get("value") == "3"
    assert len(first.by_id("id_once").get("value")) >= 20
    assert first.by_id("id_once").get("value") != second.by_id("id_once").get("value")
    lost = Edit({"statement": "Lights that work"}).error_summary
    assert {link.text.split(".")[0] for link in lost} == {
        "This page was missing something it needs"
    }


def test_a_box_that_a_form_adds_to_itself_is_worded_like_the_others() -> None:
    class Attendance(GovukForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["came"] = forms.IntegerField(label="Residents who came", min_value=0)

    for typed, sentence in (
        ("-3", "Residents who came must be 0 or more"),
        ("many", "Residents who came must be a whole number"),
        ("", "Enter the residents who came"),
    ):
        assert Attendance({"came": typed}).errors["came"] == [sentence]


@command_input()
class Waited:
    """Where someone waited, and under which code that stands."""

    place: Line
    code_ref: Ref = ""


class WaitedForm(InputForm[Waited]):
    input_class = Waited
    html_names = {"code_ref": "code"}
    place = forms.CharField(label="Place")
    code_ref = forms.ChoiceField(label="Code", choices=[("", "None"), ("4f9z", "Stairs")])


def test_a_box_keeps_the_name_that_pages_have_sent_when_the_input_s_is_another() -> None:
    form = WaitedForm({"place": "Marsh ward", "code": "4f9z"})
    assert form.is_valid()
    assert form.to_input() == Waited(place="Marsh ward", code_ref="4f9z")
    assert 'name="code"' in str(form["code_ref"])


def test_an_error_of_a_box_under_another_name_leads_to_its_control() -> None:
    form = WaitedForm({"place": "Marsh ward", "code": "made up"})
    [link] = form.error_summary
    assert link.href == "#id_code"
    assert 'id="id_code"' in str(form["code_ref"])
