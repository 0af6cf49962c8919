"""Reads the Updates page: the answers of the last releases, and a stamp that tells whether they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from saidanddone.answers.models import PublishedAnswer
from saidanddone.answers.published import Parts
from saidanddone.base import clock
from saidanddone.programme.models import Programme

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class AnswerToRead:
    """One answer as the last release carries it."""

    parts: Parts
    answered_on: date
    is_new: bool  # it came with the last release, and others stood before


@dataclass(frozen=True)
class ProgrammeUpdates:
    """One programme's published answers, the newest first, and the notice shown on all its pages."""

    programme_id: int
    notice: str
    answers: tuple[AnswerToRead, ...]
    frozen_as: str  # a reference that is new with each release

    @property
    def answer_refs(self) -> tuple[str, ...]:
        return tuple(answer.parts["ref"] for answer in self.answers)


# In SQL because it runs at every look-up: building it from the models takes longer than running it.
_STAMP = """
SELECT * FROM
    (SELECT count(*), max(id), min(ref), max(ref) FROM {answers}) AS a,
    (SELECT count(*), max(ref), sum(version) FROM {programmes}) AS p
"""


def stamp() -> Stamp:
    """A value that changes whenever any programme's page would change. One query.

    Each release inserts every row of its programme again, so the random references differ.
    """
    tables = {
        "answers": connection.ops.quote_name(PublishedAnswer._meta.db_table),
        "programmes": connection.ops.quote_name(Programme._meta.db_table),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STAMP.format(**tables))
        return tuple(cursor.fetchone())


def programme_updates() -> list[ProgrammeUpdates]:
    """Every programme with the answers of its last release. Two queries."""
    by_programme: dict[int, list[PublishedAnswer]] = {}
    rows = PublishedAnswer.objects.select_related("answer").order_by("position", "pk")
    for published in rows:
        by_programme.setdefault(published.programme_id, []).append(published)
    programmes = Programme.objects.order_by("pk").values_list("pk", "notice")
    return [
        ProgrammeUpdates(
            pk,
            notice,
            newest_first(by_programme.get(pk, ())),
            max((published.ref for published in by_programme.get(pk, ())), default=""),
        )
        for pk, notice in programmes
    ]


def newest_first(published: Sequence[PublishedAnswer]) -> tuple[AnswerToRead, ...]:
    """The answers of one release, by the day each was first told; those told by the release itself are new.

    The same for everyone: what is new *since somebody looked* would tell when they looked (decision 0037).
    """
    if not published:
        return ()
    released_on = clock.day_of(min(row.created_at for row in published))
    answers = [(row, clock.day_of(_told_at(row))) for row in published]
    are_all_new = all(day >= released_on for _, day in answers)
    answers.sort(key=lambda answer: answer[1], reverse=True)
    return tuple(
        AnswerToRead(row.parts, day, day >= released_on and not are_all_new) for row, day in answers
    )


def _told_at(published: PublishedAnswer) -> datetime:
    return published.answer.published_at or published.created_at
