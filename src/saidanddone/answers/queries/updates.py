"""What the Updates page reads: the answers of the last releases, and whether they changed."""

from dataclasses import dataclass

from django.db import connection

from saidanddone.answers.models import PublishedAnswer
from saidanddone.answers.published import Parts
from saidanddone.programme.models import Programme

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class Told:
    """One programme's published answers, in order, with the notice that stands on all its pages."""

    programme_id: int
    notice: str
    answers: tuple[Parts, ...]


# Written out because it runs at every look-up: building it from the models costs more than running it.
_STAMP = """
SELECT * FROM
    (SELECT count(*), max(id), min(ref), max(ref) FROM {answers}) AS a,
    (SELECT count(*), max(ref), sum(version) FROM {programmes}) AS p
"""


def stamp() -> Stamp:
    """Differs whenever what the page would show differs, in any programme. One query.

    Each release writes every row of its programme anew, so the random references tell them apart.
    """
    tables = {
        "answers": connection.ops.quote_name(PublishedAnswer._meta.db_table),
        "programmes": connection.ops.quote_name(Programme._meta.db_table),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STAMP.format(**tables))
        return tuple(cursor.fetchone())


def told() -> list[Told]:
    """Every programme with what its last release told. Two queries."""
    by_programme: dict[int, list[Parts]] = {}
    rows = PublishedAnswer.objects.order_by("programme_id", "position", "pk")
    for programme, parts in rows.values_list("programme_id", "parts"):
        by_programme.setdefault(programme, []).append(parts)
    programmes = Programme.objects.order_by("pk").values_list("pk", "notice")
    return [Told(pk, notice, tuple(by_programme.get(pk, ()))) for pk, notice in programmes]
