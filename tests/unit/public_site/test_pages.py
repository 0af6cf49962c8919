"""The public pages, read as anyone reads them: signed out, from the last release only."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.answers import commands as answering
from saidanddone.listening import commands as listening
from saidanddone.peers.models import PanelDecision
from saidanddone.public_site.pages import every_page
from saidanddone.public_site.queries import find_site
from saidanddone.strategy.models import Update
from tests.people import Cast
from tests.unit.releases import world
from tests.unit.ui import reading

PAGES = (
    "front", "heard", "decided", "done", "not_done", "answers", "sheet", "measures", "how_we_know",
)  # fmt: skip


@pytest.fixture
def released(people: Cast) -> Cast:
    """Lights are mended, cameras refused, a law is not ours; all signed and out."""
    lights = world.theme(people, statement="Light the stairs where we live and work")
    cameras = world.theme(people, "cameras", statement="Put cameras on the corner")
    law = world.theme(people, "law", statement="Change the law on working together")
    world.raised(people, lights, 6, 9)
    world.raised(people, cameras, 0, 8)
    world.raised(people, law, 7, 0)
    decision = world.decision(people)
    decision.themes.add(lights, cameras)
    world.action(people, [lights], decision=decision)
    world.action(
        people, [cameras], title="A camera", state="stopped", reason="People asked us not to.",
        done_on=None,
    )  # fmt: skip
    world.answer(people, lights)
    world.answer(people, cameras, says="no_because", we_did="", because="It costs £90,000 a year.")
    world.answer(
        people, law, says="not_ours", we_did="", who_can="Parliament",
        what_we_asked="We wrote on 3 May to ask for a change.", their_reply="They will not this year.",
    )  # fmt: skip
    world.occasion(people, people.residents, 18, "community_conversation", title="Library evening")
    world.indicator(people, "reports", [28, 27, 3, 21])
    world.signed(people)
    return people


def read(client: Client, name: str, *more: str) -> str:
    response = client.get(reverse(f"publishing:{name}", args=["harbour", *more]))
    assert response.status_code == 200
    return response.content.decode()


def words_of(page: str) -> str:
    return reading.read(page).words


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


def test_before_any_release_the_first_page_says_what_will_come(
    people: Cast, client: Client
) -> None:
    page = client.get("/").content.decode()
    assert "Nothing has been released yet" in page
    assert "saidanddone people" in page
    assert client.get("/s/harbour/").status_code == 404


def test_a_draft_shows_nothing(people: Cast, client: Client) -> None:
    world.draft(people)
    assert client.get("/s/harbour/").status_code == 404


def test_a_no_and_what_is_not_ours_are_as_visible_as_done(released: Cast, client: Client) -> None:
    page = read(client, "answers")
    for said in ("It costs £90,000 a year.", "Parliament", "mended on 14 June"):
        assert said in page
    not_done = read(client, "not_done")
    assert "It costs £90,000 a year." in not_done
    assert "People asked us not to." in not_done
    assert "Cameras: people asked to be seen by each other" in not_done
    assert "mended on 14 June" not in not_done


def test_answers_narrow_by_state_and_by_who_raised_them(released: Cast, client: Client) -> None:
    refused = read(client, "answers_by_state", "no_because")
    assert "£90,000" in refused
    assert "mended on 14 June" not in refused
    of_workers = read(client, "answers_by_community", "sex-workers")
    assert "Parliament" in of_workers
    assert "£90,000" not in of_workers
    assert client.get("/s/harbour/answers/state/nonsense").status_code == 404
    assert client.get("/s/harbour/answers/raised-by/nobody").status_code == 404


def test_both_ways_to_narrow_combine_and_each_can_be_taken_off(
    released: Cast, client: Client
) -> None:
    page = read(client, "answers_by_both", "no_because", "residents")
    assert "£90,000" in page
    assert "mended on 14 June" not in page
    links = dict(re.findall(r'<a class="govuk-link" href="([^"]+)">(remove.+?)</a>', page))
    assert set(links) == {
        "/s/harbour/answers/state/no_because",
        "/s/harbour/answers/raised-by/residents",
    }
    assert "1 of 3 answers" in words_of(page)


def test_a_narrowing_offers_only_what_leads_somewhere(released: Cast, client: Client) -> None:
    """Sex workers raised the lights and the law; nothing of theirs was refused."""
    page = read(client, "answers_by_community", "sex-workers")
    offered = re.findall(r'href="/s/harbour/answers/state/(\w+)/raised-by/sex-workers"', page)
    assert offered == ["done", "not_ours"]
    for state in offered:
        assert "No answer stands here" not in read(client, "answers_by_both", state, "sex-workers")
    assert client.get("/s/harbour/answers/state/done/raised-by/nobody").status_code == 404
    assert client.get("/s/harbour/answers/state/nonsense/raised-by/residents").status_code == 404


def test_who_raised_it_is_not_told_of_a_community_of_whom_too_few_spoke(
    people: Cast, client: Client
) -> None:
    lights = world.theme(people, statement="Light the stairs where we live and work")
    world.raised(people, lights, 3, 9)
    world.answer(people, lights)
    world.signed(people)

    page = read(client, "answers")

    assert "Raised by residents." in page
    assert "Sex workers" not in page
    assert read(client, "answers_by_community", "sex-workers").count("sd-answer__parts") == 0


def test_a_decision_says_who_took_part_apart_from_who_had_a_vote(
    people: Cast, client: Client
) -> None:
    world.decision(people, took_part="Council officers and two members of the panel.")
    world.signed(people)

    page = read(client, "decided")

    assert "<dt>Who took part</dt><dd>Council officers and two members of the panel.</dd>" in page
    assert (
        "<dt>Who had a vote</dt><dd>About 10 people. People with lived experience had a vote.</dd>"
        in page
    )


def test_an_action_s_last_word_stands_and_the_earlier_ones_are_folded(
    people: Cast, client: Client
) -> None:
    """A state without a word is not an update that anyone need read."""
    lamps = world.action(people, asked_at=world.occasion(people, kind="community_conversation"))
    for day, words in ((1, ""), (10, "Two of four blocks done."), (20, "Every stair is lit.")):
        Update.objects.create(
            action=lamps, state="started", said_on=date(2026, 7, day), what_changed=words,
            by=people.users["dawn"],
        )  # fmt: skip
    world.signed(people)

    page = read(client, "done")

    shown, _, folded = page.partition("what was said before")
    assert "Every stair is lit." in shown
    assert "Two of four blocks done." not in shown
    assert "Two of four blocks done." in folded
    assert "1 July 2026" not in page
    assert "Asked for at: An occasion, June 2026" in page


def test_what_was_said_and_decided_stands_open_in_the_list_of_answers(
    released: Cast, client: Client
) -> None:
    """The rest unfolds there, so that a phone shows where things are; an answer's page folds nothing."""
    listed = read(client, "answers").split('id="law"')[1]
    said, _, rest = listed.partition("<details")
    assert "<dt>Said</dt>" in said
    assert "<dt>Who can</dt>" not in said
    assert "<dt>Who can</dt><dd>Parliament</dd>" in rest
    assert "<details" not in read(client, "answer", "law")


