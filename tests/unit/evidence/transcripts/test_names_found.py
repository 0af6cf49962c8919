"""Names that a model finds in raw words: who looks when, where that is kept, and that it goes with them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours
from saidanddone.evidence import scheduled
from saidanddone.evidence.transcripts import names_found
from saidanddone.evidence.transcripts.commands import (
    confirm_as_is,
    look_for_names,
    look_for_names_in_waiting_words,
    looking_for_names,
)
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.queries import open_to_confirm
from saidanddone.evidence.transcripts.redaction import Hit, Kind, model
from saidanddone.listening.commands import (
    ask_to_withdraw_by_code,
    destroy_old_raw_words,
    say_who_speaks,
    withdraw_now,
)
from saidanddone.listening.inputs import SpeakersInput
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import Passage, from_typed
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import confirmed, words_of_a_table, words_of_kit

pytestmark = pytest.mark.django_db

SPEECH = [
    Passage(0, "verbatim", False, "Where was that?"),
    Passage(1, "verbatim", False, "💡 With Shanice, up at 16 Cobden Terrace. Ring 07700 900123."),
]


@pytest.fixture
def every_text_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names_found, "SHORT", 0)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The passages that the model was asked about."""
    seen: list[list[str]] = []
    names_in = model.names_in

    def remember(passages: Any) -> list[list[Hit]]:
        seen.append(list(passages))
        return names_in(passages)

    monkeypatch.setattr(model, "names_in", remember)
    return seen


def look(seconds: float = 60) -> int:
    return look_for_names_in_waiting_words(seconds=seconds)


def marked(people: Cast, contribution: Contribution, who: str = "amina") -> list[str]:
    page = open_to_confirm(getattr(people, who), people.programme, contribution.ref)
    return [page.words[hit.start : hit.end] for hit in page.hits]


def test_short_words_are_looked_through_as_they_are_opened(people: Cast) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    page = open_to_confirm(people.amina, people.programme, contribution.ref)
    assert page.names == "looked_for"
    assert marked(people, contribution) == ["Shanice", "16 Cobden Terrace", "07700 900123"]


@pytest.mark.usefixtures("every_text_is_long")
def test_long_words_are_looked_through_before_they_are_opened(
    people: Cast, looked_at: list[list[str]]
) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    assert look() == 1
    assert look() == 0, "once is enough"
    page = open_to_confirm(people.amina, people.programme, contribution.ref)
    assert page.names == "looked_for"
    assert marked(people, contribution) == ["Shanice", "16 Cobden Terrace", "07700 900123"]
    assert len(looked_at) == 1


def test_what_was_found_is_sealed_as_places_alone(people: Cast) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    look()
    contribution.refresh_from_db()
    kept = key_ring_for([contribution]).unseal(contribution, "names_found")
    assert names_found.from_json(kept) == [
        [],
        [Hit(7, 14, Kind.NAME, "model"), Hit(22, 39, Kind.ADDRESS, "model")],
    ]
    assert "Shanice" not in kept
    assert b"address" not in bytes(contribution.names_found)


def test_words_without_a_name_are_not_looked_through_again(people: Cast) -> None:
    words_of_kit(people, passages=[Passage(1, "verbatim", False, "The lights are out.")])
    assert look() == 1
    assert look() == 0


@pytest.mark.usefixtures("every_text_is_long")
def test_nothing_is_confirmed_on_the_page_before_names_were_looked_for(
    client: Client, people: Cast
) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    as_(client, people, "amina")
    page = read_page(client, at("confirm", contribution.ref))
    assert "Names are not looked for yet" in page
    assert "See what stays" not in page
    page = read_page(client, at("confirm", contribution.ref), once="a", also_hide="")
    assert "Names are not looked for yet" in page
    assert not Transcript.objects.exists()
    response = client.post(at("look_for_names", contribution.ref))
    assert response["Location"] == at("confirm", contribution.ref)
    page = read_page(client, response["Location"])
    assert ">Shanice</mark>" in page
    assert "See what stays" in page


def test_without_the_model_words_are_confirmed_and_the_page_says_so(
    client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "is_installed", lambda: False)
    contribution = words_of_kit(people, passages=SPEECH)
    as_(client, people, "amina")
    assert look() == 0
    assert marked(people, contribution)[-1:] == ["07700 900123"]
    page = read_page(client, at("confirm", contribution.ref))
    assert "is not installed on this server" in page
    assert "See what stays" in page
    client.post(at("look_for_names", contribution.ref))
    contribution.refresh_from_db()
    assert not contribution.names_found


