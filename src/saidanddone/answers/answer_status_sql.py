"""The SQL statement that fills `ExcerptStanding`. It runs on SQLite and PostgreSQL."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from saidanddone.answers.models import Answer, ExcerptStanding
from saidanddone.base.prepared import Prepared
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.policies import released
from saidanddone.programme.models import Programme

# Dates, not moments: a thing is answered on a day. An answer stands from its release until it is
# reopened or a later one replaces it. A coding whose code has no theme waits, as a concern does.
_STATEMENT = """
INSERT INTO {standing} (excerpt_id, programme_id, is_a_thing_said, open_themes, said_on, answered_on)
WITH marked (excerpt_id, said_on) AS ({marked}),
theme_of (code_id, theme_id, waits) AS (
    SELECT c.code_id, t.id, CASE WHEN t.kind IN ('concern', 'ask') THEN 1 ELSE 0 END
    FROM {theme_codes} c JOIN {theme} t ON t.id = c.theme_id
    WHERE t.programme_id = %s
),
told (theme_id, from_on, until_on) AS (
    SELECT theme_id, date(published_at), date(coalesce(reopened_at, replaced_at))
    FROM {answer} WHERE programme_id = %s AND published_at IS NOT NULL
),
stands (theme_id) AS (
    SELECT DISTINCT theme_id FROM {answer}
    WHERE programme_id = %s AND published_at IS NOT NULL
      AND reopened_at IS NULL AND replaced_at IS NULL
),
reach (excerpt_id, said_on, theme_id, waits) AS (
    SELECT DISTINCT m.excerpt_id, m.said_on, x.theme_id, coalesce(x.waits, 1)
    FROM marked m
    JOIN {coding} c ON c.excerpt_id = m.excerpt_id AND c.state IN ({states})
    LEFT JOIN theme_of x ON x.code_id = c.code_id
),
counted (excerpt_id, waits, reaches, waiting) AS (
    SELECT r.excerpt_id, max(r.waits),
        sum(CASE WHEN r.waits = 1 AND r.theme_id IS NOT NULL THEN 1 ELSE 0 END),
        sum(CASE WHEN r.waits = 1 AND r.theme_id IS NOT NULL AND s.theme_id IS NULL THEN 1 ELSE 0 END)
    FROM reach r LEFT JOIN stands s ON s.theme_id = r.theme_id
    GROUP BY r.excerpt_id
),
candidate (excerpt_id, day) AS (
    SELECT DISTINCT r.excerpt_id, CASE WHEN t.from_on < r.said_on THEN r.said_on ELSE t.from_on END
    FROM reach r JOIN told t ON t.theme_id = r.theme_id WHERE r.waits = 1
),
told_by_then (excerpt_id, day, themes) AS (
    SELECT d.excerpt_id, d.day, count(DISTINCT r.theme_id)
    FROM candidate d
    JOIN reach r ON r.excerpt_id = d.excerpt_id AND r.waits = 1
    JOIN told t ON t.theme_id = r.theme_id AND t.from_on <= d.day
        AND (t.until_on IS NULL OR t.until_on > d.day)
    GROUP BY d.excerpt_id, d.day
),
answered (excerpt_id, answered_on) AS (
    SELECT b.excerpt_id, min(b.day)
    FROM told_by_then b JOIN counted n ON n.excerpt_id = b.excerpt_id AND n.reaches = b.themes
    GROUP BY b.excerpt_id
)
SELECT m.excerpt_id, %s, coalesce(n.waits, 0) = 1,
    CASE WHEN coalesce(n.waits, 0) = 0 THEN 0 WHEN n.reaches = 0 THEN 1 ELSE n.waiting END,
    m.said_on, a.answered_on
FROM marked m
LEFT JOIN counted n ON n.excerpt_id = m.excerpt_id
LEFT JOIN answered a ON a.excerpt_id = m.excerpt_id
"""


def insert_standings(programme: Programme, scope: dict[str, Any]) -> None:
    """Insert a row for each passage in use that `scope`, a look-up on its id, selects.

    Earlier rows of these passages must be deleted first.
    """
    ids = scope.get("__in")
    try:
        if isinstance(ids, list) and len(ids) == 1:
            marked_sql, marked_values = _MARKED_ONE.sql(programme=programme.pk, excerpt=ids[0])
        else:
            marked_sql, values = _marked(programme.pk, scope).query.sql_with_params()
            marked_values = list(values)
    except EmptyResultSet:  # no passage is selected
        return
    tables = {
        "standing": ExcerptStanding._meta.db_table,
        "coding": Coding._meta.db_table,
        "theme": Theme._meta.db_table,
        "theme_codes": Theme.codes.through._meta.db_table,
        "answer": Answer._meta.db_table,
    }
    quoted = {name: connection.ops.quote_name(table) for name, table in tables.items()}
    statement = _STATEMENT.format(
        marked=marked_sql, states=", ".join(["%s"] * len(STANDING)), **quoted
    )
    parameters = [*marked_values, programme.pk, programme.pk, programme.pk, *STANDING, programme.pk]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _marked(programme: int, scope: dict[str, Any]) -> QuerySet[Excerpt, Any]:
    """Passages in use, and the day on which each was said."""
    lookups = {f"pk{lookup}": value for lookup, value in scope.items()}
    return (
        Excerpt.objects.filter(
            released("transcript__contribution__"), programme=programme, **lookups
        )
        .order_by()
        .values_list("pk", "transcript__contribution__engagement__held_on")
    )


_MARKED_ONE = Prepared(lambda programme, excerpt: _marked(programme, {"__in": [excerpt]}))
