"""Updates the denormalised answer status, in the transaction that changes it.

- `ExcerptStanding`: one row for each passage in use. `WaitingTally`: the same passages, counted by day.
- `ThemeStanding`: since when a theme has been raised.
- `Verdict.is_counted`: whether the verdict is from someone whose words raised the theme.

Pages read these rows and never count codings. `tests/properties/test_answer_status.py` compares them
with the plain query. An update costs in proportion to the passages that changed; a full recount reads
every coding once, in SQL.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, QuerySet, Value, When

from saidanddone.answers.answer_status_sql import insert_standings
from saidanddone.answers.models import ExcerptStanding, ThemeStanding, Verdict, WaitingTally
from saidanddone.base.prepared import Prepared
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.policies import released
from saidanddone.programme.models import Programme

WAITING_KINDS = ("concern", "ask")
RECOUNT_BATCH = 50_000  # passages counted in one statement, to bound memory
UPDATE_BATCH = 5_000
CONTRIBUTION = "excerpt__transcript__contribution__"

PassageLookup = dict[str, Any]
"""Which passages, by a look-up on their id: {"__in": …} or {"__range": …}."""

Day = tuple[date, date | None, bool]
"""Said on, first answered on, still open."""


@transaction.atomic
def recount(programme: Programme) -> None:
    """Rebuild every row of the programme."""
    _lock_programme(programme.pk)
    ExcerptStanding.objects.filter(programme=programme).delete()
    for scope in _ranges(programme):
        insert_standings(programme, scope)
    _rebuild_tallies(programme)
    _recount_themes(programme)
    _recount_verdicts(programme, Verdict.objects.filter(answer__programme=programme))


@transaction.atomic
def after_codings_changed(programme_id: int, excerpt_ids: Iterable[int] | None) -> None:
    """Registered for the hook of that name."""
    programme = _lock_programme(programme_id)
    if excerpt_ids is None:
        recount(programme)
        return
    ids = sorted(set(excerpt_ids))
    for start in range(0, len(ids), UPDATE_BATCH):
        _update_passages(programme, ids[start : start + UPDATE_BATCH])


@transaction.atomic
def after_answers_changed(programme: Programme, theme_ids: Iterable[int]) -> None:
    """Update the passages of these themes, whose answers were published or reopened."""
    themes = list(theme_ids)
    if not themes:
        return
    _lock_programme(programme.pk)
    codings = Coding.objects.filter(code__themes__in=themes, state__in=STANDING)
    _rewrite_standings(programme, {"__in": codings.values("excerpt_id")})


@transaction.atomic
def after_use_changed(contributor_id: int) -> None:
    """Registered for the hook of that name. Updates all of a person's passages, coded or not."""
    programme = Programme.objects.get(contributors=contributor_id)
    excerpts = Excerpt.objects.filter(transcript__contribution__contributor=contributor_id)
    after_codings_changed(programme.pk, list(excerpts.values_list("pk", flat=True)))


@transaction.atomic
def before_withdrawal(contributor_id: int) -> None:
    """Registered for the hook of that name. Takes a person's passages out of the counts."""
    programme = Programme.objects.get(contributors=contributor_id)
    _lock_programme(programme.pk)
    excerpts = Excerpt.objects.filter(transcript__contribution__contributor=contributor_id)
    scope: PassageLookup = {"__in": list(excerpts.values_list("pk", flat=True))}
    before = _days(programme, scope)
    _standings(programme, scope).delete()
    _move_tallies(programme, before, Counter())
    _update_themes(programme, [], before)


def _update_passages(programme: Programme, ids: list[int]) -> None:
    """Update passages whose codings changed. Some may be deleted, and their rows with them."""
    remaining = Excerpt.objects.filter(programme=programme, pk__in=ids).count()
    before, after = _rewrite_standings(programme, {"__in": ids})
    if remaining < len(ids):
        _rebuild_tallies(programme)
        _update_themes(programme, ids, None)
        _recount_verdicts(programme, Verdict.objects.filter(answer__programme=programme))
        return
    _update_themes(programme, ids, before + after)
    verdicts = Verdict.objects.filter(
        contributor__in=Excerpt.objects.filter(pk__in=ids).values(
            "transcript__contribution__contributor"
        )
    )
    _recount_verdicts(programme, verdicts)