def test_a_missing_date_is_said_where_something_is_still_to_come(
    released: Cast, client: Client
) -> None:
    missing = "<dt>When</dt><dd>No date given</dd>"
    assert missing in read(client, "answer", "law")
    assert missing not in read(client, "answer", "cameras")


def test_what_waits_leads_to_who_raised_it(people: Cast, client: Client) -> None:
    world.raised(people, world.theme(people), 9, 9)
    world.signed(people)
    assert f'href="{reverse("publishing:heard", args=["harbour"])}#lights"' in read(client, "front")
    assert 'id="lights"' in read(client, "heard")


def test_what_is_open_again_is_not_also_called_unanswered(released: Cast, client: Client) -> None:
    answer = released.programme.answers.get(theme__slug="lights")
    answering.reopen_by_panel(
        actor=released.amina,
        programme=released.programme,
        answer_ref=answer.ref,
        because="The lamp on block C is still out.",
    )
    world.signed(released)

    assert "Not yet answered" not in read(client, "not_done")


def test_an_answer_has_a_short_address(released: Cast, client: Client) -> None:
    page = read(client, "answer", "lights")
    for part in ("Said", "Lead", "Progress", "Evidence", "What people said back"):
        assert f"<dt>{part}</dt>" in page
    assert client.get("/s/harbour/a/nothing").status_code == 404


