"""What the clock does here, once a week: answers reopen by what people said back."""

from datetime import date, timedelta

from saidanddone.answers.commands.reopening import reopen_by_verdicts
from saidanddone.answers.models import WeeklyRun
from saidanddone.programme.models import Programme

WEEK = timedelta(days=7)


def retention_step(today: date) -> list[str]:
    """Registered for the hook of that name: run the batch for programmes whose week is over."""
    lines = []
    for programme in Programme.objects.order_by("pk"):
        run, _ = WeeklyRun.objects.get_or_create(programme=programme)
        if run.last_on is None or today >= run.last_on + WEEK:
            run.last_on = today
            run.save(update_fields=["last_on"])
            lines += reopen_due(programme)
    return lines


def reopen_due(programme: Programme) -> list[str]:
    """Reopen what people said no to; a line that says how many, and none if there were none."""
    reopened = reopen_by_verdicts(actor=None, programme=programme)
    if not reopened:
        return []
    answers = "1 answer was" if len(reopened) == 1 else f"{len(reopened)} answers were"
    return [f"{programme.slug}: {answers} reopened by what people said back."]
