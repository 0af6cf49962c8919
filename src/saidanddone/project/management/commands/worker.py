"""`saidanddone worker`: runs scheduled jobs until it is stopped."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from saidanddone.base.scheduling.queue import Outcome
from saidanddone.base.scheduling.worker import Worker


class Command(BaseCommand):
    help = "Does what is due by the clock until it is stopped. Of several, one works at a time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--child-of",
            type=int,
            help="end when this process is no longer the parent, and print nothing: `start` says it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(report=self.report if options["child_of"] is None else lambda outcome: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        worker.run(parent=options["child_of"])

    def report(self, outcome: Outcome) -> None:
        """Print each line of the outcome, for the system's journal."""
        for line in outcome.lines:
            self.stdout.write(line)
        if outcome.error:
            self.stdout.write(f"{outcome.name} failed ({outcome.error}) and is tried again later.")
        self.stdout.flush()
