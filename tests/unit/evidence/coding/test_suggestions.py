"""A keyword suggests passages for a code; a person accepts or rejects each (R10)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding import commands as coding_commands
from saidanddone.evidence.coding.commands import (
    Suggested,
    code_passages,
    look_for_words,
    merge_codes,
    settle_coding,
)
from saidanddone.evidence.coding.commands import suggestions as suggesting
from saidanddone.evidence.coding.inputs import MergeInput, SearchInput, SettleCodingInput
from saidanddone.evidence.coding.models import Code, Coding, CommunitySummary
from saidanddone.evidence.coding.queries import (
    codebook,
    open_suggestions,
    open_to_read,
    transcripts_to_read,
    waiting_suggestions,
)
from saidanddone.evidence.themes.queries import themes_of
from saidanddone.evidence.transcripts.commands import cover_turn
from saidanddone.evidence.transcripts.inputs import CoverInput
from saidanddone.evidence.transcripts.spans import sentence_around
from saidanddone.listening.passages import Passage
from saidanddone.thread.queries.figures import figures
from tests.people import Cast
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    excerpts_under,
    suggested,
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def suggest(people: Cast, code: Code, *words: str, name: str = "chidi") -> Suggested:
    return suggested(getattr(people, name), people.programme, code, *words)


def suggested_quotes(people: Cast, name: str = "chidi") -> list[str]:
    actor = getattr(people, name)
    waiting = waiting_suggestions(actor, people.programme)
    rows = open_suggestions(actor, people.programme, list(waiting))
    return [row.quote for row in rows]


@pytest.mark.parametrize(
    ("sought", "sentence"),
    [
        ("dark", "It is dark."),
        ("fell", "“I fell!”"),
        ("never came", "They never came"),
        ("dark. “I", "It is dark. “I fell!”"),
    ],
)
def test_a_sentence_is_found_around_a_word(sought: str, sentence: str) -> None:
    words = "Well\nIt is dark. “I fell!” They never came\nOh"
    start = words.index(sought)
    turn = (words.index("It is"), words.index("\nOh"))
    first, last = sentence_around(words, start, start + len(sought), turn)
    assert words[first:last] == sentence


def test_whole_words_are_found_in_any_case_and_their_sentence_is_suggested(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    code = a_code(people)
    assert suggest(people, code, "LIGHTS", "ask  for").passages == 2
    assert suggested_quotes(people) == [STAIRS, "Ring me on 07700 900123, ask for Roz."]
    assert suggest(people, a_code(people, "Other"), "light").passages == 0
    coding = Coding.objects.first()
    assert coding is not None
    assert (coding.origin, coding.state) == ("keyword", "suggested")


def test_words_are_found_whatever_apostrophe_or_accent_they_were_written_with(people: Cast) -> None:
    words = "I don’t sleep. I don't sleep at all. The cafe\u0301 was \ufb01ne."  # noqa: RUF001
    confirmed(people, words_of_kit(people, passages=[Passage(1, "verbatim", False, words)]))
    assert suggest(people, a_code(people), "don't sleep", "CAFE").passages == 3
    assert suggested_quotes(people) == [
        "I don’t sleep.",  # noqa: RUF001
        "I don't sleep at all.",
        "The cafe\u0301 was \ufb01ne.",
    ]


def test_the_interviewers_words_are_passed_over(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    assert suggest(people, a_code(people), "help").passages == 0


def test_what_was_settled_or_waits_already_is_not_suggested_again(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    coded(people, transcript, code, quote="lights on the stairs")
    assert suggest(people, code, "winter").passages == 0
    assert suggest(people, code, "Roz").passages == 1
    assert suggest(people, code, "Roz").passages == 0
    waiting = Coding.objects.get(state="suggested")
    settle_coding(
        actor=people.chidi,
        programme=people.programme,
        excerpt=waiting.excerpt,
        details=SettleCodingInput(code_ref=code.ref, state="rejected"),
    )
    assert suggest(people, code, "Roz").passages == 0


def test_a_suggestion_counts_nowhere_until_it_is_accepted(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    theme = a_theme(people, code)

    def counts() -> tuple[Any, ...]:
        [row] = codebook(people.chidi, people.programme)
        [raised] = themes_of(people.chidi, people.programme)
        [listed] = transcripts_to_read(people.chidi, people.programme)
        summary = CommunitySummary.objects.get(community=people.sex_workers)
        totals = figures(people.chidi, people.programme)
        return (
            row.codings,
            raised.excerpts,
            listed.marked,  # type: ignore[attr-defined]
            summary.excerpts,
            1 - summary.unread,
            totals.excerpts,
            totals.codings,
            len(excerpts_under(theme)),
        )

    suggest(people, code, "winter")
    assert set(counts()) == {0}
    assert open_to_read(people.chidi, people.programme, transcript.ref).recent_codes == ()
    [waiting] = Coding.objects.all()
    settle_coding(
        actor=people.amina,
        programme=people.programme,
        excerpt=waiting.excerpt,
        details=SettleCodingInput(code_ref=code.ref, state="accepted"),
    )
    assert set(counts()) == {1}
    assert suggested_quotes(people) == []


def test_a_suggestion_leaves_what_a_person_marked_as_it_stands(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    excerpt = coded(people, transcript, code)
    code_passages(
        actor=people.chidi,
        programme=people.programme,
        passages=[coding_commands.PassageToCode(transcript, excerpt.start, excerpt.end, (code,))],
        origin="keyword",
        state="suggested",
    )
    assert [(coding.origin, coding.state) for coding in Coding.objects.all()] == [
        ("human", "accepted")
    ]


def test_marking_a_suggested_passage_by_hand_settles_it(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    suggest(people, code, "winter", name="amina")
    coded(people, transcript, code)
    assert suggested_quotes(people) == []


def test_merging_keeps_what_stands_over_what_is_suggested(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code, into = a_code(people), a_code(people, "Repairs")
    coded(people, transcript, code)
    suggest(people, into, "winter")
    details = MergeInput(into_ref=into.ref)
    merge_codes(actor=people.chidi, programme=people.programme, code=code, details=details)
    assert [(coding.code, coding.state) for coding in Coding.objects.all()] == [(into, "accepted")]


def test_a_peer_looks_through_what_she_captured_only(people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    confirmed(people, words_of_kit(people, people.bola, people.residents))
    code = a_code(people)
    assert suggest(people, code, "winter", name="amina").transcripts == 1
    assert suggest(people, code, "winter").passages == 1
    assert (len(suggested_quotes(people, "amina")), len(suggested_quotes(people))) == (1, 2)
    with pytest.raises(NotYours):
        suggest(people, code, "winter", name="bola")


def test_words_that_may_not_be_coded_yet_are_not_opened(people: Cast) -> None:
    confirmed(people, words_of_kit(people, held_on=clock.today() - timedelta(days=6)))
    assert suggest(people, a_code(people), "winter").transcripts == 0


def test_looking_is_in_the_audit_with_each_person_and_without_the_words(people: Cast) -> None:
    for _ in range(2):
        confirmed(people, words_of_kit(people))
    suggest(people, a_code(people), "nowhere at all")
    entry = Entry.objects.get(act="evidence.look_for_words")
    assert (entry.count, entry.subjects.count(), entry.reason) == (2, 2, "")


def test_so_many_are_suggested_in_one_go_and_no_more(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggesting, "AT_MOST", 3)
    passages = [Passage(1, "verbatim", False, "A lamp. A lamp! A lamp? A lamp")]
    for _ in range(2):
        confirmed(people, words_of_kit(people, passages=passages))
    code = a_code(people)
    assert suggest(people, code, "lamp") == Suggested(3, 1, stopped_early=True)
    assert suggest(people, code, "lamp").passages == 3
    assert suggest(people, code, "lamp") == Suggested(2, 2, stopped_early=False)


def test_no_words_are_refused(people: Cast) -> None:
    with pytest.raises(Refused, match="at least one word"):
        suggest(people, a_code(people), " ")


def test_from_a_codes_page_to_the_last_suggestion(client: Client, people: Cast) -> None:
    confirmed(people, words_of_kit(people))
    code = a_code(people)
    client.force_login(people.users["chidi"])
    find = reverse("evidence:find_passages", args=["harbour", code.ref])
    code_page = client.get(reverse("evidence:edit_code", args=["harbour", code.ref]))
    assert find in code_page.content.decode()
    answer = client.post(find, {"once": new_token(), "words": "winter\nroz"}, follow=True)
    page = answer.content.decode()
    assert "2 passages are suggested, from 1 transcript looked through." in page
    assert page.count("<bdi>Lighting</bdi> (suggested by a keyword)") == 2
    settle = f"{reverse('evidence:settle', args=['harbour'])}?code={code.ref}"
    assert settle in page
    for coding, state in zip(Coding.objects.all(), ("accepted", "rejected"), strict=True):
        sent = {"passage": coding.excerpt.ref, "code": code.ref, "state": state}
        back = client.post(settle, {"once": new_token(), **sent})
        assert back["Location"].endswith(f"/suggested?code={code.ref}")
    assert sorted(Coding.objects.values_list("state", flat=True)) == ["accepted", "rejected"]
    assert "Nothing is suggested." in client.get(back["Location"]).content.decode()


def test_a_suggestion_that_is_hard_to_read_is_covered(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    suggest(people, code, "winter")
    cover_turn(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=CoverInput(number=2, is_sensitive=True),
    )
    client.force_login(people.users["chidi"])
    page = client.get(reverse("evidence:suggestions", args=["harbour"])).content.decode()
    before, after = page.split("A passage marked as distressing to read")
    assert STAIRS not in before
    assert STAIRS in after.split("</details>")[0]


def test_the_list_asks_as_much_for_many_as_for_one(
    client: Client, people: Cast, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(6):
        confirmed(people, words_of_kit(people))
    suggest(people, a_code(people), "winter", "roz")
    client.force_login(people.users["chidi"])
    address = reverse("evidence:suggestions", args=["harbour"])
    client.get(address)
    with django_assert_max_num_queries(22):
        assert client.get(address).content.count(b"suggested by a keyword") == 12


def test_what_went_or_was_marked_between_looking_and_keeping_is_passed_over(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    by: dict[str, Any] = {"actor": people.chidi, "programme": people.programme, "code": code}
    matches = look_for_words(**by, details=SearchInput(words=["lights", "ask for"]))
    assert len(matches.passages) == 2
    assert not Coding.objects.exists()
    assert not Entry.objects.filter(act="evidence.look_for_words").exists()
    coded(people, transcript, code)
    assert coding_commands.suggest(**by, matches=matches).passages == 1
    transcript.delete()
    assert coding_commands.suggest(**by, matches=matches).passages == 0


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_to_save_while_transcripts_are_looked_through(
    people: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are opened outside any transaction, which on SQLite would hold the one write lock."""
    confirmed(people, words_of_kit(people))
    code, locked = a_code(people), []
    look = suggesting._look_through

    def watched(*given: Any) -> suggesting.WordsFound:
        locked.append(connection.in_atomic_block)
        return look(*given)

    monkeypatch.setattr(suggesting, "_look_through", watched)
    client.force_login(people.users["chidi"])
    address = reverse("evidence:find_passages", args=[people.programme.slug, code.ref])
    client.post(address, {"once": new_token(), "words": "lights"})
    assert locked == [False]
    assert Coding.objects.get().state == "suggested"
