"""Confirming long words: what stays is shown first, and what was decided so far is kept with the words."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.transcripts import choices
from saidanddone.evidence.transcripts.commands import keep_choices
from saidanddone.evidence.transcripts.inputs import ChoicesInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import (
    destroy_old_raw_words,
    say_who_speaks,
    set_known_names,
    withdraw_now,
)
from saidanddone.listening.inputs import KnownNamesInput, SpeakersInput
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import Passage, from_typed
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, previewed, read_page, shown_on
from tests.unit.evidence.transcripts.test_pages import say_again
from tests.unit.evidence.voices import confirmed, words_of_kit

pytestmark = pytest.mark.django_db

DATES = (
    Passage(0, "verbatim", False, "When was it?"),
    Passage(1, "verbatim", False, "On 3 March 1987, and again on 5 May 1988. Ring 07700 900123."),
    Passage(1, "verbatim", False, "Zebedina was there on 7 July 1989."),
)


def opened(client: Client, people: Cast, contribution: Contribution) -> str:
    as_(client, people, "amina")
    return read_page(client, at("confirm", contribution.ref))


def values(page: str, *, ticked: bool | None = None) -> list[str]:
    """The marks that the page shows, those that are ticked, or those that are not."""
    boxes = re.findall(r'name="hide" type="checkbox" value="([^"]+)"( checked)?', page)
    return [value for value, checked in boxes if ticked is None or bool(checked) is ticked]


def sent(page: str, **more: object) -> dict[str, object]:
    [kept_before] = re.findall(r'name="kept_before" value="([^"]+)"', page)
    return {"once": new_token(), "shown": shown_on(page), "kept_before": kept_before, **more}


def keep(client: Client, contribution: Contribution, page: str, **chosen: object) -> str:
    address = at("confirm", contribution.ref)
    response = client.post(address, sent(page, do="keep", **chosen), follow=True)
    return str(response.content.decode())


class TestWhatStays:
    def test_it_is_shown_as_it_will_be_read_before_anything_is_confirmed(
        self, client: Client, people: Cast
    ) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        assert "Confirm and destroy" not in page
        shown = read_page(
            client,
            at("confirm", contribution.ref),
            **sent(page, hide=values(page), also_hide="Zebedina", sensitive=["3"]),
        )
        assert not Transcript.objects.exists()
        words = re.findall(r'class="sd-turn__words">([^<]*)</p>', shown)
        assert "sd-cover" in shown
        client.post(at("confirm", contribution.ref), previewed(shown))
        transcript = Transcript.objects.get()
        unsealed = key_ring_for([transcript]).unseal(transcript, "words")
        assert words == unsealed.split("\n")
        assert "Zebedina" not in unsealed
        assert "1987" not in unsealed

    @pytest.mark.parametrize("changed", ["hide", "also_hide", "sensitive", "by_hand"])
    def test_what_was_not_shown_is_not_confirmed(
        self, client: Client, people: Cast, changed: str
    ) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        shown = read_page(client, at("confirm", contribution.ref), **sent(page, hide=values(page)))
        other = {"hide": [], "also_hide": "again", "sensitive": ["2"], "by_hand": "0-4"}
        press = previewed(shown) | {changed: other[changed]}
        answer = read_page(client, at("confirm", contribution.ref), **press)
        assert "Nothing is confirmed yet" in answer
        assert not Transcript.objects.exists()

    def test_one_can_go_back_and_hide_more(self, client: Client, people: Cast) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        chosen = sent(page, hide=values(page)[:1], also_hide="Zebedina", sensitive=["2"])
        shown = read_page(client, at("confirm", contribution.ref), **chosen)
        back = read_page(
            client, at("confirm", contribution.ref), **(previewed(shown) | {"do": "change"})
        )
        assert values(back, ticked=True) == values(page)[:1]
        assert "Zebedina" in back
        assert 'name="sensitive" type="checkbox" value="2" checked' in back


class TestGettingAbout:
    def test_each_turn_leads_to_the_next_mark(self, client: Client, people: Cast) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        marks = values(page)
        first_of_last_turn = marks[3]
        assert f'href="#place-{marks[0]}">Go to the first mark</a>' in page
        assert f'href="#place-{first_of_last_turn}">Next mark' in page
        assert all(f'id="place-{mark}"' in page for mark in marks)
        assert "There is no mark after this." in page

    def test_all_of_a_kind_are_kept_and_hidden_in_one_press(
        self, client: Client, people: Cast
    ) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        assert "Keep all 3 dates</button>" in page
        address = at("confirm", contribution.ref)
        kept = read_page(
            client,
            address,
            **sent(page, do="keep-all:date", hide=values(page), also_hide="Zebedina"),
        )
        assert len(values(kept, ticked=False)) == 3
        assert len(values(kept, ticked=True)) == len(values(page)) - 3
        assert "Zebedina</textarea>" in kept
        hidden = read_page(
            client, address, **sent(kept, do="hide-all:date", hide=values(kept, ticked=True))
        )
        assert values(hidden, ticked=True) == values(page)
        assert not Transcript.objects.exists()

    def test_a_single_mark_has_its_box_alone(self, client: Client, people: Cast) -> None:
        contribution = words_of_kit(people, passages=DATES)
        assert "phone numbers</button>" not in opened(client, people, contribution)


class TestSavedHalfWay:
    def test_what_was_decided_is_there_when_they_come_back(
        self, client: Client, people: Cast
    ) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        marks = values(page)
        done = keep(
            client,
            contribution,
            page,
            hide=marks[1:],
            also_hide="Zebedina",
            sensitive=["3"],
            by_hand="0-4",
        )
        assert "Nothing is confirmed yet." in done
        again = opened(client, people, contribution)
        assert "This opens with what you saved." in again
        assert values(again, ticked=False) == marks[:1]
        assert "Zebedina</textarea>" in again
        assert 'name="sensitive" type="checkbox" value="3" checked' in again
        assert 'name="by_hand" value="0-4"' in again
        assert not Transcript.objects.exists()

    def test_nothing_readable_is_left_behind(self, client: Client, people: Cast) -> None:
        """Every text and every byte of every table, but the session's: the words to hide are names."""
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        done = keep(client, contribution, page, hide=values(page), also_hide="Zebedina")
        assert "Zebedina" not in done
        contribution.refresh_from_db()
        assert contribution.choices_so_far
        assert b"Zebedina" not in everything_stored()
        kept = key_ring_for([contribution]).unseal(contribution, "choices_so_far")
        assert choices.from_json(kept).also_hide == ("Zebedina",)  # type: ignore[union-attr]

    @pytest.mark.parametrize("how", ["confirmed", "in time", "with the person"])
    def test_it_goes_with_the_words(self, client: Client, people: Cast, how: str) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        keep(client, contribution, page, also_hide="Zebedina")
        if how == "confirmed":
            confirmed(people, Contribution.objects.get())
        elif how == "in time":
            with clock.as_if(clock.now() + timedelta(days=31)):
                destroy_old_raw_words()
        else:
            withdraw_now(
                actor=people.bola, programme=people.programme, contributor=contribution.contributor
            )
        left = [bytes(row.choices_so_far) for row in Contribution.objects.all()]
        assert left in ([], [b""])

    def test_what_is_found_since_is_ticked_and_said(self, client: Client, people: Cast) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        keep(client, contribution, page, hide=[])
        set_known_names(
            actor=people.amina,
            programme=people.programme,
            version=people.programme.version,
            details=KnownNamesInput(names=["Zebedina"]),
        )
        again = opened(client, people, contribution)
        new = set(values(again)) - set(values(page))
        if new:  # the model may have found her already
            assert "More is marked since: it is ticked below." in again
        assert set(values(again, ticked=True)) == new

    def test_a_page_opened_before_other_choices_were_saved_neither_saves_nor_confirms(
        self, client: Client, people: Cast
    ) -> None:
        contribution = words_of_kit(people, passages=DATES)
        older = opened(client, people, contribution)
        keep(client, contribution, opened(client, people, contribution), also_hide="Zebedina")
        answer = keep(client, contribution, older, hide=values(older)[:1])
        assert "Other choices were saved for these words since you opened this page." in answer
        assert values(answer, ticked=True) == values(older)[:1]
        shown = read_page(client, at("confirm", contribution.ref), **sent(older))
        assert "Other choices were saved" in shown
        assert "Zebedina</textarea>" in opened(client, people, contribution)
        # What they chose here stands once they press again.
        keep(client, contribution, answer, hide=values(older)[:1])
        assert values(opened(client, people, contribution), ticked=True) == values(older)[:1]

    def test_words_that_changed_since_are_not_decided_on(
        self, client: Client, people: Cast
    ) -> None:
        contribution = words_of_kit(people, passages=DATES)
        page = opened(client, people, contribution)
        say_again(contribution, *DATES[:2])
        assert "Nothing is confirmed yet. Since you opened" in keep(client, contribution, page)
        contribution.refresh_from_db()
        assert not contribution.choices_so_far


