"""Transcripts have numbers that stay, and that tell nothing."""

import itertools
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection

from saidanddone.evidence.coding.queries import readable_row, transcripts_to_read
from saidanddone.evidence.transcripts import numbers
from saidanddone.evidence.transcripts.commands import confirm, revise
from saidanddone.evidence.transcripts.inputs import ReviseInput
from saidanddone.listening.models import Contribution
from tests.people import Cast
from tests.unit.evidence.voices import a_code, coded, confirmed, words_of_kit

pytestmark = pytest.mark.django_db


def number_of(contribution: Contribution) -> int | None:
    return Contribution.objects.values_list("number", flat=True).get(pk=contribution.pk)


def shown_to(people: Cast, name: str) -> dict[str, int]:
    actor = getattr(people, name)
    rows = map(readable_row, transcripts_to_read(actor, people.programme))
    return {row.ref: row.number for row in rows}


def test_a_number_is_given_when_words_are_confirmed(people: Cast) -> None:
    contribution = words_of_kit(people)
    assert number_of(contribution) is None
    confirmed(people, contribution)
    assert 100 <= (number_of(contribution) or 0) <= 999


def test_everyone_reads_one_number_and_no_mark_moves_it(people: Cast) -> None:
    transcripts = [confirmed(people, words_of_kit(people)) for _ in range(3)]
    before = shown_to(people, "chidi")
    assert shown_to(people, "amina") == before
    assert len(set(before.values())) == 3
    coded(people, transcripts[2], a_code(people))
    assert shown_to(people, "chidi") == before


def test_a_corrected_transcript_keeps_its_number(people: Cast) -> None:
    contribution = words_of_kit(people)
    transcript = confirmed(people, contribution)
    number = number_of(contribution)
    revise(
        actor=people.amina,
        programme=people.programme,
        transcript=transcript,
        details=ReviseInput(replacements={"Honestly": "Truly"}),
    )
    assert list(shown_to(people, "chidi").values()) == [number]


def test_numbers_follow_no_order(people: Cast) -> None:
    given = [number_of(confirmed(people, words_of_kit(people)).contribution) for _ in range(8)]
    steps = {(after or 0) - (before or 0) for before, after in itertools.pairwise(given)}
    assert len(steps) > 1


def test_most_numbers_stay_free_so_that_none_is_missed(people: Cast) -> None:
    assert all(100 <= number <= 999 for number in numbers._draw(people.programme, 450))
    drawn = numbers._draw(people.programme, 451)
    assert len(set(drawn)) == 451
    assert all(1000 <= number <= 9999 for number in drawn)


def test_a_number_drawn_by_someone_else_at_this_moment_is_drawn_again(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = number_of(confirmed(people, words_of_kit(people)).contribution)
    draws = iter([[taken], [777 if taken != 777 else 778]])
    monkeypatch.setattr(numbers, "_draw", lambda *_: next(draws))
    second = words_of_kit(people)
    confirm(actor=people.amina, programme=people.programme, contribution=second, accepted=[])
    assert number_of(second) in (777, 778)


def test_no_two_of_a_programme_have_one_number(people: Cast) -> None:
    first = confirmed(people, words_of_kit(people)).contribution
    second = confirmed(people, words_of_kit(people)).contribution
    with pytest.raises(IntegrityError):
        Contribution.objects.filter(pk=second.pk).update(number=number_of(first))


def test_a_new_version_numbers_what_stands(people: Cast) -> None:
    waiting = words_of_kit(people)
    standing = [confirmed(people, words_of_kit(people)).contribution for _ in range(4)]
    Contribution.objects.update(number=None)
    migration: Any = import_module("saidanddone.listening.migrations.0004_numbers_of_transcripts")
    migration.number_what_stands(apps, SimpleNamespace(connection=connection))
    assert number_of(waiting) is None
    assert len({number_of(contribution) for contribution in standing} - {None}) == 4
