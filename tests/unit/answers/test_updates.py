"""The contributor's page: what a code opens, and that a wrong one learns nothing."""

import gzip
import re
import zlib
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from saidanddone.answers import commands, updates_cache
from saidanddone.answers.models import Answer, Verdict
from saidanddone.listening import commands as listening
from saidanddone.listening import lookups, receipts
from saidanddone.listening.models import Contributor, LookupBatch, Receipt
from tests.people import Cast, make_programme
from tests.unit.answers import world

HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def kit(people: Cast) -> Contributor:
    return world.contributor(people, people.sex_workers)


@pytest.fixture
def code(kit: Contributor) -> str:
    return world.code_for(kit)


@pytest.fixture
def answer(people: Cast) -> Answer:
    theme = world.theme(people)
    world.raised(people, theme)
    return world.published(people, theme)


def send(client: Client, code: str, **pressed: str) -> HttpResponse:
    return client.post(reverse("updates:updates"), {"code": code, **pressed}, **HERE)


def text(response: HttpResponse) -> str:
    """What is read of it: without the comment after it, which makes all answers to a code alike."""
    return response.content.decode().partition("\n<!--\n")[0]


def deflated(response: HttpResponse, level: int) -> int:
    return len(zlib.compress(response.content, level))


def is_missed(response: HttpResponse) -> bool:
    return "We cannot open that code" in text(response)


def wrong_codes(people: Cast, kit: Contributor) -> dict[str, str]:
    burnt, gone = world.contributor(people), world.contributor(people)
    codes = {
        "wrong": receipts.new_code(),
        "malformed": "not a code",
        "mistyped": world.code_for(kit)[:-1] + "*",
        "empty": "",
        "long": "7" * 5000,
        "burnt": world.code_for(burnt),
        "withdrawn": world.code_for(gone),
    }
    listening.burn_code_by_code(actor=None, contributor=burnt)
    listening.ask_to_withdraw_by_code(actor=None, contributor=gone)
    return codes


def test_the_page_asks_for_a_code_and_nothing_else(client: Client, db: None) -> None:
    page = text(client.get(reverse("updates:updates")))
    assert page.count("<input") == 1
    assert "<title>Updates</title>" in page
    assert "Said and Done" not in page


def test_a_code_opens_the_answers(client: Client, code: str, answer: Answer) -> None:
    page = text(send(client, code))
    assert "About lights" in page
    assert "The lights on the stairs were mended on 14 June." in page