def _lock_programme(programme: int) -> Programme:
    """Lock the programme's row, so that its counts have one writer (SQLite has one anyway)."""
    return Programme.objects.select_for_update(no_key=True).only("pk").get(pk=programme)


def _ranges(programme: Programme) -> Iterator[PassageLookup]:
    ends = Excerpt.objects.filter(programme=programme).aggregate(Min("pk"), Max("pk"))
    if ends["pk__min"] is not None:
        for start in range(ends["pk__min"], ends["pk__max"] + 1, RECOUNT_BATCH):
            yield {"__range": (start, start + RECOUNT_BATCH - 1)}


def _standings(programme: Programme, scope: PassageLookup) -> QuerySet[ExcerptStanding]:
    lookups = {f"excerpt_id{lookup}": value for lookup, value in scope.items()}
    return ExcerptStanding.objects.filter(programme=programme, **lookups)


def _rewrite_standings(
    programme: Programme, scope: PassageLookup
) -> tuple[Counter[Day], Counter[Day]]:
    """Write the rows of these passages again. Returns their counts by day, before and after."""
    before = _days(programme, scope)
    _standings(programme, scope).delete()
    insert_standings(programme, scope)
    after = _days(programme, scope)
    _move_tallies(programme, before, after)
    return before, after


_DAYS_OF_ONE = Prepared(
    lambda programme, excerpt: _count_by_day(
        ExcerptStanding.objects.filter(programme=programme, excerpt__in=[excerpt])
    ).values_list("said_on", "answered_on", "is_open", "things")  # type: ignore[misc]
)
_FIRST_SAID_OF_ONE = Prepared(lambda excerpt: _first_said(excerpt__in=[excerpt]))


def _count_by_day(standings: QuerySet[ExcerptStanding]) -> QuerySet[ExcerptStanding, Any]:
    return (
        standings.filter(is_a_thing_said=True)
        .annotate(is_open=Case(When(open_themes=0, then=Value(False)), default=Value(True)))
        .values("said_on", "answered_on", "is_open")
        .annotate(things=Count("pk"))
        .order_by("said_on")
    )


def _days(programme: Programme, scope: PassageLookup) -> Counter[Day]:
    ids = scope.get("__in")
    if isinstance(ids, list) and len(ids) == 1:
        of_one = _DAYS_OF_ONE(programme=programme.pk, excerpt=ids[0])
        return Counter(
            {(day, answered, is_open): things for day, answered, is_open, things in of_one}
        )
    rows = _count_by_day(_standings(programme, scope))
    return Counter(
        {(row["said_on"], row["answered_on"], row["is_open"]): row["things"] for row in rows}
    )


def _move_tallies(programme: Programme, before: Counter[Day], after: Counter[Day]) -> None:
    """Add the difference to the counts by day. Four queries."""
    changes = {day: after[day] - before[day] for day in before.keys() | after.keys()}
    changes = {day: change for day, change in changes.items() if change}
    if not changes:
        return
    said_on = {day[0] for day in changes}
    rows = WaitingTally.objects.filter(programme=programme, said_on__in=said_on)
    changed = []
    for row in rows:
        change = changes.pop((row.said_on, row.answered_on, row.is_open), 0)
        if change:
            row.things_said += change
            changed.append(row)
    emptied = [row.pk for row in changed if not row.things_said]
    WaitingTally.objects.filter(pk__in=emptied).delete()
    WaitingTally.objects.bulk_update(
        [row for row in changed if row.things_said], ["things_said"], 500
    )
    WaitingTally.objects.bulk_create(
        WaitingTally(
            programme=programme,
            said_on=said_on,
            answered_on=answered_on,
            is_open=is_open,
            things_said=change,
        )
        for (said_on, answered_on, is_open), change in changes.items()
    )


