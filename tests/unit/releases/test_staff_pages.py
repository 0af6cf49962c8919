"""The team's pages: drafting, choosing quotes, signing, the ledger."""

import re

from django.test import Client
from django.urls import reverse

from saidanddone.releases import commands
from saidanddone.releases.models import ExactTotal, Release
from saidanddone.releases.quotes import quotable_under
from tests.people import Cast
from tests.unit.releases import world


def at(name: str, *more: str) -> str:
    return reverse(f"releases:{name}", args=["harbour", *more])


def as_(client: Client, people: Cast, name: str) -> Client:
    client.force_login(people.users[name])
    return client


def once(client: Client, address: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def test_an_engagement_lead_drafts_and_two_others_sign(people: Cast, client: Client) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 6, 0)
    world.answer(people, lights)
    as_(client, people, "bola")
    token = once(client, at("draft"))
    made = client.post(at("draft"), {"once": token, "note": "First"}, follow=True)
    assert "Release 1" in made.content.decode()
    client.post(at("draft"), {"once": token, "note": "First"})
    release = Release.objects.get()
    for name in ("dawn", "grace"):
        as_(client, people, name)
        page = client.get(at("read", release.ref)).content.decode()
        assert "Sign this release" in page
        sign = at("sign", release.ref)
        client.post(sign, {"once": once(client, sign)})
    release.refresh_from_db()
    assert release.state == "signed"


def test_a_refusal_is_said_on_the_form(people: Cast, client: Client) -> None:
    release = world.draft(people)
    world.pause(people)
    as_(client, people, "dawn")
    sign = at("sign", release.ref)
    response = client.post(sign, {"once": once(client, sign)})
    assert response.status_code == 200
    assert "panel has paused releases" in response.content.decode()
    assert "panel has paused releases" in client.get(at("list")).content.decode()


def test_the_draft_page_lists_what_is_left_out_and_hidden(people: Cast, client: Client) -> None:
    few = world.theme(people, statement="Few people said this")
    world.raised(people, few, 2, 0)
    world.indicator(people, "reports", [3, 20])
    release = world.draft(people)
    page = as_(client, people, "bola").get(at("read", release.ref)).content.decode()
    assert "Few people said this" in page
    assert "1 of 2 months are too small to show." in page


def test_quotes_are_chosen_on_their_page(people: Cast, client: Client) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 10, 0)
    release = world.draft(people)
    as_(client, people, "bola")
    address = at("quotes", release.ref)
    page = client.get(address).content.decode()
    assert "Voice 0 of lights" in page
    assert "passages of at least 8 people or none" in page
    kept = quotable_under([lights])[lights.ref][:8]
    refs = [excerpt.ref for excerpt in kept]
    too_few = {"once": once(client, address), f"quotes_{lights.ref}": refs[:7]}
    assert "at least 8 people, or none" in client.post(address, too_few).content.decode()
    client.post(address, {"once": once(client, address), f"quotes_{lights.ref}": refs})
    assert {quote.excerpt_id for quote in release.quotes.all()} == {each.pk for each in kept}


def test_a_total_is_decided_on_the_ledger_page(people: Cast, client: Client) -> None:
    world.occasion(people, came=12)
    as_(client, people, "grace")
    address = at("decide_total")
    said = {
        "what": "community:sex-workers",
        "starts_on-day": "1", "starts_on-month": "6", "starts_on-year": "2026",
        "ends_on-day": "30", "ends_on-month": "6", "ends_on-year": "2026",
        "because": "Closed.",
    }  # fmt: skip
    client.post(address, {"once": once(client, address), **said})
    assert ExactTotal.objects.get().total == 12
    assert "Sex workers who took part" in client.get(at("ledger")).content.decode()
    again = client.post(address, {"once": once(client, address), **said})
    assert "overlaps it" in again.content.decode()


def test_those_without_the_permission_find_nothing(people: Cast, client: Client) -> None:
    release = world.draft(people)
    for name in ("amina", "ed", "harun", "iris", "sam"):
        as_(client, people, name)
        for page in ("list", "ledger", "draft"):
            assert client.get(at(page)).status_code == 404
        assert client.get(at("read", release.ref)).status_code == 404
    assert as_(client, people, "chidi").get(at("sign", release.ref)).status_code == 404


def test_today_tells_who_may_sign(people: Cast) -> None:
    from saidanddone.releases.today import lines_for

    release = world.draft(people)
    assert [line.address for line in lines_for(people.dawn)] == [at("read", release.ref)]
    assert len(lines_for(people.grace)) == 1
    assert lines_for(people.bola) == []


def test_pages_ask_few_queries(
    people: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    lights = world.theme(people)
    world.raised(people, lights, 6, 0)
    release = world.draft(people)
    as_(client, people, "dawn")
    for address, most in ((at("list"), 12), (at("ledger"), 10), (at("read", release.ref), 80)):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(address)


def test_a_draft_is_read_page_by_page_as_the_public_would(people: Cast, client: Client) -> None:
    lights = world.theme(people, statement="Light the stairs")
    world.raised(people, lights, 6, 9)
    world.action(people, [lights], decision=world.decision(people))
    world.answer(people, lights)
    release = world.draft(people)
    chosen = [(lights.ref, excerpt.ref) for excerpt in quotable_under([lights])[lights.ref]]
    commands.choose_quotes(actor=people.bola, release=release, chosen=chosen)
    as_(client, people, "grace")
    names = ("front", "heard", "decided", "done", "not_done", "answers", "sheet", "measures")
    for name in (*names, "how_we_know"):
        page = client.get(at("preview", release.ref, name)).content.decode()
        assert "Nobody but the team sees this page." in page
        for address in re.findall(r'href="(/[^"#]*)', page):
            assert not address.startswith("/s/")
            if "/preview/" in address:
                assert client.get(address).status_code == 200, address
    assert "Voice 0 of lights" in client.get(at("preview", release.ref, "heard")).content.decode()
    assert client.get(at("preview", release.ref, "nothing")).status_code == 404
    assert client.get(at("preview", release.ref, "answer", "lights")).status_code == 200
    assert client.get("/s/harbour/").status_code == 404
    assert as_(client, people, "amina").get(at("preview", release.ref, "front")).status_code == 404
