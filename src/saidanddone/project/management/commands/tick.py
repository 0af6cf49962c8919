"""`saidanddone tick`: runs the scheduled jobs that are due, in this process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.base.scheduling.queue import Outcome
from saidanddone.base.scheduling.worker import Worker


class Command(BaseCommand):
    help = "Does what is due by the clock and ends; does nothing while a worker holds the lease."

    def handle(self, *args: Any, **options: Any) -> None:
        self.failed: list[str] = []
        if not Worker(report=self.report).run_due_jobs():
            self.stdout.write("A worker holds the lease and does what is due.")
        if self.failed:
            raise CommandError(f"Not done, and tried again later: {', '.join(self.failed)}.")

    def report(self, outcome: Outcome) -> None:
        for line in outcome.lines:
            self.stdout.write(line)
        if outcome.error:
            self.failed.append(f"{outcome.name} ({outcome.error})")
