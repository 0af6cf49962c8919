from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from saidanddone.audit.models import Entry
from saidanddone.base import clock
from saidanddone.base.errors import NotYours, Refused
from saidanddone.evidence.coding.commands import (
    PassageToCode,
    code_passage,
    code_passages,
    remove_coding,
    settle_coding,
)
from saidanddone.evidence.coding.inputs import PassageInput, RemoveCodingInput, SettleCodingInput
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.policies import may_be_quoted
from saidanddone.evidence.coding.queries import open_to_read, unsealed_quotes
from saidanddone.evidence.themes.queries import themes_of
from saidanddone.evidence.transcripts.queries import readable_transcripts
from saidanddone.listening.commands import (
    ask_to_withdraw_by_code,
    stop_quotes_by_code,
    undo_withdrawal,
    withdraw_now,
)
from saidanddone.vault.sealing import key_ring_for
from tests.people import Cast
from tests.unit.evidence.voices import (
    STAIRS,
    a_code,
    a_theme,
    coded,
    confirmed,
    excerpts_under,
    words_of_a_table,
    words_of_kit,
)

pytestmark = pytest.mark.django_db


def quotable(use: str = "quote_without_name_in_public") -> list[Excerpt]:
    return list(Excerpt.objects.filter(may_be_quoted(use)))


