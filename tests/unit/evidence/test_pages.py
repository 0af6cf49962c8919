import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.base import clock
from saidanddone.base.hooks import today_lines
from saidanddone.base.once import new_token
from saidanddone.evidence.coding.commands import write_memo
from saidanddone.evidence.coding.models import Code, Coding, Excerpt
from saidanddone.evidence.themes.commands import name_tension
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.urls import urlpatterns
from tests.people import Cast
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    words_of_a_table,
    words_of_kit,
)

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], Any]


def at(name: str, *args: str) -> str:
    return reverse(f"evidence:{name}", args=["harbour", *args])


def as_(client: Client, people: Cast, name: str) -> Client:
    client.force_login(people.users[name])
    return client


def read_page(client: Client, address: str, **sent: Any) -> str:
    response = client.post(address, sent) if sent else client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_a_peer_confirms_what_she_captured(client: Client, people: Cast) -> None:
    said = words_of_kit(people)
    as_(client, people, "amina")
    assert said.ref in read_page(client, at("to_confirm"))
    page = read_page(client, at("confirm", said.ref))
    assert '<mark class="sd-redaction">07700 900123</mark>' in page
    assert "Hide “07700 900123”, a phone number" in page
    [hit] = re.findall(r'name="hide" type="checkbox" value="([^"]+)" checked', page)
    sent = {"once": new_token(), "hide": [hit], "also_hide": "Roz"}
    assert client.post(at("confirm", said.ref), sent).url == at("to_confirm")
    # Pressed twice, or come back to: it leads to the same place and does nothing.
    assert client.post(at("confirm", said.ref), sent).url == at("to_confirm")
    transcript = Transcript.objects.get()
    page = read_page(client, at("read", transcript.ref))
    assert "Ring me on [phone], ask for [hidden]." in page


def test_what_was_typed_is_kept_when_confirming_is_refused(client: Client, people: Cast) -> None:
    said = words_of_kit(people)
    as_(client, people, "amina")
    sent = {"once": new_token(), "also_hide": "Rozalind"}
    page = read_page(client, at("confirm", said.ref), **sent)
    assert "not in the text" in page
    assert "Rozalind</textarea>" in page
    assert "checked" not in page  # she had taken the tick off