def test_names_are_looked_for_again_once_it_is_said_who_speaks(people: Cast) -> None:
    typed = "Robin: Where was that?\nSol: With Shanice.\nRobin: And who is she?"
    contribution = words_of_kit(people, passages=from_typed(typed, "verbatim"))
    assert look() == 0, "nobody has said who speaks"
    for robin, sol in (("asks", "answers"), ("left_out", "answers")):
        say_who_speaks(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            details=SpeakersInput(roles={"robin": robin, "sol": sol}),
        )
        assert marked(people, contribution) == ["Shanice"]
        assert look() == 1
        assert marked(people, contribution) == ["Shanice"]


def test_what_was_found_goes_as_the_words_are_confirmed(people: Cast) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    look()
    confirmed(people, contribution)
    contribution.refresh_from_db()
    assert bytes(contribution.names_found) == b""
    assert look() == 0


def test_what_was_found_goes_with_words_that_nobody_confirmed(people: Cast) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    look()
    with clock.as_if(clock.now() + timedelta(days=31)):
        destroy_old_raw_words()
    contribution.refresh_from_db()
    assert bytes(contribution.names_found) == b""


def test_what_was_found_goes_with_the_person(people: Cast) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    look()
    withdraw_now(
        actor=people.bola, programme=people.programme, contributor=contribution.contributor
    )
    assert not Contribution.objects.exists()


def test_the_words_of_someone_who_takes_them_back_are_not_looked_through(
    people: Cast, looked_at: list[list[str]]
) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    ask_to_withdraw_by_code(contributor=contribution.contributor)
    assert look() == 0
    assert looked_at == []


@pytest.mark.parametrize("meanwhile", ["confirmed", "stopped", "withdrawn"])
def test_nothing_is_kept_of_words_that_went_while_names_were_looked_for(
    people: Cast, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    changes = {
        "confirmed": lambda: confirmed(people, contribution),
        "stopped": lambda: ask_to_withdraw_by_code(contributor=contribution.contributor),
        "withdrawn": lambda: withdraw_now(
            actor=people.bola, programme=people.programme, contributor=contribution.contributor
        ),
    }

    def names_in(passages: Any) -> list[list[Hit]]:
        changes[meanwhile]()
        return [[] for _ in passages]

    monkeypatch.setattr(model, "names_in", names_in)
    assert look() == 0
    kept = Contribution.objects.values_list("names_found", flat=True)
    assert [bytes(names) for names in kept] == ([] if meanwhile == "withdrawn" else [b""])


def test_the_oldest_words_are_looked_through_first_and_no_more_are_begun_when_time_is_up(
    people: Cast, looked_at: list[list[str]]
) -> None:
    with clock.as_if(clock.now() - timedelta(hours=2)):
        table = words_of_a_table(people)
    with clock.as_if(clock.now() - timedelta(hours=3)):
        words_of_kit(people, passages=SPEECH)
    assert look(seconds=0) == 0
    assert look() == 2
    assert [passages[0][:5] for passages in looked_at] == ["Where", "The l"]
    table.refresh_from_db()
    assert bytes(table.names_found)


@pytest.mark.parametrize("who", ["bola", "chidi", "dawn", "farah", "sam"])
def test_nobody_else_has_names_looked_for(people: Cast, who: str) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    with pytest.raises(NotYours):
        look_for_names(actor=getattr(people, who), programme=people.programme, ref=contribution.ref)
    contribution.refresh_from_db()
    assert bytes(contribution.names_found) == b""


def test_each_look_is_in_the_audit_under_the_person(people: Cast) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    look()
    entry = Entry.objects.get(act="evidence.look_for_names")
    assert entry.actor_ref == ""
    [subject] = entry.subjects.all()
    key_ring = key_ring_for([contribution])
    assert key_ring.opens_alias(contribution.key_ref, bytes(subject.alias))


def test_the_clock_tells_how_many_and_nobodys_words(people: Cast) -> None:
    words_of_kit(people, passages=SPEECH)
    assert scheduled.look_for_names(clock.today()) == ["Looked for names in 1 contributions."]
    assert scheduled.look_for_names(clock.today()) == []


def test_making_and_confirming_words_never_waits_for_the_model(
    people: Cast, looked_at: list[list[str]]
) -> None:
    contribution = words_of_kit(people, passages=SPEECH)
    contribution.source = "import"
    contribution.save()
    confirm_as_is(actor=people.amina, programme=people.programme, contributions=[contribution])
    assert looked_at == []
    assert looking_for_names.model is model