def _rebuild_tallies(programme: Programme) -> None:
    WaitingTally.objects.filter(programme=programme).delete()
    rows = _count_by_day(ExcerptStanding.objects.filter(programme=programme))
    WaitingTally.objects.bulk_create(
        WaitingTally(
            programme=programme,
            said_on=row["said_on"],
            answered_on=row["answered_on"],
            is_open=row["is_open"],
            things_said=row["things"],
        )
        for row in rows
    )


def _recount_themes(programme: Programme) -> None:
    """Rebuild since when each concern and ask has been raised, from every coding."""
    ThemeStanding.objects.filter(programme=programme).delete()
    _count_themes(programme, None)


def _count_themes(programme: Programme, themes: Iterable[int] | None) -> None:
    """Insert the rows of these themes, which have none yet. None means every theme."""
    waiting = Theme.objects.filter(programme=programme, kind__in=WAITING_KINDS)
    if themes is not None and not set(themes):
        return
    if themes is not None:
        waiting = waiting.filter(pk__in=set(themes))
    first = _first_said(code__themes__in=list(waiting))
    ThemeStanding.objects.bulk_create(
        ThemeStanding(theme_id=theme, programme=programme, first_said_on=said_on)
        for theme, said_on in first
    )


def _first_said(**conditions: Any) -> QuerySet[Coding, Any]:
    """The first day on which each concern and ask was raised, in codings that meet `conditions`."""
    return (
        # One filter, so that every condition is about the same theme of a code.
        Coding.objects.filter(
            state__in=STANDING,
            excerpt__standing__isnull=False,
            code__themes__kind__in=WAITING_KINDS,
            **conditions,
        )
        .values_list("code__themes")
        .annotate(first=Min("excerpt__standing__said_on"))
        .order_by("code__themes")
    )


def _update_themes(programme: Programme, ids: list[int], days: Iterable[Day] | None) -> None:
    """Update the first day of themes that these passages raise now, or raised when said on `days`.

    `days` None means that any theme may have lost its first passage.
    """
    rows = ThemeStanding.objects.filter(programme=programme)
    current = dict(rows.values_list("theme", "first_said_on"))
    raised = dict(
        _FIRST_SAID_OF_ONE(excerpt=ids[0]) if len(ids) == 1 else _first_said(excerpt__in=ids)
    )
    earlier = {theme: day for theme, day in raised.items() if day < current.get(theme, date.max)}
    still_there = Coding.objects.filter(
        code__themes=OuterRef("theme"),
        state__in=STANDING,
        excerpt__standing__said_on=OuterRef("first_said_on"),
    )
    doubtful = rows
    if days is not None:
        doubtful = rows.filter(first_said_on__in={said_on for said_on, _, _ in days})
    lost = set(doubtful.exclude(Exists(still_there)).values_list("theme", flat=True))
    rows.exclude(theme__kind__in=WAITING_KINDS).delete()
    rows.filter(theme__in=lost | earlier.keys()).delete()
    ThemeStanding.objects.bulk_create(
        ThemeStanding(theme_id=theme, programme=programme, first_said_on=day)
        for theme, day in earlier.items()
    )
    _count_themes(programme, lost - earlier.keys())


def raised_the_theme() -> Exists:
    """A condition on verdicts: its contributor's words, in use, raised the answer's theme."""
    return Exists(
        Coding.objects.filter(
            released(CONTRIBUTION),
            state__in=STANDING,
            code__themes=OuterRef("answer__theme"),
            **{f"{CONTRIBUTION}contributor": OuterRef("contributor")},
        )
    )


def _recount_verdicts(programme: Programme, verdicts: QuerySet[Verdict]) -> None:
    was_counted = dict(verdicts.filter(answer__programme=programme).values_list("pk", "is_counted"))
    if not was_counted:
        return
    counted = set(
        Verdict.objects.filter(raised_the_theme(), pk__in=was_counted).values_list("pk", flat=True)
    )
    gained = [pk for pk, was in was_counted.items() if pk in counted and not was]
    lost = [pk for pk, was in was_counted.items() if was and pk not in counted]
    Verdict.objects.filter(pk__in=gained).update(is_counted=True)
    Verdict.objects.filter(pk__in=lost).update(is_counted=False)
