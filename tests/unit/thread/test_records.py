"""One voice walked to its answer, and back."""

import re

import pytest
from django.test import Client

from saidanddone.answers import commands
from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.themes.models import Theme
from saidanddone.strategy import commands as strategy
from saidanddone.strategy.inputs import PriorityInput
from saidanddone.thread.queries import RecordPage, figures, read_record
from tests.people import Cast
from tests.unit.answers.world import done, panel_agrees, published
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_a_table,
    words_of_kit,
)
from tests.unit.strategy.plans import action_input


@pytest.fixture
def thread(people: Cast) -> tuple[Excerpt, Theme]:
    """Kit spoke of the stairs; an action serves the theme; the answer is published."""
    lighting = a_code(people)
    theme = a_theme(people, lighting)
    excerpt = coded(people, confirmed(people, words_of_kit(people)), lighting)
    strategy.propose_action(
        actor=people.dawn,
        programme=people.programme,
        details=action_input(people, serves={theme.ref: "meets"}),
    )
    theme.public_statement, theme.agreed_by_panel = "Stairs are dark.", panel_agrees(people)
    theme.save()
    published(people, theme)
    return excerpt, theme


def links(page: RecordPage, side: str) -> dict[str, str]:
    groups = page.before if side == "before" else page.after
    return {neighbour.text: neighbour.href for group in groups for neighbour in group.neighbours}


def follow(people: Cast, href: str, name: str = "chidi") -> RecordPage:
    kind, ref = href.rsplit("/", 2)[1:]
    return read_record(getattr(people, name), people.programme, kind, ref)


def test_from_the_words_to_the_answer(people: Cast, thread: tuple[Excerpt, Theme]) -> None:
    excerpt, theme = thread
    passage = read_record(people.chidi, people.programme, "passage", excerpt.ref)
    assert passage.title == STAIRS
    at_theme = follow(people, links(passage, "after")[theme.statement])
    assert "Mend the stair lights" in links(at_theme, "after")
    answer = next(group for group in passage.after if group.heading == "Answered")
    assert follow(people, answer.neighbours[0].href).kind == "answer"


def test_from_the_answer_back_to_the_words(people: Cast, thread: tuple[Excerpt, Theme]) -> None:
    _, theme = thread
    answer = theme.answers.get()
    page = read_record(people.chidi, people.programme, "answer", answer.ref)
    assert STAIRS in links(page, "before")
    passage = follow(people, links(page, "before")[STAIRS])
    assert "Talking about the stairs" in links(passage, "before")


