"""Records when a job is due next, and how its last run ended."""

from datetime import datetime, timedelta

from django.db import transaction

from saidanddone.base import clock
from saidanddone.base.models import ScheduledRun

RETRY_AFTER = timedelta(minutes=10)  # doubled by each failure, and never later than the next period


def next_period(period: datetime, every: timedelta, now: datetime) -> datetime:
    """The first beginning of a period after `now`. Periods missed while nothing ran are left out."""
    return period + every * ((now - period) // every + 1)


def record_start(name: str) -> None:
    ScheduledRun.objects.filter(name=name).update(started_at=clock.now(), finished_at=None)


def record_success(name: str) -> None:
    ScheduledRun.objects.filter(name=name).update(
        finished_at=clock.now(), failures=0, failed_with=""
    )


@transaction.atomic
def record_failure(name: str, error: type[BaseException]) -> None:
    """Keep the exception's class, never its message, and bring the next try forward."""
    now = clock.now()
    run = ScheduledRun.objects.get(name=name)
    run.due_at = min(run.due_at, now + RETRY_AFTER * 2**run.failures)
    run.finished_at = now
    run.failures += 1
    run.failed_with = f"{error.__module__}.{error.__qualname__}"
    run.save()