def test_a_code_opens_the_answers_whatever_its_bearer_agreed_to(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    kit.consents.update(act="refused")
    assert "About lights" in text(send(client, code))


def test_typed_carelessly_it_opens_too(client: Client, code: str, answer: Answer) -> None:
    assert "About lights" in text(send(client, f" {code.lower().replace('-', ' ')} "))


def test_every_code_of_a_programme_opens_the_same_page(
    client: Client, people: Cast, answer: Answer
) -> None:
    theirs, others = Contributor.objects.first(), world.contributor(people)
    pages = {}
    for contributor in (theirs, others):
        assert contributor is not None
        code = world.code_for(contributor)
        pages[contributor.pk] = text(send(client, code)).replace(code, "")
    assert len(set(pages.values())) == 1


def test_what_a_code_opens_is_its_own_programmes(
    client: Client, people: Cast, answer: Answer
) -> None:
    elsewhere, _, residents = make_programme("elsewhere")
    stranger = Contributor.objects.create(
        programme=elsewhere, community=residents, key_ref=elsewhere.key_ref
    )
    page = text(send(client, world.code_for(stranger)))
    assert "About lights" not in page
    assert "There are no answers to read yet" in page


def test_hit_and_every_kind_of_miss_are_alike(
    client: Client, people: Cast, kit: Contributor, code: str, answer: Answer
) -> None:
    hit = send(client, code)
    missed = {name: send(client, wrong) for name, wrong in wrong_codes(people, kit).items()}
    assert not is_missed(hit)
    assert all(is_missed(page) for page in missed.values())
    assert len({text(page) for page in missed.values()}) == 1
    for page in missed.values():
        assert page.status_code == hit.status_code == 200
        assert dict(page.headers) == dict(hit.headers)
        assert len(page.content) == len(hit.content)
        assert len(page.content) % (16 * 1024) == 0


def test_hit_and_miss_run_the_same_queries(
    client: Client, people: Cast, kit: Contributor, code: str, answer: Answer
) -> None:
    send(client, code)
    shapes = []
    for typed in (code, receipts.new_code(), "malformed"):
        with CaptureQueriesContext(
            connection,
        ) as ran:
            send(client, typed)
        shapes.append([query["sql"][:60] for query in ran.captured_queries])
    assert shapes[0] == shapes[1] == shapes[2]
    assert len(shapes[0]) == 2


def test_every_press_answers_at_one_length(client: Client, code: str, answer: Answer) -> None:
    pressed = [
        {},
        {"say": answer.ref},
        {"say": answer.ref, "seen": "n"},
        {"say": answer.ref, "meant": "y", "seen": "y"},
        {"ask": "withdraw"},
        {"ask": "stop_quotes"},
        {"do": "stop_contact"},
        {"do": "burn"},
        {},
    ]
    assert len({len(send(client, code, **buttons).content) for buttons in pressed}) == 1


def test_compressed_a_hit_a_miss_and_every_press_are_alike(
    client: Client,
    people: Cast,
    code: str,
    answer: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Within a 25th of what is added by chance: three quarters of the noise, as base 64 deflates."""
    for number in range(6):
        theme = world.theme(people, f"theme-{number}")
        world.raised(people, theme)
        world.published(people, theme, world.done(f"Lamp {number} was mended on {number + 1} May."))
    monkeypatch.setattr(updates_cache, "_noise", lambda: b" " * updates_cache.NOISE)
    answers = [
        send(client, receipts.new_code()),
        send(client, code),
        send(client, code, say=answer.ref, meant="n", seen="y"),
        send(client, code, ask="stop_quotes"),
        send(client, code, do="stop_contact"),
        send(client, code, do="withdraw"),
    ]
    for level in (1, 6, 9):
        sizes = [deflated(answer, level) for answer in answers]
        assert max(sizes) - min(sizes) < 0.75 * updates_cache.NOISE / 25


def test_what_is_added_by_chance_differs_each_time(client: Client, answer: Answer) -> None:
    sizes = {deflated(send(client, receipts.new_code()), 6) for _ in range(20)}
    assert max(sizes) - min(sizes) > updates_cache.NOISE / 4


def test_the_comment_that_evens_answers_out_ends_where_it_should(
    client: Client, people: Cast, code: str
) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    world.published(people, theme, world.done("They wrote --> and --!> on 14 June."))
    page = send(client, receipts.new_code()).content
    body, _, comment = page.partition(b"\n<!--\n")
    assert body.endswith(b"</html>\n")
    assert comment.endswith(b"-->")
    assert re.findall(b"--!?>", comment) == [b"-->"]


def test_no_proxy_may_compress_it(client: Client, code: str, answer: Answer) -> None:
    assert "no-transform" in send(client, code).headers["Cache-Control"]


def test_a_browser_that_reads_gzip_gets_it_uncompressed_in_gzip(
    client: Client, code: str, answer: Answer
) -> None:
    """No proxy compresses what is encoded already; and so each has one length on the way."""
    reads = Client(headers={"accept-encoding": "gzip, deflate, br"})
    hit, miss = send(reads, code), send(reads, receipts.new_code())
    assert hit.headers["Content-Encoding"] == miss.headers["Content-Encoding"] == "gzip"
    assert len(hit.content) == len(miss.content) > len(send(client, code).content)
    assert b"Last opened" in gzip.decompress(hit.content)


@pytest.mark.parametrize(
    "say", ["\0:seen_no", "{ref}\0:seen_no", "{ref}:\0", "x" * 5000 + ":seen_no"]
)
def test_a_reply_to_nothing_changes_nothing_and_shows_the_page(
    client: Client, code: str, answer: Answer, say: str
) -> None:
    """PostgreSQL takes no NUL: a right code would be known by the error."""
    page = send(client, code, say=say.format(ref=answer.ref))
    assert page.status_code == 200
    assert not is_missed(page)
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("cookie", [{"s": "x"}, {"s": ""}, {"s": "0" * 32}, {"c": "x"}])
def test_no_cookie_is_set_even_to_end_one_that_cannot_be_read(
    client: Client, code: str, cookie: dict[str, str]
) -> None:
    client.cookies.load(cookie)
    assert client.get("/updates").cookies == {}
    assert send(client, code).cookies == {}


def test_it_leaves_no_trace(client: Client, code: str, answer: Answer) -> None:
    response = send(client, code)
    assert response.cookies == {}
    assert client.cookies == {}
    assert not Session.objects.exists()
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(
    client: Client, code: str, answer: Answer, headers: dict[str, str]
) -> None:
    response = client.post(reverse("updates:updates"), {"code": code}, **headers)
    assert response.status_code == 403
    assert "About lights" not in text(response)


def test_a_browser_that_says_same_origin_is_let_in(
    client: Client, code: str, answer: Answer
) -> None:
    response = client.post(
        reverse("updates:updates"), {"code": code}, HTTP_SEC_FETCH_SITE="same-origin"
    )
    assert "About lights" in text(response)


def test_the_code_never_rides_in_the_address(client: Client, code: str, answer: Answer) -> None:
    page = text(client.get(reverse("updates:updates"), {"code": code}))
    assert "About lights" not in page
    assert code not in page
    assert f'<input type="hidden" name="code" value="{code}">' in text(send(client, code))


def test_a_wrong_code_is_not_said_back(client: Client, db: None) -> None:
    assert "7777" not in text(send(client, "7777"))


def test_a_look_up_is_counted_hit_or_miss(client: Client, code: str, answer: Answer) -> None:
    lookups.flush()
    before = LookupBatch.objects.count()
    send(client, code)
    send(client, receipts.new_code())
    assert lookups.flush() == 2
    assert LookupBatch.objects.count() == before + 1


def carried(page: str, name: str = "before") -> str:
    """What each of the page's own forms sends back: of when it was last opened, of what was chosen."""
    [value] = set(re.findall(rf'name="{name}" value="([^"]*)"', page))
    return value


def test_it_says_in_weeks_when_it_was_opened_before_this_visit(
    client: Client, code: str, answer: Answer
) -> None:
    assert "Last opened before now: never." in text(send(client, code))
    lookups.flush()
    again = text(send(client, code))
    assert "Last opened before now: this week. If that was not you," in again


def test_a_visit_does_not_count_itself(client: Client, code: str, answer: Answer) -> None:
    """Its own opening is written after 10 seconds; what it pressed later must not show it."""
    first = text(send(client, code))
    lookups.flush()

    after_a_press = text(send(client, code, say=f"{answer.ref}:seen_no", before=carried(first)))
    asked = text(send(client, code, ask="stop_quotes", before=carried(after_a_press)))
    back = text(send(client, code, before=carried(asked)))

    for page in (after_a_press, back):
        assert "Last opened before now: never." in page


@pytest.mark.parametrize(
    ("week", "said_so"),
    [
        (date(2026, 11, 16), "this week"),
        (date(2026, 11, 9), "last week"),
        (date(2026, 10, 26), "in the week of 26 October 2026"),
    ],
)
def test_someone_else_s_opening_stays_on_the_page_through_the_visit(
    client: Client, kit: Contributor, code: str, answer: Answer, week: date, said_so: str
) -> None:
    Receipt.objects.filter(contributor=kit).update(last_opened_week=week)
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        first = text(send(client, code))
        lookups.flush()
        then = text(send(client, code, before=carried(first)))
    for page in (first, then):
        assert f"Last opened before now: {said_so}. If that was not you," in page


@pytest.mark.parametrize("made_up", ["", "x", "9999-12-31", "<b>", "0001-01-01", "never\n"])
def test_a_made_up_week_is_never_written_back(
    client: Client, code: str, answer: Answer, made_up: str
) -> None:
    response = send(client, code, before=made_up)
    assert response.status_code == 200
    shown = carried(text(response))
    assert shown == "never" or date.fromisoformat(shown).weekday() == 0
    missed = send(client, receipts.new_code(), before=made_up)
    assert len(missed.content) == len(response.content)


def reply(client: Client, code: str, answer: Answer, **chosen: str) -> str:
    """What is read after a press of the button under one answer."""
    return text(send(client, code, say=answer.ref, **chosen))


def chosen_on(page: str) -> set[str]:
    """The radio buttons that the page shows as chosen."""
    return set(re.findall(r'id="([a-z]+-[yn]-\w+)" checked', page))


def test_a_reply_is_saved_and_shown_as_chosen_where_it_was_pressed(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    page = reply(client, code, answer, meant="y", seen="n")
    verdict = Verdict.objects.get(contributor=kit)
    assert (verdict.meant, verdict.seen, verdict.is_counted) == (True, False, False)
    assert page.count("<strong>Saved.</strong>") == 1
    assert chosen_on(page) == {f"meant-y-{answer.ref}", f"seen-n-{answer.ref}"}
    [form] = re.findall(rf'<form [^>]*id="r-{answer.ref}"[^>]*>\s*(<p .*?</p>)', page)
    assert "<strong>Saved.</strong>" in form
    assert f'action="/updates#r-{answer.ref}"' in page
    assert page.count('<details class="sd-folded" name="updates" open>') == 1


def test_one_question_can_be_answered_alone(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    reply(client, code, answer, seen="y")
    verdict = Verdict.objects.get(contributor=kit)
    assert (verdict.meant, verdict.seen) == (None, True)


def test_a_press_without_a_choice_says_so_and_saves_nothing(
    client: Client, code: str, answer: Answer
) -> None:
    page = reply(client, code, answer)
    assert "<strong>Nothing is saved yet.</strong>" in page
    assert not Verdict.objects.exists()


def test_what_was_chosen_stays_shown_through_the_visit(
    client: Client, people: Cast, code: str, answer: Answer
) -> None:
    other = world.theme(people, "lamps")
    world.raised(people, other)
    second = world.published(people, other)
    first = reply(client, code, answer, seen="n")
    then = text(send(client, code, say=second.ref, meant="y", chosen=carried(first, "chosen")))
    assert chosen_on(then) == {f"seen-n-{answer.ref}", f"meant-y-{second.ref}"}
    asked = text(send(client, code, ask="stop_quotes", chosen=carried(then, "chosen")))
    back = text(send(client, code, chosen=carried(asked, "chosen")))
    assert chosen_on(back) == chosen_on(then)


def test_what_was_replied_on_another_day_is_never_shown(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    """Whoever finds the card would read what matters to her."""
    untouched = text(send(client, code))
    reply(client, code, answer, meant="n", seen="n")
    again = text(send(client, code))
    assert chosen_on(again) == set()
    assert again == untouched


def test_what_was_chosen_among_the_answers_of_an_older_release_is_forgotten(
    client: Client, people: Cast, code: str, answer: Answer
) -> None:
    page = reply(client, code, answer, seen="n")
    world.published(people, answer.theme, world.done("Six lights were mended."))
    assert chosen_on(text(send(client, code, chosen=carried(page, "chosen")))) == set()


@pytest.mark.parametrize("made_up", ["", "x", ".", ".yn", "<b>.yy", "{frozen}.y", "{frozen}.zz"])
def test_a_made_up_choice_is_never_written_back(
    client: Client, code: str, answer: Answer, made_up: str
) -> None:
    blank = text(send(client, code))
    frozen = carried(blank, "chosen").partition(".")[0]
    assert text(send(client, code, chosen=made_up.format(frozen=frozen))) == blank


def test_a_page_left_open_over_the_upgrade_still_saves(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    page = text(send(client, code, say=f"{answer.ref}:seen_no"))
    assert "<strong>Saved.</strong>" in page
    assert Verdict.objects.get(contributor=kit).seen is False


def test_what_can_be_changed_stands_before_the_answers(
    client: Client, code: str, answer: Answer
) -> None:
    page = text(send(client, code))
    assert 0 < page.index('value="withdraw"') < page.index("About lights")
    assert "Stop quotes, stop contact, or withdraw" in page


def test_only_one_answer_is_open_at_a_time(client: Client, code: str, answer: Answer) -> None:
    """A browser keeps one `details` of a name open, without a script."""
    page = text(send(client, code))
    assert page.count('<details class="sd-folded" name="updates">') == page.count("<details") == 2


def test_the_answers_that_came_with_the_last_release_stand_first_and_are_new(
    client: Client, people: Cast, code: str
) -> None:
    with time_machine.travel(datetime(2026, 8, 27, 12, tzinfo=UTC), tick=False):
        for slug in ("first", "second"):
            older = world.theme(people, slug)
            world.raised(people, older)
            world.published(people, older)
        assert "New." not in text(send(client, code))  # all are
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
        newest = world.theme(people, "newest")
        world.raised(people, newest)
        world.published(people, newest)
        page = text(send(client, code))
    order = [page.index(f"About {slug}<") for slug in ("newest", "first", "second")]
    assert order == sorted(order)
    assert page.count("<strong>New.</strong> Done, 20 November 2026") == 1
    assert page.count("Done, 27 August 2026") == 2


def test_what_is_new_is_the_same_whenever_somebody_looked(
    client: Client, people: Cast, kit: Contributor, answer: Answer
) -> None:
    seldom, often = world.contributor(people), world.contributor(people)
    codes = {seldom: world.code_for(seldom), often: world.code_for(often)}
    Receipt.objects.filter(contributor=often).update(last_opened_week=date(2026, 11, 16))
    pages = {
        re.sub(r"<p[^>]*>Last opened.*?</p>|value=.*?>", "", text(send(client, code)))
        for code in codes.values()
    }
    assert len(pages) == 1


def test_no_reply_is_told_by_the_length_of_the_form_or_of_the_page(
    client: Client, code: str, answer: Answer
) -> None:
    presses = [{"meant": yes, "seen": seen} for yes in "yn" for seen in "yn"]
    answers = [send(client, code, say=answer.ref, **pressed) for pressed in presses]
    assert len({len(page.content) for page in answers}) == 1
    assert len({len(carried(text(page), "chosen")) for page in answers}) == 1


def test_a_wrong_code_saves_nothing(client: Client, answer: Answer) -> None:
    response = send(client, receipts.new_code(), say=f"{answer.ref}:seen_no")
    assert is_missed(response)
    assert not Verdict.objects.exists()


def test_an_unknown_answer_saves_nothing_and_learns_nothing(
    client: Client, code: str, answer: Answer
) -> None:
    page = text(send(client, code, say="nowhere:seen_no"))
    assert "Saved" not in page
    assert not Verdict.objects.exists()


def test_nothing_changes_before_it_is_confirmed(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    page = text(send(client, code, ask="withdraw"))
    assert "After 7 days" in page
    assert "already printed" in page
    kit.refresh_from_db()
    assert kit.state == "active"


def test_withdrawing_ends_the_code_and_says_what_follows(
    client: Client, kit: Contributor, code: str, answer: Answer
) -> None:
    page = text(send(client, code, do="withdraw"))
    assert "In 7 days they are destroyed" in page
    kit.refresh_from_db()
    assert kit.state == "withdrawing"
    assert is_missed(send(client, code))


@pytest.mark.parametrize("choice", ["stop_quotes", "withdraw"])
def test_what_cannot_be_hidden_is_said_before_the_button(
    client: Client, code: str, answer: Answer, choice: str
) -> None:
    asked = text(send(client, code, ask=choice))
    assert "quotes come off our pages at once and rest until the next release" in asked
    assert "Someone who watches our pages could tell that a person stopped, not who." in asked


def test_quotes_stop(client: Client, kit: Contributor, code: str, answer: Answer) -> None:
    world.ConsentEvent.objects.create(
        contributor=kit, use="quote_without_name_in_public", act="given", wording="2026-11"
    )
    page = text(send(client, code, do="stop_quotes"))
    assert "Nothing you said is quoted from now on." in page
    last = kit.consents.order_by("-pk").first()
    assert last is not None
    assert (last.act, last.by_code) == ("withdrawn", True)


def test_a_code_can_be_burnt(client: Client, code: str, answer: Answer) -> None:
    assert "Your code no longer works" in text(send(client, code, do="burn"))
    assert Receipt.objects.filter(burnt_at=None).count() == 0
    assert is_missed(send(client, code))


def test_a_new_answer_is_there_at_once(
    client: Client, people: Cast, code: str, answer: Answer
) -> None:
    send(client, code)
    world.published(people, answer.theme, world.done("Six lights were mended."))
    assert "Six lights were mended." in text(send(client, code))


def test_a_reopened_answer_says_so_at_once(
    client: Client, people: Cast, code: str, answer: Answer
) -> None:
    send(client, code)
    commands.reopen_by_panel(
        actor=people.amina, programme=people.programme, answer_ref=answer.ref, because="Still dark."
    )
    assert "This answer is open again." in text(send(client, code))


def test_words_typed_into_an_answer_are_escaped(client: Client, people: Cast, code: str) -> None:
    theme = world.theme(people)
    world.raised(people, theme)
    world.published(people, theme, world.done("Six lights <script>alert(1)</script> were mended."))
    assert "<script>alert" not in text(send(client, code))
