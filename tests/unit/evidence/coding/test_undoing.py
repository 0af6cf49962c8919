"""A passage that was taken off a code is put back exactly as everyone had put it there, or not at all."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.commands import (
    code_passage,
    remove_code,
    remove_coding,
    undo_remove_coding,
)
from saidanddone.evidence.coding.inputs import PassageInput, RemoveCodingInput, UndoInput
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.themes.queries import themes_of
from saidanddone.evidence.transcripts.commands import revise, send_back
from saidanddone.evidence.transcripts.inputs import ReviseInput, SendBackInput
from saidanddone.listening.commands import ask_to_withdraw_by_code, withdraw_now
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import a_code, a_theme, coded, confirmed, words_of_kit

pytestmark = pytest.mark.django_db


@pytest.fixture
def excerpt(people: Cast) -> Excerpt:
    """A passage that Chidi put under a code, and Amina too."""
    transcript = confirmed(people, words_of_kit(people))
    a_theme(people, code := a_code(people))
    excerpt = coded(people, transcript, code)
    code_passage(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=PassageInput(start=excerpt.start, end=excerpt.end, code_refs=[code.ref]),
    )
    return excerpt


def take_off(people: Cast, excerpt: Excerpt) -> str:
    code = Code.objects.get()
    return remove_coding(
        actor=people.chidi,
        programme=people.programme,
        excerpt=excerpt,
        details=RemoveCodingInput(code_ref=code.ref),
    ).signed


def put_back(people: Cast, signed: str, name: str = "chidi") -> None:
    undo_remove_coding(
        actor=getattr(people, name), programme=people.programme, details=UndoInput(signed=signed)
    )


def stands() -> list[Any]:
    columns = ("excerpt", "code", "coder", "round", "origin", "state", "at")
    return sorted(Coding.objects.values_list(*columns))


def test_every_coders_coding_stands_again_as_it_was(people: Cast, excerpt: Excerpt) -> None:
    before = stands()
    assert len(before) == 2
    signed = take_off(people, excerpt)
    assert stands() == []
    assert themes_of(people.chidi, people.programme)[0].people == 0
    put_back(people, signed)
    assert stands() == before
    assert themes_of(people.chidi, people.programme)[0].people == 1
    entry = Entry.objects.get(act="evidence.undo_remove_coding")
    assert entry.subjects.count() == 1


def test_undone_twice_it_stands_once(people: Cast, excerpt: Excerpt) -> None:
    before = stands()
    signed = take_off(people, excerpt)
    put_back(people, signed)
    put_back(people, signed)
    assert stands() == before


def test_words_withdrawn_meanwhile_stay_gone(people: Cast, excerpt: Excerpt) -> None:
    signed = take_off(people, excerpt)
    contributor = excerpt.transcript.contribution.contributor
    assert contributor is not None
    withdraw_now(actor=people.amina, programme=people.programme, contributor=contributor)
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, signed)
    assert stands() == []


def test_words_that_someone_takes_back_by_code_are_not_put_back(
    people: Cast, excerpt: Excerpt
) -> None:
    signed = take_off(people, excerpt)
    contributor = excerpt.transcript.contribution.contributor
    assert contributor is not None
    ask_to_withdraw_by_code(contributor=contributor)
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, signed)
    assert stands() == []


def test_after_a_correction_nothing_is_put_back(people: Cast, excerpt: Excerpt) -> None:
    signed = take_off(people, excerpt)
    revise(
        actor=people.amina,
        programme=people.programme,
        transcript=excerpt.transcript,
        details=ReviseInput(replacements={"Honestly": "Truly"}),
    )
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, signed)
    assert stands() == []


def test_nothing_is_put_back_on_a_turn_that_was_sent_back(people: Cast, excerpt: Excerpt) -> None:
    signed = take_off(people, excerpt)
    send_back(
        actor=people.amina,
        programme=people.programme,
        transcript=excerpt.transcript,
        details=SendBackInput(number=2),
    )
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, signed)


def test_a_code_that_was_removed_meanwhile_is_not_brought_back(people: Cast) -> None:
    excerpt = coded(people, confirmed(people, words_of_kit(people)), code := a_code(people))
    signed = take_off(people, excerpt)
    remove_code(actor=people.chidi, programme=people.programme, code=code)
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, signed)


def test_only_whoever_took_it_off_undoes_it_and_only_for_hours(
    people: Cast, excerpt: Excerpt
) -> None:
    signed = take_off(people, excerpt)
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, signed, "amina")
    with pytest.raises(Refused, match="no longer be undone"):
        put_back(people, f"{signed[:-1]}{'a' if signed[-1] != 'a' else 'b'}")
    with clock.as_if(clock.now() + timedelta(hours=9)), pytest.raises(Refused, match="no longer"):
        put_back(people, signed)
    assert stands() == []


def test_whoever_may_not_code_undoes_nothing(people: Cast, excerpt: Excerpt) -> None:
    signed = take_off(people, excerpt)
    for name in ("bola", "dawn", "farah", "sam"):
        with pytest.raises(NotYours):
            put_back(people, signed, name)


def test_without_scripts_the_page_tells_it_in_its_turn_with_a_button(
    client: Client, people: Cast, excerpt: Excerpt
) -> None:
    before = stands()
    as_(client, people, "chidi")
    ref = excerpt.transcript.ref
    sent = {"once": new_token(), "passage": excerpt.ref, "code": Code.objects.get().ref}
    answer = client.post(at("unmark", ref), sent)
    assert answer["Location"] == f"{at('read', ref)}#turn-2"
    page = read_page(client, at("read", ref))
    turn = page[page.index('id="turn-2"') : page.index('id="turn-3"')]
    told = "“Lighting” is taken off this passage. 2 people had put it there."
    assert page.count(f'<p role="status" dir="auto">{told}</p>') == 1
    assert told in turn
    assert "govuk-notification-banner" not in page
    fields = dict(re.findall(r'type="hidden" name="(once|signed)" value="([^"]+)"', turn))
    undo = client.post(at("undo", ref), fields)
    assert undo["Location"] == at("read", ref)
    assert stands() == before
    assert "is taken off" not in read_page(client, at("read", ref))


def test_a_script_is_answered_with_the_turn_and_its_button(
    client: Client, people: Cast, excerpt: Excerpt
) -> None:
    as_(client, people, "chidi")
    ref, by_script = excerpt.transcript.ref, {"X-Fragment": "turns"}
    sent = {"once": new_token(), "passage": excerpt.ref, "code": Code.objects.get().ref}
    answer = client.post(at("unmark", ref), sent, headers=by_script).content.decode()
    assert re.findall(r'id="(turn-\d)"', answer) == ["turn-2"]
    assert "<mark" not in answer
    fields = dict(re.findall(r'type="hidden" name="(once|signed)" value="([^"]+)"', answer))
    answer = client.post(at("undo", ref), fields, headers=by_script).content.decode()
    assert "<mark" in answer
    assert "is taken off" not in answer
    assert Coding.objects.count() == 2


def test_what_cannot_be_undone_says_so(client: Client, people: Cast, excerpt: Excerpt) -> None:
    signed = take_off(people, excerpt)
    ref = excerpt.transcript.ref
    send_back(
        actor=people.amina,
        programme=people.programme,
        transcript=excerpt.transcript,
        details=SendBackInput(number=2),
    )
    as_(client, people, "chidi")
    sent = {"once": new_token(), "signed": signed}
    answer = client.post(at("undo", ref), sent, headers={"X-Fragment": "turns"})
    assert answer.status_code == 422
    assert answer.content.decode().startswith("This can no longer be undone")
