"""The queue of tasks in the database, for the holder of the lease."""

import logging
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from saidanddone.base import clock
from saidanddone.base.models import ScheduledRun
from saidanddone.base.scheduling import jobs
from saidanddone.base.scheduling.lease import WorkerLease
from saidanddone.base.scheduling.periods import next_period
from saidanddone.base.scheduling.tasks import run_scheduled_job

Row: TypeAlias = DBTaskResult[Any, Any]
log = logging.getLogger(__name__)

MOST_STARTS = 3  # of a task; after that the task itself must be what ends its worker


class WorkerDied(Exception):
    """Recorded in a task's row when every worker that started it died in the middle."""


@dataclass(frozen=True)
class Outcome:
    """The result of a task: a job's full name or the task's path, its lines, the error's class."""

    name: str
    lines: list[str]
    error: str


def enqueue_due() -> list[str]:
    """Put every job that is due in the queue, once in its period. Returns their full names.

    The move to the next period and the task's row are one transaction, and the move is a
    compare-and-swap: of two processes that see the same period, one enqueues.
    """
    now = clock.now()
    due = dict(ScheduledRun.objects.values_list("name", "due_at"))
    enqueued = []
    for name, job in jobs.all_jobs().items():
        period = due.get(name, now)
        if period > now:
            continue
        with transaction.atomic():
            ScheduledRun.objects.get_or_create(name=name, defaults={"due_at": period})
            is_moved = ScheduledRun.objects.filter(name=name, due_at=period).update(
                due_at=next_period(period, job.every, now)
            )
            if is_moved:
                run_scheduled_job.enqueue(name)
                enqueued.append(name)
    return enqueued


def requeue_abandoned_tasks(lease: WorkerLease) -> None:
    """Queue tasks again that another worker started and did not finish. It lost the lease, so it died.

    A task that three workers died of is marked as failed, so that the other tasks run.
    """
    for row in DBTaskResult.objects.running().select_for_update():
        if row.worker_ids[-1:] == [lease.holder]:
            continue
        if len(row.worker_ids) >= MOST_STARTS:
            row.set_failed(WorkerDied())
        else:
            row.status, row.started_at = TaskResultStatus.READY, None
            row.save(update_fields=["status", "started_at"])


def claim(lease: WorkerLease) -> Row | None:
    """Claim the next task; None where none is ready or the lease is lost.

    The lease is renewed in the same transaction, so that only its holder starts a task.
    """
    if not DBTaskResult.objects.ready().exists():
        return None
    with transaction.atomic():
        if not lease.renew():
            return None
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(lease.holder)
        return row


def run(row: Row) -> Outcome:
    """Run a claimed task and record how it ended. An error is recorded, and the next task goes on."""
    args, options = row.args_kwargs["args"], row.args_kwargs["kwargs"]
    name = str(args[0] if args else row.task_path)
    try:
        lines = row.task.call(*args, **options)
        row.set_successful(None)
    except Exception as error:
        log.exception("a task failed")  # the log keeps the error's kind and place
        row.set_failed(error)
        return Outcome(name, [], row.exception_class_path)
    return Outcome(name, list(lines or []), "")
