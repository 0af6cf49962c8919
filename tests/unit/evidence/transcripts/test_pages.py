import re

import pytest
from django.test import Client

from saidanddone.base.idempotent import new_token
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.listening.commands import set_known_names
from saidanddone.listening.inputs import KnownNamesInput
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import Passage, to_json
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.pages import as_, at, previewed, read_page, shown_on
from tests.unit.evidence.voices import (
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def test_a_peer_confirms_what_she_captured(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    assert contribution.ref in read_page(client, at("to_confirm"))
    page = read_page(client, at("confirm", contribution.ref))
    assert ">07700 900123</mark>" in page
    assert "Hide “07700 900123”, a phone number" in page
    hit, _roz = re.findall(r'name="hide" type="checkbox" value="([^"]+)" checked', page)
    sent = {"once": new_token(), "hide": [hit], "also_hide": "roz", "shown": shown_on(page)}
    sent = previewed(read_page(client, at("confirm", contribution.ref), **sent))
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
    sent["shown"] = shown_on(read_page(client, at("confirm", contribution.ref)))
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "“<bdi>Annie&#x27;s</bdi>” stands in 2 places, and is hidden there." in page
    assert "“<bdi>andre</bdi>” stands in 1 place, and is hidden there." in page
    assert "Nothing is confirmed yet" in page
    assert not Transcript.objects.exists()
    # Words added since were not shown: they are shown first.
    added = previewed(page) | {"also_hide": f"{sent['also_hide']}yard"}
    page = read_page(client, at("confirm", contribution.ref), **added)
    assert not Transcript.objects.exists()
    done = client.post(
        at("confirm", contribution.ref), previewed(page), follow=True
    ).content.decode()
    assert "What you added was hidden in 2 places, 1 place and 1 place." in done
    assert "andre" not in done.lower()
    page = read_page(client, at("read", Transcript.objects.get().ref))
    assert "[hidden] [hidden], [hidden] dog and [hidden], I said." in page


def test_what_was_typed_is_kept_when_confirming_is_refused(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    shown = shown_on(read_page(client, at("confirm", contribution.ref)))
    sent = {"once": new_token(), "also_hide": "Rozalind", "by_hand": "27-33", "shown": shown}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "not in the text" in page
    assert "“<bdi>Rozalind</bdi>” stands nowhere." in page
    assert "Rozalind</textarea>" in page
    assert "checked" not in page  # she had taken the tick off
    assert 'name="by_hand" value="27-33"' in page


HAND = Passage(1, "verbatim", False, "💡 Ask Roz-Ann or José about Cafe\u0301 Nil, Roz-Ann knows.")


def test_words_chosen_by_hand_are_hidden_there_alone_and_as_whole_words(
    client: Client, people: Cast
) -> None:
    contribution = words_of_kit(people, passages=[HAND])
    as_(client, people, "amina")
    shown = shown_on(read_page(client, at("confirm", contribution.ref)))
    # Code points: a light bulb is one. The second begins and ends within a word, the third cuts an accent off.
    sent = {"once": new_token(), "shown": shown, "by_hand": "6-13 18-19 28-31"}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "💡 Ask [hidden] or [hidden] about [hidden] Nil, Roz-Ann knows." in page
    done = client.post(
        at("confirm", contribution.ref), previewed(page), follow=True
    ).content.decode()
    assert "You hid 3 places by hand." in done
    page = read_page(client, at("read", Transcript.objects.get().ref))
    assert "💡 Ask [hidden] or [hidden] about [hidden] Nil, Roz-Ann knows." in page


@pytest.mark.parametrize("by_hand", ["0-900", "5-5", "9-6", "1-2", "a-b", "-3-4", "1_0-12", "3"])
def test_places_outside_the_words_are_refused(client: Client, people: Cast, by_hand: str) -> None:
    contribution = words_of_kit(people, passages=[HAND])
    as_(client, people, "amina")
    shown = shown_on(read_page(client, at("confirm", contribution.ref)))
    sent = {"once": new_token(), "shown": shown, "by_hand": by_hand}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "Something that you chose to hide is not in this text." in page
    assert not Transcript.objects.exists()


def test_places_chosen_in_other_words_than_these_hide_nothing(client: Client, people: Cast) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    page = read_page(client, at("confirm", contribution.ref))
    # Meanwhile the words are written again: who speaks changed in another window.
    say_again(contribution, HAND)
    sent = {
        "once": new_token(),
        "shown": shown_on(page),
        "by_hand": "0-4",
        "hide": re.findall(r'name="hide" type="checkbox" value="([^"]+)"', page),
        "sensitive": ["1"],
        "also_hide": "Nil",
    }
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert "Nothing is confirmed yet. Since you opened this page, these words" in page
    assert "Select a valid choice" not in page
    assert 'name="by_hand" value' not in page
    # No turn is covered for another's number.
    assert not re.search(r'name="sensitive" type="checkbox" value="1"\s+checked', page)
    assert "Nil</textarea>" in page
    assert not Transcript.objects.exists()
    sent = {"once": new_token(), "shown": shown_on(page)}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    client.post(at("confirm", contribution.ref), previewed(page))
    assert Transcript.objects.exists()


def test_a_name_found_since_the_page_was_opened_is_shown_before_anything_is_confirmed(
    client: Client, people: Cast
) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    page = read_page(client, at("confirm", contribution.ref))
    set_known_names(
        actor=people.amina,
        programme=people.programme,
        version=people.programme.version,
        details=KnownNamesInput(names=["Roz"]),
    )
    sent = {"once": new_token(), "shown": shown_on(page), "by_hand": "27-33", "sensitive": ["1"]}
    page = read_page(client, at("confirm", contribution.ref), **sent)
    assert not Transcript.objects.exists()
    assert "Hide “Roz”, a name on your list" in page
    assert page.count('name="hide" type="checkbox"') == 2
    assert len(re.findall(r'name="hide" type="checkbox" value="[^"]+" checked', page)) == 2
    # The words are the same, so what was chosen in them stands.
    assert 'name="by_hand" value="27-33"' in page
    assert 'name="sensitive" type="checkbox" value="1" checked' in page


def test_the_page_says_what_is_not_looked_for_and_counts_nothing(
    client: Client, people: Cast
) -> None:
    contribution = words_of_kit(people)
    as_(client, people, "amina")
    page = read_page(client, at("confirm", contribution.ref))
    assert "<strong>Read it through</strong>" in page
    assert "a story that only one person could tell" in page
    assert "a National Insurance number" in page
    assert not re.search(r"\d+ places? could", page)


def say_again(contribution: Contribution, *passages: Passage) -> None:
    """Other words in place of a contribution's, as saying who speaks writes them again."""
    key_ring_for([contribution]).seal(contribution, words=to_json(passages))
    contribution.save(update_fields=["words"])


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
