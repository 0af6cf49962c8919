import pytest

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.transcripts.commands import confirm, confirm_as_is
from saidanddone.evidence.transcripts.inputs import ConfirmInput
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.queries import contributions_to_confirm, open_to_confirm
from saidanddone.evidence.transcripts.redaction import Hit, Kind
from saidanddone.listening.commands import set_known_names
from saidanddone.listening.inputs import KnownNamesInput
from saidanddone.listening.models import Contribution
from saidanddone.listening.passages import Passage, to_json
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.voices import KIT, STAIRS, confirmed, words_of_a_table, words_of_kit

pytestmark = pytest.mark.django_db


def the_words(transcript: Transcript) -> str:
    return key_ring_for([transcript]).unseal(transcript, "words")


def test_accepted_hits_are_hidden_and_the_rest_stands_in_turns(people: Cast) -> None:
    contribution = words_of_kit(people)
    page = open_to_confirm(people.amina, people.programme, contribution.ref)
    assert [page.words[hit.start : hit.end] for hit in page.hits] == ["07700 900123", "Roz"]
    made = confirm(
        actor=people.amina,
        programme=people.programme,
        contribution=contribution,
        accepted=page.hits,
        details=ConfirmInput(also_hide=("the bus stop",)),
    )
    words = the_words(made)
    assert words.split("\n") == [
        "What would help?",
        f"Honestly? {STAIRS} Ring me on [phone], ask for [name].",
        "She also spoke of [hidden].",
    ]
    turns = list(made.turns.all())
    assert [words[turn.start : turn.end] for turn in turns] == words.split("\n")
    assert [(turn.speaker, turn.manner, turn.is_unprompted) for turn in turns] == [
        (0, "verbatim", False),
        (1, "verbatim", True),
        (1, "remembered", False),
    ]
    assert made.length == len(words)


def test_names_on_the_programmes_list_are_found(people: Cast) -> None:
    set_known_names(
        actor=people.amina,
        programme=people.programme,
        version=1,
        details=KnownNamesInput(names=["Roz"]),
    )
    contribution = words_of_kit(people)
    people.programme.refresh_from_db()
    page = open_to_confirm(people.amina, people.programme, contribution.ref)
    assert {hit.kind for hit in page.hits} == {Kind.PHONE, Kind.KNOWN_NAME}


def test_the_raw_words_are_destroyed_as_the_transcript_is_made(people: Cast) -> None:
    contribution = words_of_kit(people)
    confirmed(people, contribution)
    contribution.refresh_from_db()
    assert bytes(contribution.words) == b""
    assert contribution.raw_destroyed_at is not None
    assert contribution.confirmed_at == contribution.raw_destroyed_at


def test_only_whoever_captured_the_words_opens_or_confirms_them(people: Cast) -> None:
    contribution = words_of_kit(people)
    for other in (people.bola, people.chidi, people.dawn, people.harun, people.sam):
        with pytest.raises(NotYours):
            open_to_confirm(other, people.programme, contribution.ref)
        with pytest.raises(NotYours):
            confirm(actor=other, programme=people.programme, contribution=contribution, accepted=[])


def test_words_are_confirmed_once(people: Cast) -> None:
    contribution = words_of_kit(people)
    confirmed(people, contribution)
    with pytest.raises(Refused, match="confirmed already"):
        confirmed(people, contribution)
    assert Transcript.objects.count() == 1


def test_words_destroyed_in_time_cannot_be_confirmed(people: Cast) -> None:
    contribution = words_of_kit(people)
    Contribution.objects.update(words=b"", raw_destroyed_at="2026-02-01T00:00Z")
    with pytest.raises(Refused, match="destroyed"):
        confirmed(people, contribution)


def test_words_to_hide_that_are_nowhere_are_refused_and_nothing_is_lost(people: Cast) -> None:
    contribution = words_of_kit(people)
    with pytest.raises(Refused, match="not in the text"):
        confirm(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            accepted=[],
            details=ConfirmInput(also_hide=("Rozalind",)),
        )
    contribution.refresh_from_db()
    assert contribution.confirmed_at is None
    assert bytes(contribution.words)


