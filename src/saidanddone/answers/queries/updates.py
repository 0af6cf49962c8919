"""Reads the Updates page: the answers of the last releases, and a stamp that tells whether they changed."""

from dataclasses import dataclass

from django.db import connection

from saidanddone.answers.models import PublishedAnswer
from saidanddone.answers.published import Parts
from saidanddone.programme.models import Programme

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class ProgrammeUpdates:
    """One programme's published answers, in order, and the notice shown on all its pages."""

    programme_id: int
    notice: str
    answers: tuple[Parts, ...]


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
    by_programme: dict[int, list[Parts]] = {}
    rows = PublishedAnswer.objects.order_by("programme_id", "position", "pk")
    for programme, parts in rows.values_list("programme_id", "parts"):
        by_programme.setdefault(programme, []).append(parts)
    programmes = Programme.objects.order_by("pk").values_list("pk", "notice")
    return [
        ProgrammeUpdates(pk, notice, tuple(by_programme.get(pk, ()))) for pk, notice in programmes
    ]
