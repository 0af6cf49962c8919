"""The scheduled job of the app: once a week, reopen answers by what people said back."""

from datetime import date, timedelta

from django.db import transaction

from saidanddone.answers.commands.reopening import reopen_by_verdicts
from saidanddone.answers.models import WeeklyRun
from saidanddone.base.scheduling.jobs import HOUR, ScheduledJob
from saidanddone.programme.models import Programme

WEEK = timedelta(days=7)


def reopen_weekly(today: date) -> list[str]:
    """Once a week, reopen answers that people say they did not mean or cannot see.

    Each programme is one transaction, so a worker that dies in the middle leaves the week to be done.
    """
    lines = []
    for programme in Programme.objects.order_by("pk"):
        with transaction.atomic():
            run, _ = WeeklyRun.objects.get_or_create(programme=programme)
            if run.last_on is None or today >= run.last_on + WEEK:
                run.last_on = today
                run.save(update_fields=["last_on"])
                lines += reopen_due(programme)
    return lines


def reopen_due(programme: Programme) -> list[str]:
    """Reopen answers in one programme. Returns a line that says how many, or no line for none."""
    reopened = reopen_by_verdicts(actor=None, programme=programme)
    if not reopened:
        return []
    answers = "1 answer was" if len(reopened) == 1 else f"{len(reopened)} answers were"
    return [f"{programme.slug}: {answers} reopened by what people said back."]


JOBS = (ScheduledJob("reopen-weekly", every=HOUR, run=reopen_weekly),)