def everything_stored() -> bytes:
    """What stands in every column of every table."""
    stored = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                stored += [
                    bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for value in row
                ]
    return b"\n".join(stored)


@pytest.mark.parametrize("who", ["bola", "chidi", "dawn", "ed", "farah", "sam"])
def test_nobody_else_keeps_choices(people: Cast, who: str) -> None:
    contribution = words_of_kit(people, passages=DATES)
    with pytest.raises(NotYours):
        keep_choices(
            actor=getattr(people, who),
            programme=people.programme,
            contribution=contribution,
            details=ChoicesInput(),
        )


def test_the_words_to_hide_are_sealed(people: Cast) -> None:
    contribution = words_of_kit(people, passages=DATES)
    keep_choices(
        actor=people.amina,
        programme=people.programme,
        contribution=contribution,
        details=ChoicesInput(also_hide=("Zebedina",)),
    )
    assert b"Zebedina" not in everything_stored()


def test_what_was_decided_goes_as_it_is_said_anew_who_speaks(people: Cast) -> None:
    text = "Robin: Where was that?\nSol: With Zebedina.\nRobin: And who is she?"
    typed = from_typed(text, "verbatim")
    contribution = words_of_kit(people, passages=typed)
    for robin in ("asks", "left_out"):
        say_who_speaks(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            details=SpeakersInput(roles={"robin": robin, "sol": "answers"}),
        )
        contribution.refresh_from_db()
        assert bytes(contribution.choices_so_far) == b""
        contribution = keep_choices(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            details=ChoicesInput(also_hide=("Zebedina",)),
        )


