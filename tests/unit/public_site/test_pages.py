"""The public pages, read as anyone reads them: signed out, from the last release only."""

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.listening import commands as listening
from saidanddone.listening.models import ConsentEvent, Contributor
from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from tests.people import Cast
from tests.unit.public_site.reading import PAGES, read, words_of
from tests.unit.releases import world


def test_every_page_opens_to_anyone_without_a_cookie(released: Cast, client: Client) -> None:
    site = find_site("harbour")
    addresses = [page.address for page in every_page(site)]
    assert len(addresses) == len(set(addresses)) >= 16
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"
        assert response.content.decode().count("<h1") == 1, address


def test_the_front_page_is_the_first_page_where_there_is_one_programme(
    released: Cast, client: Client
) -> None:
    page = client.get("/").content.decode()
    assert "We will make Harbour safer together." in page
    assert "Of about 30 things people said, about 30 have an answer." in words_of(page)
    assert 'class="sd-thread"' in page


def test_a_no_and_what_is_not_ours_are_as_visible_as_done(released: Cast, client: Client) -> None:
    page = read(client, "answers")
    for said in ("It costs £90,000 a year.", "Parliament", "mended on 14 June"):
        assert said in page
    not_done = read(client, "not_done")
    assert "It costs £90,000 a year." in not_done
    assert "People asked us not to." in not_done
    assert "Cameras: people asked to be seen by each other" in not_done
    assert "mended on 14 June" not in not_done


def test_a_withdrawal_closes_every_page_over_the_quote(released: Cast, client: Client) -> None:
    quoted = [quote.words for some in find_site("harbour").quotes.values() for quote in some]
    assert all(words in read(client, "heard") for words in quoted)
    who = Contributor.objects.filter(programme=released.programme).first()
    assert who is not None
    listening.withdraw_now(actor=released.amina, programme=released.programme, contributor=who)
    for page in every_page(find_site("harbour")):
        shown = client.get(page.address).content.decode()
        assert not [words for words in quoted if words in shown]
    front = words_of(read(client, "front"))
    assert "Of about 30 things people said" in front  # until the next release


def test_a_quote_goes_at_once_however_its_consent_ended(released: Cast, client: Client) -> None:
    """A line of the ledger is enough, whoever wrote it."""
    quote = find_site("harbour").release.quotes.all()[0]
    assert "<blockquote" in read(client, "heard")
    ConsentEvent.objects.create(
        contributor=quote.excerpt.transcript.contribution.contributor,
        use="quote_without_name_in_public",
        act="withdrawn",
        wording="1",
    )
    assert "<blockquote" not in read(client, "heard")


def test_nothing_newer_than_the_release_is_shown(released: Cast, client: Client) -> None:
    world.decision(released, title="A later decision")
    world.draft(released)
    assert "A later decision" not in read(client, "decided")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_few_queries(
    released: Cast, client: Client, name: str, django_assert_max_num_queries: object
) -> None:
    address = reverse(f"publishing:{name}", args=["harbour"])
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(address)


def test_the_pages_of_one_record_and_of_a_filter_ask_few_queries(
    released: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    addresses = [page.address for page in every_page(find_site("harbour"))]
    for part in ("/action/", "/decided/", "/done/state/"):
        address = next(address for address in addresses if part in address)
        with django_assert_max_num_queries(6):  # type: ignore[operator]
            client.get(address)


def test_how_we_know_writes_a_share_in_one_way(released: Cast, client: Client) -> None:
    page = words_of(read(client, "how_we_know"))
    assert "Share of the things people said that have an answer" in page
    assert "from 0 to 1" not in page


def test_the_first_page_asks_a_fixed_number(
    released: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/")


def test_pages_only_read(released: Cast, client: Client) -> None:
    assert client.post("/s/harbour/answers").status_code == 405
    assert client.head("/s/harbour/").status_code == 200
