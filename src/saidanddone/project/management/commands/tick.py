"""`saidanddone tick`: what must happen by itself, run every ten minutes by the machine's own clock."""

from typing import Any

from django.core.management.base import BaseCommand

from saidanddone.base import clock, hooks, once
from saidanddone.base.query_planner import count_rows_for_planning
from saidanddone.vault import erasure


class Command(BaseCommand):
    help = "Does what is due today: withdrawals whose days have passed, words kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        for said in hooks.retention_step(today=clock.today()):
            for line in said:
                self.stdout.write(line)
        once.forget_old()
        erasure.sweep_orphans()
        count_rows_for_planning()
        if not erasure.finish_shredding():
            self.stdout.write("Some erased bytes wait for an older reader; the next tick goes on.")
