"""Passages that are hard to read are covered until someone asks to see them (R15)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.queries import hard_to_read, open_to_read
from saidanddone.evidence.transcripts.commands import cover_turn, revise
from saidanddone.evidence.transcripts.inputs import CoverInput, ReviseInput
from saidanddone.evidence.transcripts.models import Transcript, Turn
from tests.people import Cast
from tests.unit.evidence.pages import previewed, shown_on
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def covered_turns(transcript: Transcript) -> list[int]:
    covered = Turn.objects.filter(transcript=transcript, is_sensitive=True)
    return list(covered.values_list("number", flat=True))


def cover(
    people: Cast, transcript: Transcript, number: int = 2, *, is_sensitive: bool = True
) -> None:
    cover_turn(
        actor=people.chidi,
        programme=people.programme,
        transcript=transcript,
        details=CoverInput(number=number, is_sensitive=is_sensitive),
    )


def read(client: Client, people: Cast, name: str, transcript: Transcript) -> str:
    client.force_login(people.users[name])
    page = client.get(reverse("evidence:read", args=["harbour", transcript.ref]))
    return str(page.content.decode())


def under_covers(page: str) -> str:
    return " ".join(
        re.findall(r'<details class="govuk-details sd-cover".*?</details>', page, re.DOTALL)
    )


def test_whoever_confirms_says_what_is_hard_to_read(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    client.force_login(people.users["amina"])
    address = reverse("evidence:confirm", args=["harbour", contribution.ref])
    page = client.get(address).content.decode()
    assert page.count("Distressing to read: cover it until someone asks to see it") == 3
    sent = {"once": new_token(), "sensitive": ["2"], "shown": shown_on(page)}
    client.post(address, previewed(client.post(address, sent).content.decode()))
    assert covered_turns(Transcript.objects.get()) == [2]


def test_the_box_stays_ticked_when_confirming_is_refused(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    client.force_login(people.users["amina"])
    address = reverse("evidence:confirm", args=["harbour", contribution.ref])
    shown = shown_on(client.get(address).content.decode())
    sent = {"once": new_token(), "sensitive": ["2"], "also_hide": "Rozalind", "shown": shown}
    page = client.post(address, sent)
    assert (
        'id="cover-2" name="sensitive" type="checkbox" value="2" checked' in page.content.decode()
    )


def test_its_words_stand_under_a_closed_cover_with_nothing_of_them_beside_it(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, a_code(people))
    cover(people, transcript)
    page = read(client, people, "chidi", transcript)
    assert "The lights on the stairs" in under_covers(page)
    assert "The lights on the stairs" not in page.replace(under_covers(page), "")
    assert "A passage marked as distressing to read." in page
    assert "<details" in page
    assert " open>" not in page


def test_a_cover_stays_open_for_whoever_marked_words_under_it(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    cover(people, transcript)
    client.force_login(people.users["chidi"])
    sent = {"once": new_token(), "turn": 2, "words": "the lights on", "codes": [code.ref]}
    answer = client.post(reverse("evidence:mark", args=["harbour", transcript.ref]), sent)
    assert f"?shown=2#passage-{Excerpt.objects.get().ref}" in answer["Location"]
    assert 'class="govuk-details sd-cover" open' in client.get(answer["Location"]).content.decode()


def test_whoever_codes_covers_a_turn_and_takes_the_cover_off(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    client.force_login(people.users["chidi"])
    address = reverse("evidence:cover", args=["harbour", transcript.ref])
    for pressed, covered in (("cover", [2]), ("uncover", [])):
        answer = client.post(address, {"once": new_token(), pressed: "2"})
        assert answer["Location"].endswith("#turn-2")
        assert covered_turns(transcript) == covered
    assert client.post(address, {"once": new_token(), "cover": "9"}).status_code == 404


def test_covering_is_told_in_its_turn_and_undone(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    client.force_login(people.users["chidi"])
    address = reverse("evidence:cover", args=["harbour", transcript.ref])
    client.post(address, {"once": new_token(), "cover": "2"})
    page = read(client, people, "chidi", transcript)
    assert page.count("Turn 2 is covered for everyone, until someone asks to see it.</p>") == 1
    turn = page[page.index('id="turn-2"') : page.index('id="turn-3"')]
    button = r'name="once" value="([^"]+)"><input type="hidden" name="uncover" value="2"'
    [once] = re.findall(button, turn)
    client.post(address, {"once": once, "uncover": "2"})
    assert covered_turns(transcript) == []
    assert "has no cover any more" in read(client, people, "chidi", transcript)


def test_what_was_covered_already_is_not_undone(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    cover(people, transcript)
    client.force_login(people.users["chidi"])
    address = reverse("evidence:cover", args=["harbour", transcript.ref])
    client.post(address, {"once": new_token(), "cover": "2"})
    assert "Undo" not in read(client, people, "chidi", transcript)


def test_covering_is_in_the_audit_and_not_for_those_who_only_read(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    cover(people, transcript)
    assert Entry.objects.get(act="evidence.cover_turn").subjects.count() == 1
    with pytest.raises(NotYours):
        cover_turn(
            actor=people.bola,
            programme=people.programme,
            transcript=transcript,
            details=CoverInput(number=1, is_sensitive=True),
        )


def test_a_correction_keeps_the_cover_and_covers_what_it_leaves_behind(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    coded(people, transcript, a_code(people))
    cover(people, transcript)
    revised = revise(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=ReviseInput(replacements={"stairs": "steps"}),
    )
    assert covered_turns(revised) == [2]
    reading = open_to_read(people.chidi, people.programme, revised.ref)
    assert [passage.is_sensitive for passage in reading.left_behind] == [True]


def test_a_passage_that_touches_a_covered_turn_is_hard_to_read(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    inside = coded(people, transcript, code)
    across = coded(people, transcript, code, quote="help?\nHonestly?")
    beside = coded(people, transcript, code, quote="What would")
    cover(people, transcript)
    assert hard_to_read([inside, across, beside]) == {inside.pk, across.pk}


def test_the_theme_page_and_the_passage_of_it_cover_the_quote(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    theme = a_theme(people, code := a_code(people))
    excerpt = coded(people, transcript, code)
    cover(people, transcript)
    client.force_login(people.users["chidi"])
    for address in (
        reverse("thread:theme", args=["harbour", theme.slug]),
        reverse("thread:step", args=["harbour", "passage", excerpt.ref]),
    ):
        page = client.get(address).content.decode()
        assert STAIRS in under_covers(page)
        assert STAIRS[:30] not in page.replace(under_covers(page), "")