def test_an_analyst_marks_a_selection_and_takes_it_off(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    as_(client, people, "chidi")
    sent = {"once": new_token(), "start": 27, "end": 37, "codes": [code.ref]}
    for _ in range(2):
        response = client.post(at("mark", transcript.ref), sent)
        excerpt = Excerpt.objects.get()
        assert response.url == f"{at('read', transcript.ref)}#passage-{excerpt.ref}"
    page = read_page(client, at("read", transcript.ref))
    assert f'id="passage-{excerpt.ref}" data-passages="{excerpt.ref}">The lights</mark>' in page
    sent = {"once": new_token(), "passage": excerpt.ref, "code": code.ref}
    assert client.post(at("unmark", transcript.ref), sent).status_code == 302
    assert not Coding.objects.exists()


def test_without_scripts_a_passage_is_marked_by_turn_and_words(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    as_(client, people, "chidi")
    sent = {"once": new_token(), "turn": 2, "words": "the lights on", "codes": [code.ref]}
    assert client.post(at("mark", transcript.ref), sent).status_code == 302
    excerpt = Excerpt.objects.get()
    assert excerpt.end - excerpt.start == len("the lights on")
    nowhere = {**sent, "once": new_token(), "turn": 3}
    assert "not in the transcript from that turn" in read_page(
        client, at("mark", transcript.ref), **nowhere
    )
    uncoded = {**sent, "once": new_token(), "codes": []}
    assert "Choose at least one code" in read_page(client, at("mark", transcript.ref), **uncoded)


def test_codes_stand_under_their_headings_and_a_heading_is_no_code(
    client: Client, people: Cast
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    safety, other = a_code(people, "Safety"), a_code(people, "Other")
    stairs = a_code(people, "Stairs", parent=safety)
    bulbs = a_code(people, "Bulbs", parent=stairs)
    page = read_page(as_(client, people, "chidi"), at("read", transcript.ref))
    offered = re.findall(r'type="checkbox" name="codes" value="([^"]+)"', page)
    assert sorted(offered) == sorted([other.ref, bulbs.ref])
    assert re.findall(r'font-weight-bold">([^<]+)</legend>', page) == ["Safety, Stairs"]
    sent = {"once": new_token(), "turn": 2, "words": "the lights on", "codes": []}
    page = read_page(client, at("mark", transcript.ref), **sent)
    [link] = re.findall(r'href="#(id_codes[^"]*)"', page)
    assert f'id="{link}"' in page


def test_what_may_not_be_coded_yet_says_from_when(client: Client, people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people, held_on=clock.today()))
    page = read_page(as_(client, people, "chidi"), at("read", transcript.ref))
    assert "Nothing is coded for 7 days" in page
    assert "coding.js" not in page


def test_codes_themes_and_tensions_are_made_and_changed(client: Client, people: Cast) -> None:
    as_(client, people, "amina")
    client.post(at("add_code"), {"once": new_token(), "name": "Lighting", "parent": ""})
    code = Code.objects.get()
    assert "Lighting" in read_page(client, at("codebook"))
    for statement in ("The stairs are dark.", "The bins overflow."):
        sent = {"once": new_token(), "statement": statement, "kind": "concern", "codes": [code.ref]}
        assert client.post(at("make_theme"), sent).url == at("themes")
    stairs, bins = Theme.objects.all()
    sent = {
        "once": new_token(),
        "version": 1,
        "statement": "It is dark.",
        "kind": "ask",
        "codes": [code.ref],
    }
    assert client.post(at("edit_theme", stairs.slug), sent).url == at("themes")
    late = read_page(
        client,
        at("edit_theme", stairs.slug),
        **{**sent, "once": new_token(), "statement": "So dark."},
    )
    assert "It is dark." in late
    assert "So dark." in late
    sent = {
        "once": new_token(),
        "one": stairs.slug,
        "other": bins.slug,
        "statement": "Light or bins.",
    }
    assert client.post(at("name_tension"), sent).url == at("tensions")
    assert "waits for a decision" in read_page(client, at("tensions"))


def test_common_ground_is_worked_out_from_its_page(client: Client, people: Cast) -> None:
    code = a_code(people)
    a_theme(people, code)
    for community in (people.sex_workers, people.residents):
        for _ in range(3):
            coded(people, confirmed(people, words_of_kit(people, community=community)), code)
    as_(client, people, "chidi")
    assert client.post(at("run_common_ground"), {"once": new_token()}).url == at("common_ground")
    page = read_page(client, at("common_ground"))
    assert "Both say" in page
    assert "3 sex workers and 3 residents" in page


def test_today_says_what_waits(people: Cast) -> None:
    words_of_kit(people)
    confirmed(people, words_of_a_table(people))

    def lines(name: str) -> list[str]:
        found = [line for each in today_lines(actor=getattr(people, name)) for line in each]
        return [line.text for line in found if "transcript" in line.text]

    assert lines("amina") == ["1 transcript to confirm"]
    assert lines("chidi") == ["1 transcript nobody has read"]
    assert lines("bola") == lines("dawn") == lines("harun") == lines("sam") == []


def everything(people: Cast) -> list[str]:
    """The address of every page of evidence, each about something that is there."""
    waiting = words_of_kit(people)
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    theme = a_theme(people, code)
    other = a_theme(people, statement="The bins overflow.")
    coded(people, transcript, code)
    tension = name_tension(
        actor=people.chidi, programme=people.programme, one=theme, other=other, statement="x"
    )
    kinds = {"transcripts/to-confirm": waiting.ref, "transcripts": transcript.ref}
    kinds |= {"codebook": code.ref, "tensions": tension.ref, "themes": theme.slug}
    memo = write_memo(
        actor=people.chidi, programme=people.programme, about=code, words="Look again."
    )
    kinds |= {"notes/on": code.ref, "notes": memo.ref}
    addresses = []
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        ref = next((ref for start, ref in kinds.items() if route.startswith(f"{start}/")), "")
        takes = {"ref": ref} if "<str:ref>" in route else {}
        takes |= {"kind": "code"} if "<str:kind>" in route else {}
        takes |= {"theme": ref} if "<slug:theme>" in route else {}
        addresses.append(reverse(f"evidence:{pattern.name}", kwargs={"slug": "harbour", **takes}))
    return addresses


@pytest.mark.parametrize("name", ["harun", "farah", "iris", "sam", "ed", "grace", "jo"])
def test_nobody_outside_the_evidence_finds_any_of_it(
    client: Client, people: Cast, name: str
) -> None:
    addresses = everything(people)
    as_(client, people, name)
    for address in addresses:
        for response in (client.get(address), client.post(address, {"once": "x"})):
            assert response.status_code == 404, address
            assert STAIRS not in response.content.decode()


def test_the_signed_out_are_asked_to_sign_in(client: Client, people: Cast) -> None:
    for address in everything(people):
        assert client.get(address).status_code == 302


def test_a_strategy_lead_sees_themes_and_no_transcript(client: Client, people: Cast) -> None:
    everything(people)
    as_(client, people, "dawn")
    assert "The stairs are dark." in read_page(client, at("themes"))
    assert client.get(at("transcripts")).status_code == 404
    assert client.get(at("read", Transcript.objects.get().ref)).status_code == 404


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("transcripts", 8),
        ("to_confirm", 7),
        ("codebook", 7),
        ("themes", 10),
        ("tensions", 8),
        ("common_ground", 11),
    ],
)
def test_lists_ask_as_much_for_many_as_for_one(
    client: Client,
    people: Cast,
    django_assert_max_num_queries: AtMost,
    name: str,
    most: int,
) -> None:
    everything(people)
    for number in range(4):
        code = a_code(people, f"Code {number}")
        a_theme(people, code, statement=f"Theme {number}.")
        coded(people, confirmed(people, words_of_kit(people)), code)
        words_of_kit(people)
    as_(client, people, "amina")
    client.get(at(name))
    with django_assert_max_num_queries(most):
        read_page(client, at(name))


def test_reading_asks_as_much_for_many_marks_as_for_one(
    client: Client, people: Cast, django_assert_max_num_queries: AtMost
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    for number in range(6):
        coded(people, transcript, a_code(people, f"Code {number}"), quote=STAIRS[number * 5 :])
    as_(client, people, "chidi")
    with django_assert_max_num_queries(22):
        read_page(client, at("read", transcript.ref))