def test_choices_of_words_that_changed_at_this_moment_are_refused(people: Cast) -> None:
    contribution = words_of_kit(people, passages=DATES)
    as_opened = Contribution.objects.get(pk=contribution.pk)
    say_again(contribution, *DATES[:1])
    with pytest.raises(Refused, match="changed at this moment"):
        keep_choices(
            actor=people.amina,
            programme=people.programme,
            contribution=as_opened,
            details=ChoicesInput(),
        )


def test_choices_saved_at_this_moment_are_not_overwritten(people: Cast) -> None:
    contribution = words_of_kit(people, passages=DATES)
    first, second = (Contribution.objects.get(pk=contribution.pk) for _ in range(2))
    act = {"actor": people.amina, "programme": people.programme}
    keep_choices(**act, contribution=first, details=ChoicesInput(also_hide=("Zebedina",)))
    with pytest.raises(Refused, match="Other choices were saved"):
        keep_choices(**act, contribution=second, details=ChoicesInput())


def test_keeping_is_in_the_audit_under_the_person(people: Cast) -> None:
    contribution = words_of_kit(people, passages=DATES)
    keep_choices(
        actor=people.amina,
        programme=people.programme,
        contribution=contribution,
        details=ChoicesInput(),
    )
    entry = Entry.objects.get(act="evidence.keep_choices")
    assert entry.subjects.count() == 1


def test_choices_are_kept_only_by_whoever_may_still_confirm(people: Cast) -> None:
    contribution = words_of_kit(people, passages=DATES)
    with pytest.raises(NotYours):
        keep_choices(
            actor=replace(people.amina, roles={}),
            programme=people.programme,
            contribution=contribution,
            details=ChoicesInput(),
        )
