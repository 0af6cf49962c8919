"""Notes of those who code: on a transcript, a code or a theme."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from saidanddone.audit.models import Entry
from saidanddone.base.errors import NotYours, Refused
from saidanddone.base.idempotent import new_token
from saidanddone.evidence.coding.commands import (
    edit_memo,
    merge_codes,
    remove_code,
    remove_memo,
    write_memo,
)
from saidanddone.evidence.coding.inputs import MemoInput, MergeInput
from saidanddone.evidence.coding.models import Memo
from saidanddone.evidence.coding.queries import codebook, open_to_read, read_memos, words_of
from saidanddone.evidence.transcripts.commands import revise
from saidanddone.evidence.transcripts.inputs import ReviseInput
from saidanddone.listening.commands import withdraw_now
from tests.people import Cast
from tests.unit.evidence.voices import STAIRS, a_code, a_theme, coded, confirmed, words_of_kit

pytestmark = pytest.mark.django_db

NOTICED = "She laughs each time she names the stairs."


def note(people: Cast, about: object, words: str = NOTICED, name: str = "chidi") -> Memo:
    return write_memo(
        actor=getattr(people, name),
        programme=people.programme,
        about=about,
        details=MemoInput(words=words),
    )


def test_a_note_is_sealed_and_read_by_whoever_codes(people: Cast) -> None:
    code = a_code(people)
    memo = note(people, code)
    assert NOTICED.encode() not in bytes(memo.words)
    [shown] = read_memos(people.amina, people.programme, code)
    assert (shown.words, shown.by, shown.is_own) == (NOTICED, "Chidi", False)
    assert Entry.objects.filter(act="evidence.read_memos").count() == 1
    assert read_memos(people.dawn, people.programme, code) == []


def test_a_note_on_a_transcript_lies_under_the_persons_key_and_goes_with_them(people: Cast) -> None:
    contribution = words_of_kit(people)
    transcript = confirmed(people, contribution)
    memo = note(people, transcript, f"“{STAIRS}” is the heart of it.")
    assert memo.key_ref == transcript.key_ref
    assert contribution.contributor is not None
    withdraw_now(
        actor=people.amina, programme=people.programme, contributor=contribution.contributor
    )
    assert not Memo.objects.exists()


def test_a_note_elsewhere_repeats_nobody(people: Cast) -> None:
    first, second = (confirmed(people, words_of_kit(people)) for _ in range(2))
    code = a_code(people)
    theme = a_theme(people, code)
    coded(people, first, code)
    for about in (code, theme, second):
        with pytest.raises(Refused, match="would stay"):
            note(people, about, f"They said {STAIRS}")
    note(people, first, f"They said {STAIRS}")


def test_a_note_goes_along_when_words_are_corrected_and_codes_merged(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code, into = a_code(people), a_code(people, "Repairs")
    note(people, transcript)
    note(people, code)
    revised = revise(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=ReviseInput(replacements={"winter": "autumn"}),
    )
    reading = open_to_read(people.chidi, people.programme, revised.ref)
    assert [memo.words for memo in reading.memos] == [NOTICED]
    details = MergeInput(into_ref=into.ref)
    merge_codes(actor=people.chidi, programme=people.programme, code=code, details=details)
    assert len(read_memos(people.chidi, people.programme, into)) == 1


def test_a_code_with_a_note_is_not_removed(people: Cast) -> None:
    code = a_code(people)
    memo = note(people, code)
    [row] = codebook(people.chidi, people.programme)
    assert not row.is_unused
    about = {"actor": people.chidi, "programme": people.programme}
    with pytest.raises(Refused, match="notes off it first"):
        remove_code(**about, code=code)
    remove_memo(**about, memo=memo)
    remove_code(**about, code=code)


def test_only_its_writer_changes_or_removes_a_note(people: Cast) -> None:
    memo = note(people, a_code(people))
    about = {"actor": people.amina, "programme": people.programme, "memo": memo}
    with pytest.raises(NotYours):
        edit_memo(**about, version=1, details=MemoInput(words="Mine now."))
    with pytest.raises(NotYours):
        remove_memo(**about)


def test_nobody_writes_on_what_they_may_not_read_or_without_words(people: Cast) -> None:
    bolas = confirmed(people, words_of_kit(people, people.bola, people.residents))
    with pytest.raises(NotYours):
        note(people, bolas, name="amina")
    with pytest.raises(NotYours):
        note(people, bolas, name="bola")
    with pytest.raises(Refused, match="Write the note"):
        note(people, bolas, words="  ")


def test_opening_ones_own_note_to_change_it_is_in_the_audit(people: Cast) -> None:
    memo = note(people, confirmed(people, words_of_kit(people)))
    assert words_of(people.chidi, people.programme, memo) == NOTICED
    for act in ("evidence.write_memo", "evidence.read_memos"):
        assert Entry.objects.get(act=act).subjects.count() == 1


def test_a_note_is_on_one_thing(people: Cast) -> None:
    code = a_code(people)
    memo = note(people, code)
    memo.theme = a_theme(people, code)
    with pytest.raises(IntegrityError), transaction.atomic():
        memo.save()


@pytest.mark.parametrize("kind", ["transcript", "code", "theme"])
def test_a_note_is_written_changed_and_removed_where_it_stands(
    client: Client, people: Cast, kind: str
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    theme = a_theme(people, code)
    about = {"transcript": transcript, "code": code, "theme": theme}[kind]
    client.force_login(people.users["chidi"])
    write = reverse("evidence:write_memo", args=["harbour", kind, about.ref])
    answer = client.post(write, {"once": new_token(), "words": NOTICED})
    page = client.get(answer["Location"]).content.decode()
    assert NOTICED in page
    memo = Memo.objects.get()
    edit = reverse("evidence:edit_memo", args=["harbour", memo.ref])
    assert edit in page
    client.post(edit, {"once": new_token(), "version": 1, "words": "She laughs."})
    assert "She laughs." in client.get(answer["Location"]).content.decode()
    late = client.post(edit, {"once": new_token(), "version": 1, "words": "She sighs."})
    for words in ("Someone else changed this", "She laughs.", "She sighs."):
        assert words in late.content.decode()
    client.post(reverse("evidence:remove_memo", args=["harbour", memo.ref]), {"once": new_token()})
    assert not Memo.objects.exists()


def test_a_strategy_lead_sees_no_notes_on_the_theme_page(client: Client, people: Cast) -> None:
    theme = a_theme(people, a_code(people))
    note(people, theme)
    client.force_login(people.users["dawn"])
    page = client.get(reverse("thread:theme", args=["harbour", theme.slug])).content.decode()
    assert NOTICED not in page
    assert "Write a note" not in page
