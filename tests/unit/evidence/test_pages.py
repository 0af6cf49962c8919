from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from saidanddone.base.hooks import today_lines
from saidanddone.evidence.coding.commands import write_memo
from saidanddone.evidence.coding.inputs import MemoInput
from saidanddone.evidence.coding.models import PassagesGivenOut
from saidanddone.evidence.themes.commands import name_tension
from saidanddone.evidence.themes.inputs import TensionInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.urls import urlpatterns
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
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


def test_today_says_what_waits(people: Cast) -> None:
    words_of_kit(people)
    confirmed(people, words_of_a_table(people))

    def lines(name: str) -> list[str]:
        lines = [line for group in today_lines(actor=getattr(people, name)) for line in group]
        return [line.text for line in lines if "transcript" in line.text]

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
        actor=people.chidi,
        programme=people.programme,
        details=TensionInput(one_slug=theme.slug, other_slug=other.slug, statement="x"),
    )
    kinds = {"transcripts/to-confirm": waiting.ref, "transcripts": transcript.ref}
    kinds |= {"codebook": code.ref, "tensions": tension.ref, "themes": theme.slug}
    memo = write_memo(
        actor=people.chidi,
        programme=people.programme,
        about=code,
        details=MemoInput(words="Look again."),
    )
    copy = PassagesGivenOut.objects.create(
        programme=people.programme,
        title="Lighting",
        ending="csv",
        given_to="a committee",
        used_for="a paper",
        passages=1,
        taken_by=people.users["chidi"],
    )
    kinds |= {"notes/on": code.ref, "notes": memo.ref, "copies": copy.ref}
    addresses = []
    for pattern in urlpatterns:
        route = str(pattern.pattern)
        ref = next((ref for start, ref in kinds.items() if route.startswith(f"{start}/")), "")
        takes = {"ref": ref} if "<str:ref>" in route else {}
        takes |= {"kind": "code"} if "<str:kind>" in route else {}
        takes |= {"number": 2} if "<int:number>" in route else {}
        takes |= {"theme": ref} if "<slug:theme>" in route else {}
        addresses.append(reverse(f"evidence:{pattern.name}", kwargs={"slug": "harbour", **takes}))
    return addresses


@pytest.mark.parametrize("name", ["harun", "farah", "iris", "sam", "ed", "grace", "jo"])
def test_nobody_outside_the_evidence_finds_any_of_it(
    client: Client, people: Cast, name: str
) -> None:
    # The register of copies, which holds no words, is the data protection officer's too.
    addresses = [a for a in everything(people) if name != "grace" or "/copies" not in a]
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
        ("transcripts", 9),
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
