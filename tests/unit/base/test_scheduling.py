"""Work by the clock: once in a period, by one process at a time, and without words in any row."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import close_old_connections, connection
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from saidanddone.base import clock, scheduled
from saidanddone.base.models import Lease, ScheduledRun
from saidanddone.base.scheduling import jobs, queue
from saidanddone.base.scheduling.jobs import DAY, HOUR, ScheduledJob
from saidanddone.base.scheduling.lease import WorkerLease
from saidanddone.base.scheduling.queue import Outcome
from saidanddone.base.scheduling.worker import Worker

pytestmark = pytest.mark.django_db

WORDS = "She waits by the bakery on Tanner Street"
Ran = list[str]
Declare = Callable[..., None]


@pytest.fixture
def ran() -> Ran:
    """The names of the jobs that ran, in their order."""
    return []


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch, ran: Ran) -> Declare:
    """Let these be all the jobs there are: name=every, or name=(every, error to raise)."""

    def job(name: str, every: timedelta, error: Exception | None) -> ScheduledJob:
        def run(today: date) -> list[str]:
            ran.append(name)
            if error is not None:
                raise error
            return [f"{name} done"]

        return ScheduledJob(name, every=every, run=run)

    def all_of(**declared: timedelta | tuple[timedelta, Exception]) -> None:
        known = {}
        for name, value in declared.items():
            every, error = value if isinstance(value, tuple) else (value, None)
            known[name] = job(name, every, error)
        monkeypatch.setattr(jobs, "all_jobs", lambda: known)

    return all_of


@pytest.fixture
def nine() -> "Iterator[time_machine.Coordinates]":
    with time_machine.travel("2026-11-28T09:00:00+00:00", tick=False) as now:
        yield now


def work() -> list[Outcome]:
    """What a worker does that looks once and ends."""
    outcomes: list[Outcome] = []
    assert Worker(report=outcomes.append).run_due_jobs()
    return outcomes


def expire(lease: WorkerLease) -> None:
    Lease.objects.filter(holder=lease.holder).update(expires_at=clock.now() - timedelta(seconds=1))


# Jobs


def test_every_job_of_every_app_is_found_and_well_named() -> None:
    declared = jobs.all_jobs()
    assert {"base.forget-submissions", "vault.finish-shredding"} <= set(declared)
    assert {"listening.finish-withdrawals", "answers.reopen-weekly"} <= set(declared)
    labels = {app.label for app in apps.get_app_configs()}
    for name, job in declared.items():
        label, _, own = name.partition(".")
        assert label in labels
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", own), name
        assert job.every >= timedelta(minutes=1), name


def test_no_two_jobs_of_an_app_share_a_name() -> None:
    from importlib import import_module

    for label in {name.partition(".")[0] for name in jobs.all_jobs()}:
        declared = import_module(f"{apps.get_app_config(label).name}.scheduled").JOBS
        assert len({job.name for job in declared}) == len(declared), label


def test_every_job_of_the_product_runs_twice_without_harm() -> None:
    assert [outcome.error for outcome in work()] == [""] * len(jobs.all_jobs())
    ScheduledRun.objects.update(due_at=clock.now())
    assert [outcome.error for outcome in work()] == [""] * len(jobs.all_jobs())


# Periods


def test_a_job_runs_once_in_its_period(
    declare: Declare, ran: Ran, nine: "time_machine.Coordinates"
) -> None:
    declare(hourly=HOUR, daily=DAY)
    work()
    work()
    nine.shift(timedelta(minutes=59))
    work()
    assert ran == ["hourly", "daily"]
    nine.shift(timedelta(minutes=1))
    work()
    assert ran == ["hourly", "daily", "hourly"]


def test_periods_missed_while_nothing_ran_are_left_out(
    declare: Declare, ran: Ran, nine: "time_machine.Coordinates"
) -> None:
    declare(hourly=HOUR)
    work()
    nine.shift(timedelta(hours=7, minutes=20))
    work()
    work()
    assert ran == ["hourly", "hourly"]
    assert ScheduledRun.objects.get().due_at.strftime("%H:%M") == "17:00"


def test_of_two_that_see_the_same_period_one_enqueues(declare: Declare) -> None:
    declare(daily=DAY)
    seen_before = dict(ScheduledRun.objects.values_list("name", "due_at"))
    assert seen_before == {}
    assert queue.enqueue_due() == ["daily"]
    assert queue.enqueue_due() == []
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="threads share SQLite's test database in memory"
)
def test_of_eight_that_race_one_holds_the_lease_and_one_enqueues(declare: Declare) -> None:
    declare(daily=DAY)
    together, taken, enqueued = threading.Barrier(8), [], []

    def race() -> None:
        together.wait()
        taken.append(WorkerLease().take())
        enqueued.extend(queue.enqueue_due())
        connection.close()

    racers = [threading.Thread(target=race) for _ in range(8)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    close_old_connections()
    assert (taken.count(True), enqueued) == (1, ["daily"])


# Failures


def test_a_failure_is_kept_by_its_class_and_the_others_go_on(declare: Declare, ran: Ran) -> None:
    declare(fails=(DAY, ValueError(WORDS)), works=DAY)
    assert work() == [
        Outcome("fails", [], "builtins.ValueError"),
        Outcome("works", ["works done"], ""),
    ]
    failed = ScheduledRun.objects.get(name="fails")
    assert (failed.failures, failed.failed_with) == (1, "builtins.ValueError")


def test_what_failed_is_tried_again_ever_later_but_never_past_its_next_period(
    declare: Declare, ran: Ran, nine: "time_machine.Coordinates"
) -> None:
    declare(fails=(HOUR, ValueError()))
    waits = []
    for _ in range(5):
        work()
        due_at = ScheduledRun.objects.get().due_at
        waits.append((due_at - clock.now()) // timedelta(minutes=1))
        nine.move_to(due_at)
    assert waits == [10, 20, 40, 60, 60]
    declare(fails=HOUR)
    work()
    run = ScheduledRun.objects.get()
    assert (run.failures, run.failed_with) == (0, "")


# The lease


def test_one_process_holds_the_lease_until_it_lets_go() -> None:
    first, second = WorkerLease(), WorkerLease()
    assert first.take()
    assert not second.is_free()
    assert not second.take()
    assert first.renew()
    first.release()
    assert second.take()
    assert not first.renew()


def test_a_lease_that_expired_is_taken_by_another_and_not_renewed() -> None:
    dead, living = WorkerLease(), WorkerLease()
    assert dead.take()
    expire(dead)
    assert not dead.renew()
    assert living.take()


def test_a_lease_is_kept_for_as_long_as_the_settings_say(settings: object) -> None:
    lease = WorkerLease()
    assert lease.take()
    left = Lease.objects.get().expires_at - clock.now()
    assert timedelta(seconds=50) < left <= timedelta(seconds=60)


def test_who_lost_the_lease_begins_no_task(declare: Declare, ran: Ran) -> None:
    declare(daily=DAY)
    lease = WorkerLease()
    assert lease.take()
    queue.enqueue_due()
    expire(lease)
    assert queue.claim(lease) is None
    assert DBTaskResult.objects.ready().count() == 1


def test_what_a_dead_worker_began_is_taken_up_when_its_lease_is_over(
    declare: Declare, ran: Ran
) -> None:
    declare(daily=DAY)
    dead = WorkerLease()
    assert dead.take()
    queue.enqueue_due()
    assert queue.claim(dead) is not None
    assert not Worker(report=print).run_due_jobs()
    expire(dead)
    assert [outcome.name for outcome in work()] == ["daily"]
    assert ran == ["daily"]
    assert DBTaskResult.objects.successful().count() == 1


def test_a_task_that_ends_its_workers_is_ended_itself(declare: Declare, ran: Ran) -> None:
    declare(deadly=DAY, works=DAY)
    for _ in range(queue.MOST_STARTS):
        dying = WorkerLease()
        assert dying.take()
        queue.enqueue_due()
        queue.requeue_abandoned_tasks(dying)
        row = queue.claim(dying)
        assert row is not None
        assert row.args_kwargs["args"] == ["deadly"]
        expire(dying)
    assert [outcome.name for outcome in work()] == ["works"]
    failed = DBTaskResult.objects.failed().get()
    assert failed.exception_class_path == "saidanddone.base.scheduling.queue.WorkerDied"


# Rows hold no words


def everything_in(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return repr(cursor.fetchall())


def test_no_row_holds_what_an_error_says(declare: Declare) -> None:
    declare(fails=(DAY, ValueError(WORDS)), works=DAY)
    work()
    rows = everything_in("django_tasks_database_dbtaskresult")
    assert "ValueError" in rows
    for row in (rows, everything_in("base_scheduledrun"), everything_in("base_lease")):
        assert "bakery" not in row
        assert "Traceback" not in row
        assert "works done" not in row


@task
def keep(words: object) -> str:
    return WORDS


def test_a_task_takes_ids_and_no_words() -> None:
    for fine in (12, "k7m2p9q4r8s1", "base.forget-submissions"):
        keep.enqueue(fine)
    for refused in (WORDS, ["k7m2p9q4r8s1"], {"words": WORDS}, 0.5, None):
        with pytest.raises(TypeError, match="ids only"):
            keep.enqueue(refused)
        with pytest.raises(TypeError, match="ids only"):
            keep.enqueue(words=refused)
    assert DBTaskResult.objects.count() == 3


def test_what_a_task_returns_is_told_once_and_not_kept(declare: Declare) -> None:
    declare(works=DAY)
    assert work() == [Outcome("works", ["works done"], "")]
    assert DBTaskResult.objects.get().return_value is None


def test_rows_of_tasks_go_after_seven_days(declare: Declare) -> None:
    declare(older=DAY, newer=DAY)
    work()
    for name, days in (("older", 8), ("newer", 6)):
        DBTaskResult.objects.filter(args_kwargs={"args": [name], "kwargs": {}}).update(
            finished_at=clock.now() - timedelta(days=days)
        )
    scheduled.forget_task_rows(clock.today())
    assert DBTaskResult.objects.get().args_kwargs["args"] == ["newer"]


# The command


def test_tick_does_what_is_due_and_says_so(declare: Declare, ran: Ran) -> None:
    declare(daily=DAY)
    told = StringIO()
    call_command("tick", stdout=told)
    call_command("tick", stdout=told)
    assert (ran, told.getvalue()) == (["daily"], "daily done\n")
    assert WorkerLease().is_free()


def test_tick_leaves_the_work_to_a_worker_that_holds_the_lease(declare: Declare, ran: Ran) -> None:
    declare(daily=DAY)
    assert WorkerLease().take()
    told = StringIO()
    call_command("tick", stdout=told)
    assert (ran, told.getvalue()) == ([], "A worker holds the lease and does what is due.\n")


def test_tick_ends_with_what_failed(declare: Declare, ran: Ran) -> None:
    declare(fails=(DAY, ValueError(WORDS)), works=DAY)
    with pytest.raises(CommandError, match=r"tried again later: fails \(builtins.ValueError\)\."):
        call_command("tick", stdout=StringIO())
    assert ran == ["fails", "works"]
