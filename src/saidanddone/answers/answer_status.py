"""Where each thing said stands, kept in the transaction that changes it.

`ExcerptStanding` one row a passage in use; `WaitingTally` the same passages counted by day;
`ThemeStanding` since when a theme has been raised; `Verdict.is_counted` whether a verdict is from
someone whose words raised the theme. Pages read these and never count a million codings.
`tests/properties/test_answer_status.py` holds them equal to the plain query.

Cost: in proportion to the passages touched; a full recount walks every coding once, in SQL.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, QuerySet, Value, When

from saidanddone.answers.answer_status_sql import insert_standings
from saidanddone.answers.models import ExcerptStanding, ThemeStanding, Verdict, WaitingTally
from saidanddone.evidence.coding.models import Coding, Excerpt
from saidanddone.evidence.coding.states import STANDING
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.transcripts.policies import released
from saidanddone.programme.models import Programme

WAITING_KINDS = ("concern", "ask")
AT_ONCE = 50_000  # passages counted in one statement, to keep memory even
NAMED_AT_ONCE = 5_000
SAID_BY = "excerpt__transcript__contribution__"

Scope = dict[str, Any]
"""Which passages, by a look-up on their id: {"__in": …} or {"__range": …}."""

Day = tuple[date, date | None, bool]
"""Said on, first answered on, still open."""


@transaction.atomic
def recount(programme: Programme) -> None:
    """Rebuild every row of the programme."""
    _take_turns(programme)
    ExcerptStanding.objects.filter(programme=programme).delete()
    for scope in _ranges(programme):
        insert_standings(programme, scope)
    _rebuild_tallies(programme)
    _recount_themes(programme)
    _recount_verdicts(programme, Verdict.objects.filter(answer__programme=programme))


@transaction.atomic
def after_codings_changed(programme_id: int, excerpt_ids: Iterable[int] | None) -> None:
    """Registered for the hook of that name."""
    programme = Programme.objects.get(pk=programme_id)
    if excerpt_ids is None:
        recount(programme)
        return
    _take_turns(programme)
    named = sorted(set(excerpt_ids))
    for start in range(0, len(named), NAMED_AT_ONCE):
        _touch(programme, named[start : start + NAMED_AT_ONCE])


@transaction.atomic
def after_answers_changed(programme: Programme, theme_ids: Iterable[int]) -> None:
    """The answers to these themes were published or reopened: their passages stand anew."""
    themes = list(theme_ids)
    if not themes:
        return
    _take_turns(programme)
    under = Coding.objects.filter(code__themes__in=themes, state__in=STANDING)
    _renew(programme, {"__in": under.values("excerpt_id")})


@transaction.atomic
def after_use_changed(contributor_id: int) -> None:
    """Registered for the hook of that name: all of a person's passages, coded or not, stand anew."""
    programme = Programme.objects.get(contributors=contributor_id)
    said = Excerpt.objects.filter(transcript__contribution__contributor=contributor_id)
    after_codings_changed(programme.pk, list(said.values_list("pk", flat=True)))


@transaction.atomic
def before_withdrawal(contributor_id: int) -> None:
    """Registered for the hook of that name: a person's passages leave the count before they go."""
    programme = Programme.objects.get(contributors=contributor_id)
    _take_turns(programme)
    said = Excerpt.objects.filter(transcript__contribution__contributor=contributor_id)
    scope: Scope = {"__in": list(said.values_list("pk", flat=True))}
    before = _days(programme, scope)
    _standings(programme, scope).delete()
    _move_tallies(programme, before, Counter())
    _follow_themes(programme, [], before)


def _touch(programme: Programme, named: list[int]) -> None:
    """Passages whose codings changed; some may be gone, and their rows with them."""
    there = Excerpt.objects.filter(programme=programme, pk__in=named).count()
    before, after = _renew(programme, {"__in": named})
    if there < len(named):
        _rebuild_tallies(programme)
        _follow_themes(programme, named, None)
        _recount_verdicts(programme, Verdict.objects.filter(answer__programme=programme))
        return
    _follow_themes(programme, named, before + after)
    theirs = Verdict.objects.filter(
        contributor__in=Excerpt.objects.filter(pk__in=named).values(
            "transcript__contribution__contributor"
        )
    )
    _recount_verdicts(programme, theirs)


def _take_turns(programme: Programme) -> None:
    """Two writers of one programme's counts follow each other (PostgreSQL; SQLite has one)."""
    Programme.objects.select_for_update(no_key=True).only("pk").get(pk=programme.pk)


def _ranges(programme: Programme) -> Iterator[Scope]:
    ends = Excerpt.objects.filter(programme=programme).aggregate(Min("pk"), Max("pk"))
    if ends["pk__min"] is not None:
        for start in range(ends["pk__min"], ends["pk__max"] + 1, AT_ONCE):
            yield {"__range": (start, start + AT_ONCE - 1)}


def _standings(programme: Programme, scope: Scope) -> QuerySet[ExcerptStanding]:
    named = {f"excerpt_id{lookup}": value for lookup, value in scope.items()}
    return ExcerptStanding.objects.filter(programme=programme, **named)


