"""`saidanddone tick`: what is due by the clock, done now in this process."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from saidanddone.base.scheduling.queue import Outcome
from saidanddone.base.scheduling.worker import Worker


class Command(BaseCommand):
    help = "Does what is due by the clock and ends; does nothing while a worker holds the lease."

    def handle(self, *args: Any, **options: Any) -> None:
        self.failed: list[str] = []
        if not Worker(tell=self.tell).run_what_is_due():
            self.stdout.write("A worker holds the lease and does what is due.")
        if self.failed:
            raise CommandError(f"Not done, and tried again later: {', '.join(self.failed)}.")

    def tell(self, outcome: Outcome) -> None:
        for line in outcome.lines:
            self.stdout.write(line)
        if outcome.error:
            self.failed.append(f"{outcome.name} ({outcome.error})")