@pytest.mark.parametrize(
    "also_hide", [("stairs",) * 101, tuple(f"{'a ' * 120}{number}" for number in range(50))]
)
def test_words_to_hide_that_take_too_long_to_look_for_are_refused(
    people: Cast, also_hide: tuple[str, ...]
) -> None:
    spoken = [Passage(1, "verbatim", False, "a stairs " * 3000)]
    contribution = words_of_kit(people, passages=spoken)
    with pytest.raises(Refused, match="take too long"):
        confirm(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            accepted=[],
            details=ConfirmInput(also_hide=also_hide),
        )


def test_words_to_hide_are_hidden_however_they_are_spelled(people: Cast) -> None:
    words = "Annie’s yard, Annie's dog, André and Andre said, Ti\ufb00any, \u200bT\u200diffany"  # noqa: RUF001
    contribution = words_of_kit(people, passages=[Passage(1, "verbatim", False, words)])
    transcript = confirm(
        actor=people.amina,
        programme=people.programme,
        contribution=contribution,
        accepted=[],
        details=ConfirmInput(also_hide=("Annie's", "Andre", "tiffany")),
    )
    left = key_ring_for([transcript]).unseal(transcript, "words")
    assert (
        left == "[hidden] yard, [hidden] dog, [hidden] and [hidden] said, [hidden], \u200b[hidden]"
    )


def test_a_hit_outside_the_text_is_refused(people: Cast) -> None:
    contribution = words_of_kit(people)
    with pytest.raises(Refused, match="not in this text"):
        confirm(
            actor=people.amina,
            programme=people.programme,
            contribution=contribution,
            accepted=[Hit(9000, 9010, Kind.PHONE, "uk_phone")],
        )


def test_words_that_changed_since_they_were_opened_are_not_confirmed(people: Cast) -> None:
    contribution = words_of_kit(people)
    opened = open_to_confirm(people.amina, people.programme, contribution.ref)
    key_ring_for([contribution]).seal(contribution, words=to_json(KIT[::-1]))
    contribution.save(update_fields=["words"])
    with pytest.raises(Refused, match="changed at this moment"):
        confirm(
            actor=people.amina,
            programme=people.programme,
            contribution=opened.contribution,
            accepted=opened.hits,
        )
    assert not Transcript.objects.exists()


def test_reading_raw_words_and_confirming_are_in_the_audit_under_the_person(people: Cast) -> None:
    contribution = words_of_kit(people)
    open_to_confirm(people.amina, people.programme, contribution.ref)
    confirmed(people, contribution)
    key_ring = key_ring_for([contribution])
    for act in ("evidence.read_raw_words", "evidence.confirm"):
        entry = Entry.objects.get(act=act)
        [subject] = entry.subjects.all()
        assert key_ring.opens_alias(contribution.key_ref, bytes(subject.alias))


def test_a_tables_words_name_nobody_in_the_audit(people: Cast) -> None:
    contribution = words_of_a_table(people)
    open_to_confirm(people.bola, people.programme, contribution.ref)
    assert not Entry.objects.get(act="evidence.read_raw_words").subjects.exists()


def test_imported_words_are_confirmed_as_they_are(people: Cast) -> None:
    contributions = [words_of_kit(people) for _ in range(3)]
    Contribution.objects.update(source="import")
    transcripts = confirm_as_is(
        actor=people.amina, programme=people.programme, contributions=contributions
    )
    assert [the_words(transcript) for transcript in transcripts] == [
        "\n".join(passage.text for passage in KIT)
    ] * 3
    assert not Contribution.objects.filter(raw_destroyed_at=None).exists()
    assert Entry.objects.get(act="evidence.confirm_as_is").count == 3


def test_typed_words_are_never_confirmed_all_at_once(people: Cast) -> None:
    with pytest.raises(Refused, match="check what should be hidden"):
        confirm_as_is(
            actor=people.amina, programme=people.programme, contributions=[words_of_kit(people)]
        )


def test_what_waits_is_listed_with_the_day_it_is_destroyed(people: Cast) -> None:
    contribution = words_of_kit(people)
    [row] = contributions_to_confirm(people.amina, people.programme)
    assert (row.destroyed_on - contribution.created_at.date()).days == 30
    assert contributions_to_confirm(people.bola, people.programme) == []
