"""The scheduled jobs of this app: delete old rows, and update the database's statistics."""

from datetime import date, timedelta

from django_tasks_db.models import DBTaskResult

from saidanddone.base import clock, idempotent
from saidanddone.base.query_planner import count_rows_for_planning
from saidanddone.base.scheduling.jobs import DAY, ScheduledJob

TASK_ROWS_KEPT = timedelta(days=7)


def forget_submissions(today: date) -> list[str]:
    """Delete the marks of forms sent more than seven days ago."""
    idempotent.forget_old()
    return []


def forget_task_rows(today: date) -> list[str]:
    """Delete rows of tasks that ended more than seven days ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - TASK_ROWS_KEPT).delete()
    return []


def count_rows(today: date) -> list[str]:
    """Let the database count its rows, by which it plans its reads."""
    count_rows_for_planning()
    return []


JOBS = (
    ScheduledJob("forget-submissions", every=DAY, run=forget_submissions),
    ScheduledJob("forget-task-rows", every=DAY, run=forget_task_rows),
    ScheduledJob("count-rows", every=DAY, run=count_rows),
)
