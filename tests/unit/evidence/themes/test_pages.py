import pytest
from django.test import Client

from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.models import Code
from saidanddone.evidence.themes.models import Theme
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import (
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def test_codes_themes_and_tensions_are_made_and_changed(client: Client, people: Cast) -> None:
    as_(client, people, "amina")
    client.post(at("add_code"), {"once": new_token(), "name": "Lighting", "parent": ""})
    code = Code.objects.get()
    assert "Lighting" in read_page(client, at("codebook"))
    for statement in ("The stairs are dark.", "The bins overflow."):
        sent = {
            "once": new_token(),
            "statement": statement,
            "kind": "concern",
            "codes": [code.ref],
        }
        assert client.post(at("make_theme"), sent).url == at("themes")
    stairs, bins = Theme.objects.all()
    sent = {
        "once": new_token(),
        "version": 1,
        "statement": "It is dark.",
        "kind": "ask",
        "codes": [code.ref],
    }
    assert client.post(at("edit_theme", stairs.slug), sent).url == at("themes")
    late = read_page(
        client,
        at("edit_theme", stairs.slug),
        **{**sent, "once": new_token(), "statement": "So dark."},
    )
    assert "It is dark." in late
    assert "So dark." in late
    sent = {
        "once": new_token(),
        "one": stairs.slug,
        "other": bins.slug,
        "statement": "Light or bins.",
    }
    assert client.post(at("name_tension"), sent).url == at("tensions")
    assert "waits for a decision" in read_page(client, at("tensions"))


def test_common_ground_is_worked_out_from_its_page(client: Client, people: Cast) -> None:
    code = a_code(people)
    a_theme(people, code)
    for community in (people.sex_workers, people.residents):
        for _ in range(3):
            coded(people, confirmed(people, words_of_kit(people, community=community)), code)
    as_(client, people, "chidi")
    assert client.post(at("run_common_ground"), {"once": new_token()}).url == at("common_ground")
    page = read_page(client, at("common_ground"))
    assert "Both say" in page
    assert "3 sex workers and 3 residents" in page
