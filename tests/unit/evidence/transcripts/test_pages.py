import re

import pytest
from django.test import Client

from saidanddone.base.idempotent import new_token
from saidanddone.evidence.transcripts.models import Transcript
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
    sent = {"once": new_token(), "hide": [hit], "also_hide": "Roz"}
    assert client.post(at("confirm", contribution.ref), sent).url == at("to_confirm")
    # Pressed twice, or come back to: it leads to the same place and does nothing.
    assert client.post(at("confirm", contribution.ref), sent).url == at("to_confirm")
    transcript = Transcript.objects.get()
    page = read_page(client, at("read", transcript.ref))
    assert "Ring me on [phone], ask for [hidden]." in page


def test_what_was_typed_is_kept_when_confirming_is_refused(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    sent = {"once": new_token(), "also_hide": "Rozalind"}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "not in the text" in page
    assert "Rozalind</textarea>" in page
    assert "checked" not in page  # she had taken the tick off
