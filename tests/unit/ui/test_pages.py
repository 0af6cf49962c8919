"""The frames of pages: who is named, what is said, what never shows."""

import re
from types import SimpleNamespace

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from saidanddone.ui.components import NavItem
from saidanddone.ui.views import gallery
from tests.unit.ui.reading import read

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "409.html", "500.html"]
FRAMES = ["ui/base_staff.html", "ui/base_public.html", "ui/base_neutral.html", *ERRORS]


def request(name: str = "", permissions: str = "access.see_today") -> SimpleNamespace:
    made = RequestFactory().get("/")
    if name:
        made.actor = SimpleNamespace(  # type: ignore[attr-defined]
            name=name,
            is_signed_in=True,
            may=lambda permission, *_: permission in permissions.split(),
        )
    return made  # type: ignore[return-value]


@pytest.mark.parametrize("template", FRAMES)
def test_no_page_has_script_or_style_inside_it(template: str) -> None:
    page = read(render_to_string(template, request=request("Amina Yusuf")))
    assert not page.tree.xpath("//style | //@style | //script[not(@src)]")
    assert not [
        name
        for name in page.tree.xpath("//@*/..")
        if any(attribute.startswith("on") for attribute in name.attrib)
    ]
    addresses = page.tree.xpath("//script/@src | //link/@href | //img/@src")
    assert addresses
    assert all(address.startswith("/static/ui/") for address in addresses)


@pytest.mark.parametrize("template", FRAMES)
def test_every_page_can_be_skipped_into(template: str) -> None:
    page = read(render_to_string(template, request=request()))
    assert page.links()["Skip to main content"] == "#main-content"
    assert page.by_id("main-content").tag == "main"


def test_staff_see_who_is_signed_in_and_sign_out_by_a_button() -> None:
    page = read(render_to_string("ui/base_staff.html", request=request("Amina Yusuf")))
    assert "Amina Yusuf" in page.words
    forms = page.tree.xpath("//form[.//button[text()='Sign out']]")
    assert [form.get("method") for form in forms] == ["post"]
    assert page.tree.xpath("//form//input[@name='csrfmiddlewaretoken']")


def test_everything_a_person_may_open_from_anywhere_is_led_to() -> None:
    held = "access.see_today access.read_audit access.read_own_audit"
    officer = read(render_to_string("ui/base_staff.html", request=request("Hester", held)))
    assert officer.links()["Audit log"] == "/audit"
    assert officer.links()["What is recorded of you"] == "/audit/mine"
    assert "/sign-in/factors" in officer.links().values()
    assert "People" not in officer.links()

    held = "access.see_today access.keep_people access.see_daily_totals"
    administrator = read(render_to_string("ui/base_staff.html", request=request("Cosmo", held)))
    assert administrator.links()["People"] == "/people"
    assert administrator.links()["Daily totals"] == "/audit/totals"
    assert not {"Audit log", "What is recorded of you"} & set(administrator.links())


def test_a_page_without_an_actor_still_stands() -> None:
    page = read(render_to_string("ui/base_staff.html", request=request()))
    assert page.buttons() == []
    assert "Said and Done" in page.words


def test_the_public_frame_takes_its_name_and_pages_from_the_programme() -> None:
    nav = [NavItem("Answers", "/safer/answers", is_current=True), NavItem("Figures", "/safer/f")]
    context = {"site_title": "Safer together", "site_url": "/safer", "nav": nav}
    page = read(render_to_string("ui/base_public.html", context))
    assert page.links()["Safer together"] == "/safer"
    assert page.tree.xpath("//nav//a[@aria-current='page']/@href") == ["/safer/answers"]


@pytest.mark.parametrize("template", ["ui/base_neutral.html", *ERRORS])
def test_a_neutral_page_names_nothing_and_can_be_left(template: str) -> None:
    page = read(render_to_string(template, request=request("Amina Yusuf")))
    shown = page.title + page.words
    for word in ("Said and Done", "Amina", "strategy", "sex work", "programme"):
        assert word not in shown
    assert page.links()["Leave this page"].startswith("https://")
    assert page.tree.xpath("//a[text()='Leave this page']/@rel") == ["nofollow noreferrer"]
    icon = page.tree.xpath("//link[@rel='icon']/@href")
    assert icon == ["/static/ui/icon.svg"]


@pytest.mark.parametrize("template", ERRORS)
def test_an_error_says_what_happened_that_nothing_was_lost_and_what_to_do(template: str) -> None:
    page = read(render_to_string(template))
    assert len(page.headings()) == 1
    assert re.search(r"Nothing was (lost|sent)|saved before is safe", page.words)
    assert re.search(r"try again|check that it is right", page.words)


def test_not_there_and_not_yours_are_one_page() -> None:
    assert render_to_string("403.html") == render_to_string("404.html")


def test_the_gallery_is_for_demonstrations_only(settings: Settings) -> None:
    settings.DEMONSTRATION = False
    with pytest.raises(Http404):
        gallery(RequestFactory().get("/components/"))


def test_the_gallery_shows_every_partial(settings: Settings) -> None:
    settings.DEMONSTRATION = True
    page = read(gallery(RequestFactory().get("/components/")).content)
    assert page.headings() == ["Components"]
    kinds = (
        "breadcrumbs notification-banner inset-text warning-text details summary-list table tag "
    )
    kinds += (
        "button pagination back-link error-summary date-input radios checkboxes select textarea "
    )
    kinds += "file-upload input character-count"
    for kind in kinds.split():
        assert page.tree.xpath(f"//*[contains(@class, 'govuk-{kind}')]"), kind
    ids = page.tree.xpath("//@id")
    assert len(ids) == len(set(ids))