def test_a_passage_is_kept_with_what_stands_beside_it(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    excerpt = coded(people, transcript, a_code(people))
    key_ring = key_ring_for([excerpt])
    assert key_ring.unseal(excerpt, "quote") == STAIRS
    assert key_ring.unseal(excerpt, "before") == "What would help?\nHonestly? "
    assert key_ring.unseal(excerpt, "after") == " Ring me on 07700 900123, ask fo"
    assert excerpt.is_quotable


def test_white_space_at_the_ends_is_left_out_and_the_same_passage_stays_one(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    lighting, repairs = a_code(people), a_code(people, "Repairs")
    once = coded(people, transcript, lighting)
    again = coded(people, transcript, repairs, quote=f" {STAIRS} ")
    assert once == again
    assert set(once.codings.values_list("code__name", flat=True)) == {"Lighting", "Repairs"}


@pytest.mark.parametrize(
    ("quote", "is_quotable"),
    [
        ("What would help?", False),  # the interviewer
        ("What would help?\nHonestly?", False),  # both
        ("She also spoke", False),  # remembered
        ("Honestly?", True),
    ],
)
def test_only_a_persons_own_words_may_be_quoted(
    people: Cast, quote: str, is_quotable: bool
) -> None:
    transcript = confirmed(people, words_of_kit(people))
    assert coded(people, transcript, a_code(people), quote=quote).is_quotable is is_quotable


def test_words_read_back_may_be_quoted_and_a_tables_never(people: Cast) -> None:
    contribution = words_of_kit(people)
    contribution.was_read_back = True
    contribution.save()
    code = a_code(people)
    assert coded(people, confirmed(people, contribution), code, quote="She also spoke").is_quotable
    table = words_of_a_table(people)
    table.was_read_back = True
    table.save()
    assert not coded(people, confirmed(people, table), code).is_quotable


def test_nothing_is_coded_for_seven_days_after_an_interview(people: Cast) -> None:
    six_days_ago = clock.today() - timedelta(days=6)
    transcript = confirmed(people, words_of_kit(people, held_on=six_days_ago))
    code = a_code(people)
    with pytest.raises(Refused, match="7 days"):
        coded(people, transcript, code)
    with clock.as_if(clock.now() + timedelta(days=1)):
        coded(people, transcript, code)


def test_an_empty_selection_and_one_past_the_end_are_refused(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    code = a_code(people)
    for start, end in ((9, 9), (16, 17), (5, 100_000), (-3, 4)):
        with pytest.raises(Refused):
            code_passage(
                actor=people.chidi,
                programme=people.programme,
                transcript=transcript,
                details=PassageInput(start=start, end=end, code_refs=[code.ref]),
            )
    assert not Excerpt.objects.exists()


def test_a_peer_codes_what_she_captured_and_nothing_else(people: Cast) -> None:
    hers = confirmed(people, words_of_kit(people))
    bolas = confirmed(people, words_of_a_table(people))
    code = a_code(people)
    mark = partial(
        code_passage,
        actor=people.amina,
        programme=people.programme,
        details=PassageInput(start=0, end=4, code_refs=[code.ref]),
    )
    mark(transcript=hers)
    with pytest.raises(NotYours):
        mark(transcript=bolas)


def test_whoever_only_reads_marks_nothing(people: Cast) -> None:
    transcript = confirmed(people, words_of_a_table(people))
    details = PassageInput(start=0, end=4, code_refs=[a_code(people).ref])
    for named in (transcript, transcript.ref):
        with pytest.raises(NotYours):
            code_passage(
                actor=people.bola, programme=people.programme, transcript=named, details=details
            )


def test_words_without_consent_to_themes_are_read_by_nobody(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people, uses=["recontact"]))
    code = a_code(people)
    for actor in (people.amina, people.chidi, people.bola):
        assert not readable_transcripts(actor, people.programme).exists()
        with pytest.raises(NotYours):
            open_to_read(actor, people.programme, transcript.ref)
    with pytest.raises(NotYours):
        coded(people, transcript, code)


def test_a_stop_by_code_closes_the_words_at_once_and_its_undoing_opens_them(people: Cast) -> None:
    contribution = words_of_kit(people)
    transcript = confirmed(people, contribution)
    a_theme(people, code := a_code(people))
    coded(people, transcript, code)
    assert contribution.contributor is not None
    ask_to_withdraw_by_code(contributor=contribution.contributor)
    assert not readable_transcripts(people.chidi, people.programme).exists()
    assert quotable() == []
    assert themes_of(people.chidi, people.programme)[0].people == 0
    undo_withdrawal(
        actor=people.amina, programme=people.programme, contributor=contribution.contributor
    )
    assert len(quotable()) == 1
    assert themes_of(people.chidi, people.programme)[0].people == 1


def test_withdrawal_takes_every_passage_and_count(people: Cast) -> None:
    contribution = words_of_kit(people)
    theme = a_theme(people, code := a_code(people))
    excerpt = coded(people, confirmed(people, contribution), code)
    assert contribution.contributor is not None
    assert excerpts_under(theme) == {excerpt.pk}
    withdraw_now(
        actor=people.amina, programme=people.programme, contributor=contribution.contributor
    )
    assert not Excerpt.objects.exists()
    assert not Coding.objects.exists()
    [row] = themes_of(people.chidi, people.programme)
    assert (row.people, row.excerpts) == (0, 0)
    assert unsealed_quotes([excerpt]) == {}


def test_quotes_need_consent_to_this_use(people: Cast) -> None:
    contribution = words_of_kit(people, uses=["use_in_themes", "quote_without_name_in_papers"])
    code = a_code(people)
    excerpt = coded(people, confirmed(people, contribution), code)
    in_papers = quotable("quote_without_name_in_papers")
    assert in_papers == [excerpt]
    assert unsealed_quotes(in_papers) == {excerpt.pk: STAIRS}
    assert quotable() == []
    assert contribution.contributor is not None
    stop_quotes_by_code(contributor=contribution.contributor)
    assert quotable("quote_without_name_in_papers") == []


def test_taking_a_passage_off_a_code_leaves_its_other_codes(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    lighting, repairs = a_code(people), a_code(people, "Repairs")
    excerpt = coded(people, transcript, lighting, repairs)
    about = {"actor": people.chidi, "programme": people.programme, "excerpt": excerpt}
    off_lighting = RemoveCodingInput(code_ref=lighting.ref)
    remove_coding(**about, details=off_lighting)
    assert [coding.code for coding in excerpt.codings.all()] == [repairs]
    with pytest.raises(NotYours):
        remove_coding(**about, details=off_lighting)


def test_a_machine_only_suggests_and_a_person_accepts(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    theme = a_theme(people, code := a_code(people))
    passage = PassageToCode(transcript, 17, 60, (code,))
    about = {"actor": people.chidi, "programme": people.programme}
    with pytest.raises(Refused, match="only be suggested"):
        code_passages(**about, passages=[passage], origin="keyword")
    [excerpt] = code_passages(**about, passages=[passage], origin="keyword", state="suggested")
    assert excerpts_under(theme) == set()
    accept = SettleCodingInput(code_ref=code.ref, state="accepted")
    settle_coding(**about, excerpt=excerpt, details=accept)
    assert excerpts_under(theme) == {excerpt.pk}
    with pytest.raises(Refused, match="settled already"):
        settle_coding(**about, excerpt=excerpt, details=replace(accept, state="suggested"))


def test_many_passages_are_coded_with_one_count_and_one_audit_entry(people: Cast) -> None:
    transcripts = [confirmed(people, words_of_kit(people)) for _ in range(3)]
    theme = a_theme(people, code := a_code(people))
    passages = [PassageToCode(transcript, 17, 60, (code,)) for transcript in transcripts]
    code_passages(actor=people.chidi, programme=people.programme, passages=passages)
    [row] = themes_of(people.chidi, people.programme)
    assert (row.people, row.excerpts) == (3, 3)
    entry = Entry.objects.get(act="evidence.code")
    assert (entry.count, entry.subjects.count()) == (3, 3)
    assert theme.ref == row.ref


def test_reading_a_transcript_is_in_the_audit_under_the_person(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    reading = open_to_read(people.chidi, people.programme, transcript.ref)
    assert STAIRS in reading.words
    [subject] = Entry.objects.get(act="evidence.read_transcript").subjects.all()
    assert key_ring_for([transcript]).opens_alias(transcript.key_ref, bytes(subject.alias))


def test_the_palette_remembers_the_last_five_codes(people: Cast) -> None:
    transcript = confirmed(people, words_of_kit(people))
    codes = [a_code(people, f"Code {number}") for number in range(7)]
    for code in codes:
        coded(people, transcript, code)
    reading = open_to_read(people.chidi, people.programme, transcript.ref)
    assert reading.recent_codes == tuple(code.ref for code in reversed(codes[2:]))
