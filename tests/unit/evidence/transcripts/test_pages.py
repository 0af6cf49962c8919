import re
from html import unescape

import pytest
from django.test import Client

from saidanddone.base.idempotent import new_token
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import set_known_names
from saidanddone.listening.inputs import KnownNamesInput
from saidanddone.listening.passages import Passage
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, read_page
from tests.unit.evidence.voices import (
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def test_a_peer_confirms_what_she_captured(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    assert contribution.ref in read_page(client, at("to_confirm"))
    page = read_page(client, at("confirm", contribution.ref))
    assert '<mark class="sd-redaction">07700 900123</mark>' in page
    assert "Hide “07700 900123”, a phone number" in page
    [hit] = re.findall(r'name="hide" type="checkbox" value="([^"]+)" checked', page)
    sent = {"once": new_token(), "hide": [hit], "also_hide": "roz", "counted": "roz\r\n"}
    assert client.post(at("confirm", contribution.ref), sent).url == at("to_confirm")
    # Pressed twice, or come back to: it leads to the same place and does nothing.
    assert client.post(at("confirm", contribution.ref), sent).url == at("to_confirm")
    transcript = Transcript.objects.get()
    page = read_page(client, at("read", transcript.ref))
    assert "Ring me on [phone], ask for [hidden]." in page


def test_nothing_is_confirmed_before_the_page_said_how_many_places_words_hide(
    client: Client, people: Cast
) -> None:
    text = "Annie’s yard, Annie's dog and André, I said."  # noqa: RUF001
    contribution = words_of_kit(people, passages=[Passage(1, "verbatim", False, text)])
    as_(client, people, "amina")
    sent = {"once": new_token(), "also_hide": "Annie's\r\n\r\nandre\r\n"}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "“<bdi>Annie&#x27;s</bdi>” stands in 2 places." in page
    assert "“<bdi>andre</bdi>” stands in 1 place." in page
    assert "Nothing is confirmed yet" in page
    assert not Transcript.objects.exists()
    [counted] = re.findall(r'name="counted" value="([^"]*)"', page)
    # Words added since were not counted: they are shown first.
    sent |= {"counted": unescape(counted), "also_hide": f"{sent['also_hide']}yard"}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    [counted] = re.findall(r'name="counted" value="([^"]*)"', page)
    assert not Transcript.objects.exists()
    done = client.post(
        at("confirm", contribution.ref), {**sent, "counted": unescape(counted)}, follow=True
    ).content.decode()
    assert "What you added was hidden in 2 places, 1 place and 1 place." in done
    assert "andre" not in done.lower()
    page = read_page(client, at("read", Transcript.objects.get().ref))
    assert "[hidden] [hidden], [hidden] dog and [hidden], I said." in page


def test_what_was_typed_is_kept_when_confirming_is_refused(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    sent = {"once": new_token(), "also_hide": "Rozalind"}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "not in the text" in page
    assert "“<bdi>Rozalind</bdi>” stands nowhere." in page
    assert "Rozalind</textarea>" in page
    assert "checked" not in page  # she had taken the tick off


def test_a_list_of_names_that_takes_too_long_is_said_in_a_sentence(
    client: Client, people: Cast
) -> None:
    contribution = words_of_kit(people, passages=[Passage(1, "verbatim", False, "al " * 4000)])
    set_known_names(
        actor=people.amina,
        programme=people.programme,
        version=people.programme.version,
        details=KnownNamesInput(names=[f"al al x{number}" for number in range(2000)]),
    )
    as_(client, people, "amina")
    page = client.get(at("confirm", contribution.ref), follow=True).content.decode()
    assert "Have names that begin alike taken off the list" in page