def _renew(programme: Programme, scope: Scope) -> tuple[Counter[Day], Counter[Day]]:
    """Write the standings of these passages again; the days they stood under, before and after."""
    before = _days(programme, scope)
    _standings(programme, scope).delete()
    insert_standings(programme, scope)
    after = _days(programme, scope)
    _move_tallies(programme, before, after)
    return before, after


def _by_day(standings: QuerySet[ExcerptStanding]) -> Iterable[Any]:
    return (
        standings.filter(is_a_thing_said=True)
        .annotate(is_open=Case(When(open_themes=0, then=Value(False)), default=Value(True)))
        .values("said_on", "answered_on", "is_open")
        .annotate(things=Count("pk"))
        .order_by("said_on")
    )


def _days(programme: Programme, scope: Scope) -> Counter[Day]:
    rows = _by_day(_standings(programme, scope))
    return Counter(
        {(row["said_on"], row["answered_on"], row["is_open"]): row["things"] for row in rows}
    )


def _move_tallies(programme: Programme, before: Counter[Day], after: Counter[Day]) -> None:
    """Move the counts by day by the difference. Four queries."""
    changes = {day: after[day] - before[day] for day in before.keys() | after.keys()}
    changes = {day: change for day, change in changes.items() if change}
    if not changes:
        return
    said_on = {day[0] for day in changes}
    rows = WaitingTally.objects.filter(programme=programme, said_on__in=said_on)
    moved = []
    for row in rows:
        change = changes.pop((row.said_on, row.answered_on, row.is_open), 0)
        if change:
            row.things_said += change
            moved.append(row)
    emptied = [row.pk for row in moved if not row.things_said]
    WaitingTally.objects.filter(pk__in=emptied).delete()
    WaitingTally.objects.bulk_update(
        [row for row in moved if row.things_said], ["things_said"], 500
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
    rows = _by_day(ExcerptStanding.objects.filter(programme=programme))
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
    """Since when each concern and ask has been raised, from every coding."""
    ThemeStanding.objects.filter(programme=programme).delete()
    _count_themes(programme, None)


def _count_themes(programme: Programme, themes: Iterable[int] | None) -> None:
    """Write the rows of these themes, which have none; None is all of them."""
    waiting = Theme.objects.filter(programme=programme, kind__in=WAITING_KINDS)
    if themes is not None:
        waiting = waiting.filter(pk__in=set(themes))
    first = _first_said(code__themes__in=list(waiting))
    ThemeStanding.objects.bulk_create(
        ThemeStanding(theme_id=theme, programme=programme, first_said_on=said_on)
        for theme, said_on in first
    )


def _first_said(**which: Any) -> Iterable[tuple[int, date]]:
    """By concern and ask, the first day on which it was raised in the codings that `which` names."""
    return (
        # One filter, so that every condition is about the same theme of a code.
        Coding.objects.filter(
            state__in=STANDING,
            excerpt__standing__isnull=False,
            code__themes__kind__in=WAITING_KINDS,
            **which,
        )
        .values_list("code__themes")
        .annotate(first=Min("excerpt__standing__said_on"))
        .order_by("code__themes")
    )


def _follow_themes(programme: Programme, named: list[int], days: Iterable[Day] | None) -> None:
    """Move the rows of themes that these passages reach now, or reached when said on `days`.

    None means that any theme may have lost its first passage.
    """
    kept = dict(
        ThemeStanding.objects.filter(programme=programme).values_list("theme", "first_said_on")
    )
    reached = dict(_first_said(excerpt__in=named))
    earlier = {theme: day for theme, day in reached.items() if day < kept.get(theme, date.max)}
    still_there = Coding.objects.filter(
        code__themes=OuterRef("theme"),
        state__in=STANDING,
        excerpt__standing__said_on=OuterRef("first_said_on"),
    )
    held = ThemeStanding.objects.filter(programme=programme)
    doubtful = held
    if days is not None:
        doubtful = doubtful.filter(first_said_on__in={said_on for said_on, _, _ in days})
    lost = set(doubtful.exclude(Exists(still_there)).values_list("theme", flat=True))
    held.exclude(theme__kind__in=WAITING_KINDS).delete()
    held.filter(theme__in=lost | earlier.keys()).delete()
    ThemeStanding.objects.bulk_create(
        ThemeStanding(theme_id=theme, programme=programme, first_said_on=day)
        for theme, day in earlier.items()
    )
    _count_themes(programme, lost - earlier.keys())


def raised_the_theme() -> Exists:
    """As a condition on verdicts: from someone whose words, in use, raised the answer's theme."""
    return Exists(
        Coding.objects.filter(
            released(SAID_BY),
            state__in=STANDING,
            code__themes=OuterRef("answer__theme"),
            **{f"{SAID_BY}contributor": OuterRef("contributor")},
        )
    )


def _recount_verdicts(programme: Programme, verdicts: QuerySet[Verdict]) -> None:
    stood = dict(verdicts.filter(answer__programme=programme).values_list("pk", "is_counted"))
    if not stood:
        return
    counted = set(
        Verdict.objects.filter(raised_the_theme(), pk__in=stood).values_list("pk", flat=True)
    )
    gained = [pk for pk, was in stood.items() if pk in counted and not was]
    lost = [pk for pk, was in stood.items() if was and pk not in counted]
    Verdict.objects.filter(pk__in=gained).update(is_counted=True)
    Verdict.objects.filter(pk__in=lost).update(is_counted=False)
