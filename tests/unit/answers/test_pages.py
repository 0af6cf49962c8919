"""Answers as the team reads and writes them, page by page."""

import re
from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saidanddone.access.queries import today_of
from saidanddone.answers import commands
from saidanddone.answers.inputs import AnswerCounts, SessionInput
from saidanddone.answers.models import AloudTally, Answer
from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours
from saidanddone.base.idempotent import new_token
from saidanddone.strategy.models import Action, Decision
from tests.people import Cast
from tests.unit.answers import world
from tests.unit.answers.test_figures import action
from tests.unit.ui import reading

EVERYONE = ["amina", "bola", "chidi", "dawn", "ed", "farah", "grace", "harun", "iris", "jo", "sam"]


@pytest.fixture
def theme(people: Cast) -> world.Theme:
    return world.theme(people)


@pytest.fixture
def answer(people: Cast, theme: world.Theme) -> Answer:
    return commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=theme, details=world.done()
    )


@pytest.fixture
def told(people: Cast, theme: world.Theme) -> Answer:
    world.raised(people, theme)
    return world.published(people, theme)


def go(
    people: Cast, client: Client, cast_name: str, name: str, *args: str, **query: str
) -> HttpResponse:
    sign_in(people, client, cast_name)
    return client.get(reverse(f"answers:{name}", args=["harbour", *args]), query)


def sign_in(people: Cast, client: Client, cast_name: str) -> None:
    client.force_login(people.users[cast_name])
    session = client.session
    session["by_demonstration_link"] = True
    session.save()


def text(response: HttpResponse) -> str:
    return response.content.decode()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]


def assert_open_to(people: Cast, client: Client, allowed: set[str], name: str, *args: str) -> None:
    for person in EVERYONE:
        response = go(people, client, person, name, *args)
        assert response.status_code == (200 if person in allowed else 404), person


SEES = {"amina", "bola", "chidi", "dawn", "grace"}
WRITES = {"bola", "dawn"}
TELLS = {"amina", "bola", "iris"}


def test_who_sees_answers(people: Cast, client: Client, answer: Answer) -> None:
    assert_open_to(people, client, SEES, "list")
    assert_open_to(people, client, SEES, "answer", answer.ref)


def test_who_writes_answers(people: Cast, client: Client, answer: Answer) -> None:
    world.theme(people, "bins")
    assert_open_to(people, client, WRITES, "draft", "bins")
    assert_open_to(people, client, WRITES, "edit", answer.ref)
    assert_open_to(people, client, {"dawn"}, "approve", answer.ref)
    assert_open_to(people, client, {"dawn"}, "send_back", answer.ref)
    assert_open_to(people, client, {"amina"}, "reopen", answer.ref)


def test_who_tells_answers(people: Cast, client: Client, told: Answer) -> None:
    assert_open_to(people, client, TELLS, "sheet")
    assert_open_to(people, client, TELLS, "session")
    assert_open_to(people, client, TELLS, "tally", told.ref)


def test_an_unpublished_answer_is_not_there_to_tell(
    people: Cast, client: Client, answer: Answer
) -> None:
    assert go(people, client, "iris", "tally", answer.ref).status_code == 404
    assert "About lights" not in text(go(people, client, "iris", "sheet"))


def test_signed_out_people_are_asked_to_sign_in(client: Client, people: Cast) -> None:
    response = client.get(reverse("answers:list", args=["harbour"]))
    assert response.status_code == 302