def test_who_raised_a_theme_is_told_in_bands(released: Cast, client: Client) -> None:
    page = read(client, "heard")
    # 6 of 13, and 9 of 17 shown as 10 of 15.
    assert "Raised by a few in peer interviews and most in community conversations." in page
    assert "Raised by none in peer interviews and most in community" in page
    assert "of 13" not in page


def test_a_withdrawal_closes_every_page_over_the_quote(released: Cast, client: Client) -> None:
    quote = find_site("harbour").release.quotes.select_related("excerpt__transcript__contribution")
    first = quote.first()
    assert first is not None
    who = first.excerpt.transcript.contribution.contributor
    assert who is not None
    words = next(
        each.words
        for some in find_site("harbour").quotes.values()
        for each in some
        if each.words.startswith("Voice 0 of lights")
    )
    assert words in read(client, "heard")
    listening.withdraw_now(actor=released.amina, programme=released.programme, contributor=who)
    for page in every_page(find_site("harbour")):
        assert "Voice 0 of lights" not in client.get(page.address).content.decode()
    front = words_of(read(client, "front"))
    assert "Of about 30 things people said" in front  # until the next release


def test_stopping_quotes_takes_the_quote_off_at_once(released: Cast, client: Client) -> None:
    from saidanddone.listening.models import ConsentEvent

    for quote in find_site("harbour").release.quotes.all():
        ConsentEvent.objects.create(
            contributor=quote.excerpt.transcript.contribution.contributor,
            use="quote_without_name_in_public",
            act="withdrawn",
            wording="1",
        )
    assert "<blockquote" not in read(client, "heard")


def test_a_reopened_answer_says_so_at_once(released: Cast, client: Client) -> None:
    answer = released.programme.answers.get(theme__slug="lights")
    answering.reopen_by_panel(
        actor=released.amina,
        programme=released.programme,
        answer_ref=answer.ref,
        because="The lamp on block C is still out.",
    )
    page = read(client, "answers")
    assert "Open again." in page
    assert "The lamp on block C is still out." in page
    assert "The lamp on block C is still out." in read(client, "front")


def test_nothing_newer_than_the_release_is_shown(released: Cast, client: Client) -> None:
    world.decision(released, title="A later decision")
    world.draft(released)
    assert "A later decision" not in read(client, "decided")


def test_what_the_panel_decided_is_public(people: Cast, client: Client) -> None:
    PanelDecision.objects.create(
        programme=people.programme,
        title="No map of where anyone works",
        about="fields",
        outcome="refused",
        decided_on=date(2026, 5, 1),
        because="It could get someone hurt.",
        dissent="One of us would have shown wards.",
    )
    world.signed(people)
    page = read(client, "decided")
    assert "No map of where anyone works" in page
    assert "One of us would have shown wards." in page


def test_a_hidden_month_is_not_drawn_nor_in_the_table(released: Cast, client: Client) -> None:
    page = read(client, "measures")
    assert "not shown" in page
    assert ">3<" not in page
    assert ">21<" not in page


def test_the_notice_stands_on_every_page(people: Cast, client: Client) -> None:
    people.programme.notice = "Everything here is invented."
    people.programme.save()
    world.signed(people)
    for name in PAGES:
        assert "Everything here is invented." in read(client, name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_few_queries(
    released: Cast, client: Client, name: str, django_assert_max_num_queries: object
) -> None:
    address = reverse(f"publishing:{name}", args=["harbour"])
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(address)


def test_the_first_page_asks_a_fixed_number(
    released: Cast, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/")


def test_pages_only_read(released: Cast, client: Client) -> None:
    assert client.post("/s/harbour/answers").status_code == 405
    assert client.head("/s/harbour/").status_code == 200
