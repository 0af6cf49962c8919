"""The scheduled jobs that apps declare as `JOBS` in their `scheduled.py`, found in every installed app."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

TEN_MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class ScheduledJob:
    """One job of an app.

    name   in lower case with hyphens; the database has it as "app.name"
    every  how long a period lasts; the job runs once in each
    run    takes today's date, returns lines that say what was done and hold nobody's words or name

    A worker may die after `run` and before that is recorded. So `run` is idempotent, and opens and
    audits its own transaction.
    """

    name: str
    every: timedelta
    run: Callable[[date], Iterable[str]]


@cache
def all_jobs() -> dict[str, ScheduledJob]:
    """Every job by its full name, "app.name", in the order of the installed apps."""
    return {
        f"{app.label}.{job.name}": job
        for app in apps.get_app_configs()
        if app.module is not None and module_has_submodule(app.module, "scheduled")
        for job in import_module(f"{app.name}.scheduled").JOBS
    }
