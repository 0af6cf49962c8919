"""The API: the last release as JSON, held to its own document."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode

from saidanddone.public_site import api
from tests.conftest import BuildOnce
from tests.people import Cast, gather
from tests.unit.releases import world

PARTS = ("answers", "actions", "themes", "measures", "figures")


def _released() -> Cast:
    people = gather()
    lights = world.theme(people, statement="Light the stairs")
    world.raised(people, lights, 6, 9)
    world.action(people, [lights], decision=world.decision(people))
    world.answer(people, lights)
    support = world.indicator(people, "support", [3, 12], counts="people")
    world.period_total(people, support, 49, total_before=0)
    world.occasion(people, people.residents, 18, "community_conversation")
    world.signed(people)
    return people


@pytest.fixture(scope="module")
def released(built_once: BuildOnce) -> Cast:
    return built_once(_released)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests through WSGI stay in the test's own transaction, as with Django's test client."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def test_it_gives_what_the_pages_give(released: Cast, client: Client) -> None:
    assert [each["slug"] for each in client.get("/api/v1/programmes").json()] == ["harbour"]
    one = client.get("/api/v1/programmes/harbour").json()
    assert one["communities"][1]["took_part"][0]["people"] == {
        "shown": 20, "is_exact": False, "in_words": "about 20",
    }  # fmt: skip
    answer = client.get("/api/v1/programmes/harbour/answers").json()[0]
    assert answer["progress"] == "The lights on the stairs were mended on 14 June."
    assert answer["answered_on"]
    measure = client.get("/api/v1/programmes/harbour/measures").json()[0]
    assert [each["value"]["shown"] for each in measure["months"]] == [None, 10]
    assert measure["totals"][0]["total"]["shown"] == 50
    theme = client.get("/api/v1/programmes/harbour/themes").json()[0]
    assert [each["band"] for each in theme["raised_in"]] == [None, "nearly all"]
    assert client.get("/api/v1/programmes/harbour/actions").json()[0]["state"] == "done"


def test_no_quote_is_in_it(released: Cast, client: Client) -> None:
    for part in ("", *(f"/{name}" for name in PARTS)):
        assert "Voice 0" not in client.get(f"/api/v1/programmes/harbour{part}").content.decode()


def test_it_only_reads_and_refuses_in_json(released: Cast, client: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)("/api/v1/programmes")
        assert response.status_code == 405
        assert response.headers["Allow"] == "GET"
        assert response.json()["detail"]
    for address in ("programmes/nowhere", "programmes/nowhere/answers", "nothing", ""):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 404
        assert response.json()["detail"]


def test_it_sets_no_cookie_and_may_be_read_from_any_page(released: Cast, client: Client) -> None:
    response = client.get("/api/v1/programmes/harbour")
    assert not response.cookies
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_its_document_is_openapi_3_1(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        "/api/v1/programmes",
        "/api/v1/programmes/{slug}",
        *(f"/api/v1/programmes/{{slug}}/{part}" for part in PARTS),
    }
    assert all(set(path) == {"get"} for path in document["paths"].values())


@pytest.mark.usefixtures("one_connection")
def test_it_keeps_to_its_document(released: Cast) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    seen = []
    for found in schema.get_all_operations():
        operation = found.ok()
        seen.append(operation.path)

        @settings(
            max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck)
        )
        @schemathesis_given(operation)
        def holds(case: schemathesis.Case) -> None:
            case.call_and_validate()

        holds()
    assert len(seen) == 7


def schemathesis_given(operation):  # type: ignore[no-untyped-def]
    from hypothesis import given

    return given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))


@pytest.mark.usefixtures("one_connection")
def test_the_known_programme_keeps_to_it_too(released: Cast) -> None:
    """Generated names miss; the one that is there is asked for by name."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    for found in schema.get_all_operations():
        operation = found.ok()
        slug = {"slug": "harbour"} if "{slug}" in operation.path else {}
        operation.Case(path_parameters=slug).call_and_validate()


def test_it_is_public_by_name() -> None:
    assert {each.callback.permission for each in api.api_urls[0]} == {"public"}