def test_an_answer_is_drafted_once_however_often_it_is_pressed(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    page = text(go(people, client, "bola", "draft", "lights", says="done"))
    typed = {
        "once": hidden(page, "once"),
        "says": "done",
        "we_heard": "The stairs are dark.",
        "we_did": "The lights were mended on 14 June.",
    }
    address = reverse("answers:draft", args=["harbour", "lights"])
    first, second = client.post(address, typed), client.post(address, typed)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Answer.objects.count() == 1


def test_a_hollow_answer_comes_back_with_what_is_missing_and_what_was_typed(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    page = text(go(people, client, "bola", "draft", "lights", says="done"))
    typed = {
        "once": hidden(page, "once"),
        "says": "no_because",
        "we_heard": "The stairs are dark.",
        "because": "It is not appropriate at this time.",
    }
    again = text(client.post(reverse("answers:draft", args=["harbour", "lights"]), typed))
    assert "There is a problem" in again
    assert "Give the reason, so that someone could argue with it." in again
    assert "It is not appropriate at this time." in again
    assert not Answer.objects.exists()


def fields_of(page: str) -> set[str]:
    """The names of the fields that somebody can type into."""
    tree = reading.read(page).tree
    boxes = tree.xpath("//main//textarea/@name | //main//input[not(@type='hidden')]/@name")
    return {re.sub("-(day|month|year)$", "", name) for name in boxes}


def test_the_kind_is_asked_first_and_then_only_its_fields(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    assert fields_of(text(go(people, client, "bola", "draft", "lights"))) == {"says"}
    again = text(go(people, client, "bola", "draft", "lights", says=""))
    assert "Choose which of the six things this answer says" in again
    always = {"we_heard", "we_decided", "because"}
    for says, more in {
        "done": {"we_did", "what_changed"},
        "under_way": {"we_did", "what_changed", "next_step", "next_on"},
        "planned": {"next_step", "next_on"},
        "to_decide": {"decided_by_whom", "decided_by_when"},
        "not_ours": {"who_can", "what_we_asked", "their_reply"},
        "no_because": set(),
    }.items():
        page = text(go(people, client, "bola", "draft", "lights", says=says))
        assert fields_of(page) == always | more


def test_what_the_kind_needs_is_missed_beside_its_field(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    page = text(go(people, client, "bola", "draft", "lights", says="planned"))
    typed = {"once": hidden(page, "once"), "says": "planned", "we_heard": "The stairs are dark."}
    again = text(client.post(reverse("answers:draft", args=["harbour", "lights"]), typed))
    assert 'href="#id_next_step"' in again
    assert 'href="#id_who_can"' not in again


def test_a_page_that_did_not_ask_first_still_saves_what_it_sends(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    """One that was left open over an upgrade: nothing that was typed is lost."""
    sign_in(people, client, "bola")
    typed = {
        "once": "old-page",
        "we_heard": "Dark.",
        "we_did": "Two lights were mended.",
        "next_step": "We will fit the other four.",
    }
    address = reverse("answers:draft", args=["harbour", "lights"])
    page = text(client.post(address, typed))
    assert fields_of(page) >= {"says", "we_did", "next_step"}
    assert client.post(address, typed | {"says": "done"}).status_code == 302
    saved = Answer.objects.get()
    assert (saved.we_did, saved.next_step) == (typed["we_did"], typed["next_step"])


def test_another_kind_is_chosen_later_and_what_was_written_stays(
    people: Cast, client: Client, answer: Answer
) -> None:
    assert fields_of(text(go(people, client, "bola", "edit", answer.ref, choose="1"))) == {"says"}
    page = text(go(people, client, "bola", "edit", answer.ref, says="planned"))
    assert fields_of(page) >= {"we_did", "next_step", "next_on"}


def test_what_was_decided_and_who_does_what_by_when_is_filled_in(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    made = action(people, theme, due_on=date(2027, 3, 1))
    Action.objects.update(state="started")
    decided = Decision.objects.create(
        programme=people.programme, title="Lights", body="Board", decided="Lit by March.",
        decided_on=date(2026, 5, 1),
    )  # fmt: skip
    decided.themes.add(theme)
    page = text(go(people, client, "bola", "draft", "lights", says="planned"))
    assert "Lit by March.</textarea>" in page
    assert f"{made.title}.</textarea>" in page
    assert reading.read(page).tree.xpath("//input[@name='next_on-year']/@value") == ["2027"]


def test_a_theme_whose_answer_is_being_written_leads_to_it(
    people: Cast, client: Client, answer: Answer
) -> None:
    response = go(people, client, "dawn", "draft", "lights")
    assert response["Location"] == reverse("answers:answer", args=["harbour", answer.ref])


def test_someone_else_approves_on_the_page_that_shows_the_words(
    people: Cast, client: Client, answer: Answer
) -> None:
    page = text(go(people, client, "dawn", "approve", answer.ref))
    assert "The lights on the stairs were mended on 14 June." in page
    typed = {"once": hidden(page, "once"), "version": hidden(page, "version")}
    client.post(reverse("answers:approve", args=["harbour", answer.ref]), typed)
    answer.refresh_from_db()
    assert answer.state == "approved"


def test_two_people_editing_both_see_both_texts(
    people: Cast, client: Client, answer: Answer
) -> None:
    page = text(go(people, client, "bola", "edit", answer.ref))
    commands.edit_answer(
        actor=people.dawn,
        programme=people.programme,
        answer_ref=answer.ref,
        version=1,
        details=world.done("Nine lights were mended."),
    )
    typed = {
        "once": hidden(page, "once"),
        "version": hidden(page, "version"),
        "says": "done",
        "we_heard": "The stairs are dark.",
        "we_did": "Six lights were mended.",
    }
    again = text(client.post(reverse("answers:edit", args=["harbour", answer.ref]), typed))
    assert "Nine lights were mended." in again
    assert "Six lights were mended." in again


def test_a_tally_is_typed_in(people: Cast, client: Client, told: Answer) -> None:
    page = text(go(people, client, "iris", "tally", told.ref))
    typed = {
        "once": hidden(page, "once"),
        "community": str(people.residents.pk),
        "told_on-day": "1",
        "told_on-month": "6",
        "told_on-year": "2026",
        "seen_yes": "4",
        "seen_no": "",
    }
    response = client.post(reverse("answers:tally", args=["harbour", told.ref]), typed)
    assert response.status_code == 302, text(response)
    assert AloudTally.objects.get().seen_yes == 4


def test_the_sheet_has_a_neutral_title_and_room_to_tally(
    people: Cast, client: Client, told: Answer
) -> None:
    page = text(go(people, client, "iris", "sheet"))
    assert "<title>Updates</title>" in page
    assert "Said and Done" not in page
    assert "I cannot see it" in page


def test_the_list_says_what_waits_and_is_quick(
    people: Cast, client: Client, told: Answer, django_assert_max_num_queries: object
) -> None:
    world.raised(people, world.theme(people, "bins", "ask"))
    sign_in(people, client, "bola")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = text(client.get(reverse("answers:list", args=["harbour"])))
    assert "About lights" in page
    assert "About bins" in page


def reopened_with_a_later_draft(people: Cast, told: Answer) -> Answer:
    """Published on 1 June, reopened on 27 August; then the next one was drafted."""
    commands.reopen_by_panel(
        actor=people.amina, programme=people.programme, answer_ref=told.ref, because="Still dark."
    )
    Answer.objects.filter(pk=told.pk).update(
        published_at=datetime(2026, 6, 1, 12, tzinfo=UTC),
        reopened_at=datetime(2026, 8, 27, 12, tzinfo=UTC),
    )
    return commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=told.theme, details=world.done()
    )


def test_a_reopened_answer_is_listed_while_the_next_one_is_a_draft(
    people: Cast, client: Client, told: Answer
) -> None:
    reopened_with_a_later_draft(people, told)
    sign_in(people, client, "bola")
    page = text(client.get(reverse("answers:list", args=["harbour"]), {"state": "reopened"}))
    assert "Reopened (1)" in page
    assert "Drafted (1)" in page
    assert reverse("answers:answer", args=["harbour", told.ref]) in page


def test_a_replaced_answer_is_not_listed(people: Cast, client: Client, told: Answer) -> None:
    world.published(people, told.theme)
    assert "Published (1)" in text(go(people, client, "bola", "list"))


def test_an_earlier_answer_says_when_it_was_reopened(
    people: Cast, client: Client, told: Answer
) -> None:
    next_one = reopened_with_a_later_draft(people, told)
    page = text(go(people, client, "bola", "answer", next_one.ref))
    assert "Reopened 27 August 2026" in page


def test_an_answers_page_is_quick(
    people: Cast, client: Client, told: Answer, django_assert_max_num_queries: object
) -> None:
    sign_in(people, client, "bola")
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(reverse("answers:answer", args=["harbour", told.ref]))


def test_today_says_what_waits(people: Cast, answer: Answer, theme: world.Theme) -> None:
    world.raised(people, world.theme(people, "bins"))
    mine = [line.text for line in today_of(people.bola)]
    assert any(line.startswith("Theme “About bins” has had no answer for") for line in mine)
    assert not any("About lights" in line for line in mine)
    assert "1 answer to approve" in [line.text for line in today_of(people.dawn)]
    assert "1 answer to approve" not in mine


def test_today_says_that_an_answer_was_reopened(people: Cast, told: Answer) -> None:
    commands.reopen_by_panel(
        actor=people.amina, programme=people.programme, answer_ref=told.ref, because="Still dark."
    )
    lines = [line.text for line in today_of(people.bola)]
    assert "The answer to “About lights” was reopened" in lines


@pytest.mark.parametrize("name", ["ed", "farah", "harun", "iris"])
def test_others_hear_nothing_of_it_today(people: Cast, told: Answer, name: str) -> None:
    assert not [line for line in today_of(getattr(people, name)) if "About" in line.text]


def test_a_hub_worker_is_led_to_what_waits_to_be_read_out(people: Cast, told: Answer) -> None:
    lines = {line.text: line.address for line in today_of(people.iris)}
    assert lines == {
        "1 published answer waits to be read aloud to people": "/programmes/harbour/answers/sheet/?which=untold"
    }


def test_whoever_answers_has_the_theme_beside_them(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    """The statement, who raised it, what is being done, and a way to people's words."""
    world.raised(people, theme)
    action(people, theme)
    page = reading.read(text(go(people, client, "bola", "draft", "lights"))).words
    assert theme.statement in page
    assert "Raised by" in page
    assert "residents" in page
    assert "Mend the lights: done" in page
    assert "What people said about it (opens in a new tab)" in page


def test_the_reminder_says_where_there_is_nothing_yet(
    people: Cast, client: Client, theme: world.Theme
) -> None:
    page = text(go(people, client, "bola", "draft", theme.slug))
    assert "Nobody has raised it yet." in page
    assert "No action serves it yet." in page


def another_told(people: Cast) -> Answer:
    theme = world.theme(people, "bins")
    world.raised(people, theme)
    return world.published(people, theme)


def session_of(client: Client, **typed: str) -> HttpResponse:
    sent = {"once": new_token(), "told_on-day": "1", "told_on-month": "6", "told_on-year": "2026"}
    return client.post(reverse("answers:session", args=["harbour"]), sent | typed)


def test_one_form_records_the_counts_of_a_whole_session(
    people: Cast, client: Client, told: Answer
) -> None:
    """Community and day once; what nobody was asked about is left out."""
    other = another_told(people)
    third = world.published(people, world.theme(people, "vans"))
    sign_in(people, client, "iris")
    response = session_of(
        client,
        **{
            "community": str(people.residents.pk),
            f"{told.ref}_seen_yes": "4",
            f"{told.ref}_meant_no": "1",
            f"{other.ref}_seen_no": "3",
        },
    )
    assert response.status_code == 302, text(response)
    rows = AloudTally.objects.order_by("answer").values_list(
        "answer", "community", "seen_yes", "seen_no", "meant_yes", "meant_no"
    )
    residents = people.residents.pk
    assert list(rows) == [(told.pk, residents, 4, 0, 0, 1), (other.pk, residents, 0, 3, 0, 0)]
    assert not AloudTally.objects.filter(answer=third).exists()
    assert Entry.objects.filter(act="answers.type_in_tally").count() == 2


def test_a_session_is_recorded_whole_or_not_at_all(
    people: Cast, client: Client, told: Answer
) -> None:
    other = another_told(people)
    sign_in(people, client, "iris")
    counted = {f"{told.ref}_seen_yes": "4", f"{other.ref}_seen_no": "3"}
    tomorrow = {"told_on-year": "2099", "community": str(people.residents.pk)}
    assert "cannot be in the future" in text(session_of(client, **counted, **tomorrow))
    nothing = text(session_of(client, community=str(people.residents.pk)))
    assert "Enter how many people said each thing" in nothing
    wrong = session_of(client, **{f"{told.ref}_seen_yes": "some"}, **tomorrow)
    assert f'href="#id_{told.ref}_seen_yes"' in text(wrong)
    assert not AloudTally.objects.exists()


@pytest.mark.parametrize("name", ["chidi", "dawn", "ed", "farah", "harun"])
def test_whoever_may_not_tell_aloud_records_no_session(
    people: Cast, told: Answer, name: str
) -> None:
    details = SessionInput(
        community_slug="residents",
        told_on=date(2026, 6, 1),
        counts=(AnswerCounts(answer_ref=told.ref, seen_yes=1),),
    )
    with pytest.raises(NotYours):
        commands.type_in_session(
            actor=getattr(people, name), programme=people.programme, details=details
        )
    assert not AloudTally.objects.exists()


def test_an_answer_that_is_not_published_has_no_box_and_takes_no_count(
    people: Cast, client: Client, told: Answer
) -> None:
    draft = commands.draft_answer(
        actor=people.bola,
        programme=people.programme,
        theme=world.theme(people, "bins"),
        details=world.done(),
    )
    assert draft.ref not in text(go(people, client, "iris", "session"))
    details = SessionInput(
        community_slug="residents",
        told_on=date(2026, 6, 1),
        counts=(
            AnswerCounts(answer_ref=told.ref, seen_yes=1),
            AnswerCounts(answer_ref=draft.ref, seen_yes=1),
        ),
    )
    with pytest.raises(NotYours):
        commands.type_in_session(actor=people.iris, programme=people.programme, details=details)
    assert not AloudTally.objects.exists()


def test_which_answers_are_read_out_is_chosen(people: Cast, client: Client, told: Answer) -> None:
    other = another_told(people)
    sign_in(people, client, "iris")
    session_of(client, **{"community": str(people.residents.pk), f"{told.ref}_seen_yes": "4"})
    everything = text(go(people, client, "iris", "sheet"))
    assert "All (2)" in everything
    assert "Not yet told aloud (1)" in everything
    untold = text(go(people, client, "iris", "sheet", which="untold"))
    assert other.theme.statement in untold
    assert told.theme.statement not in untold
    assert 'sheet/told/?which=untold"' in untold


def test_the_sheet_and_its_form_are_quick(
    people: Cast, client: Client, told: Answer, django_assert_max_num_queries: object
) -> None:
    another_told(people)
    sign_in(people, client, "iris")
    for name in ("sheet", "session"):
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            client.get(reverse(f"answers:{name}", args=["harbour"]))