def test_the_line_shows_the_step_that_was_skipped(
    people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    _, theme = thread
    line = read_record(people.chidi, people.programme, "theme", theme.ref).line
    assert {stop.label for stop in line.stops if stop.state == "skipped"} >= {"Decided"}


def test_opening_words_on_the_way_is_audited(people: Cast, thread: tuple[Excerpt, Theme]) -> None:
    excerpt, _ = thread
    before = Entry.objects.filter(act="thread.read_passages").count()
    read_record(people.chidi, people.programme, "passage", excerpt.ref)
    entry = Entry.objects.filter(act="thread.read_passages").last()
    assert Entry.objects.filter(act="thread.read_passages").count() == before + 1
    assert entry is not None
    assert entry.subjects.count() == 1
    assert excerpt.ref not in entry.about


def test_reading_what_a_table_said_names_no_person_in_the_audit(people: Cast) -> None:
    excerpt = coded(people, confirmed(people, words_of_a_table(people)), a_code(people))
    read_record(people.chidi, people.programme, "passage", excerpt.ref)
    entry = Entry.objects.filter(act="thread.read_passages").last()
    assert entry is not None
    assert (entry.count, entry.subjects.count()) == (1, 0)


def test_the_strategy_lead_meets_only_passages_with_consent_to_quote(
    people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    excerpt, theme = thread
    assert STAIRS in links(read_record(people.dawn, people.programme, "theme", theme.ref), "before")
    excerpt.transcript.contribution.contributor.consents.filter(
        use="quote_without_name_in_papers"
    ).update(act="refused")
    assert STAIRS not in links(
        read_record(people.dawn, people.programme, "theme", theme.ref), "before"
    )
    with pytest.raises(NotYours):
        read_record(people.dawn, people.programme, "passage", excerpt.ref)


@pytest.mark.parametrize("name", ["farah", "harun", "iris", "ed", "sam", "jo"])
def test_others_cannot_walk_at_all(people: Cast, thread: tuple[Excerpt, Theme], name: str) -> None:
    excerpt, _ = thread
    with pytest.raises(NotYours):
        read_record(getattr(people, name), people.programme, "passage", excerpt.ref)


def test_a_made_up_step_answers_as_one_that_is_not_yours(people: Cast) -> None:
    for kind in ("passage", "theme", "action", "nonsense"):
        with pytest.raises(NotYours):
            read_record(people.chidi, people.programme, kind, "0" * 12)


def test_every_passage_resolves(people: Cast, thread: tuple[Excerpt, Theme]) -> None:
    counts = figures(people.chidi, people.programme)
    assert (counts.contributions, counts.excerpts, counts.codings, counts.themes) == (1, 1, 1, 1)
    assert counts.unresolvable == 0


def test_a_passage_that_does_not_stand_in_its_transcript_is_counted(
    people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    excerpt, _ = thread
    Excerpt.objects.filter(pk=excerpt.pk).update(start=excerpt.start + 1)
    assert figures(people.chidi, people.programme).unresolvable == 1


@pytest.mark.parametrize(
    ("address", "at_most"),
    [("/programmes/harbour/", 45), ("/programmes/harbour/themes/{slug}/thread", 60)],
)
def test_pages_open_within_their_query_budget(
    client: Client,
    people: Cast,
    thread: tuple[Excerpt, Theme],
    django_assert_max_num_queries: pytest.FixtureRequest,
    address: str,
    at_most: int,
) -> None:
    client.force_login(people.users["chidi"])
    with django_assert_max_num_queries(at_most):  # type: ignore[operator]
        page = client.get(address.format(slug=thread[1].slug))
    assert page.status_code == 200
    assert "The stairs are dark." in page.content.decode()


def test_an_answer_that_is_open_again_is_not_called_unanswered(
    people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    """Nor once the next one is being drafted."""
    excerpt, theme = thread
    answer = theme.answers.get()
    commands.reopen_by_panel(
        actor=people.amina, programme=people.programme, answer_ref=answer.ref, because="Dark again."
    )

    def note() -> str:
        return (
            read_record(people.chidi, people.programme, "passage", excerpt.ref).line.stops[-1].note
        )

    assert note() == "Open again"
    commands.draft_answer(
        actor=people.bola, programme=people.programme, theme=theme, details=done()
    )
    assert note() == "Open again"


def test_an_action_with_themes_of_its_own_counts_only_there(
    people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    """Serving one theme of a priority claims nothing for the priority's other themes."""
    other = a_theme(people, a_code(people, "Bins"), statement="The bins are full.")
    priority = strategy.adopt_priority(
        actor=people.dawn,
        programme=people.programme,
        details=PriorityInput(number=1, title="Streets", theme_refs=(thread[1].ref, other.ref)),
    )
    strategy.propose_action(
        actor=people.dawn,
        programme=people.programme,
        details=action_input(
            people, title="Sweep early", serves={other.ref: "meets"}, priority_ref=priority.ref
        ),
    )
    at_theme = read_record(people.chidi, people.programme, "theme", thread[1].ref)
    assert "Sweep early" not in links(at_theme, "after")
    assert "Sweep early" in links(
        read_record(people.chidi, people.programme, "theme", other.ref), "after"
    )


def test_no_link_of_the_programme_page_leads_where_the_reader_may_not_go(
    client: Client, people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    """Grace sees the programme and its plan, and may not read_record the thread."""
    client.force_login(people.users["grace"])
    page = client.get("/programmes/harbour/").content.decode()
    led_to = set(re.findall(r'href="(/programmes/[^"#]*)"', page))
    assert any("/decisions" in address or "/plan" in address for address in led_to)
    refused = [address for address in led_to if client.get(address).status_code == 404]
    assert refused == []


def test_a_stop_of_the_programmes_line_leads_to_what_it_counts(
    client: Client, people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    client.force_login(people.users["chidi"])
    page = client.get("/programmes/harbour/").content.decode()
    line = page.partition('<ol class="sd-thread"')[2].partition("</ol>")[0]
    assert re.findall(r'href="([^"]*)"', line)[-1] == "/programmes/harbour/answers/"


def test_a_record_leads_to_its_place_on_the_thread(
    client: Client, people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    action = thread[1].served_by.get().action
    for name, leads in (("dawn", True), ("grace", False)):
        client.force_login(people.users[name])
        page = client.get(f"/programmes/harbour/actions/{action.ref}").content.decode()
        assert (f"/programmes/harbour/thread/action/{action.ref}" in page) is leads


def test_a_place_on_the_thread_leads_to_the_records_own_page(
    client: Client, people: Cast, thread: tuple[Excerpt, Theme]
) -> None:
    """Dawn may open the action and the answer, and no occasion."""
    _, theme = thread
    action, answer = theme.served_by.get().action, theme.answers.get()
    occasion = thread[0].transcript.contribution.engagement
    client.force_login(people.users["dawn"])
    for kind, record, own, is_led in (
        ("action", action, f"actions/{action.ref}", True),
        ("answer", answer, f"answers/{answer.ref}/", True),
        ("occasion", occasion, f"occasions/{occasion.ref}/", False),
    ):
        page = client.get(f"/programmes/harbour/thread/{kind}/{record.ref}")
        assert page.status_code == 200
        assert (f'href="/programmes/harbour/{own}">Open this' in page.content.decode()) is is_led
