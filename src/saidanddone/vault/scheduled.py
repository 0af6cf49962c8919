"""The scheduled jobs of this app: destroy unused keys, finish shredding that had to wait, keep the list."""

from datetime import date

from saidanddone.base.scheduling.jobs import HOUR, TEN_MINUTES, ScheduledJob
from saidanddone.vault import erasure


def sweep_orphans(today: date) -> list[str]:
    """Destroy keys that no record names, a day after they were made."""
    erasure.sweep_orphans()
    return []


def finish_shredding(today: date) -> list[str]:
    """Destroy keys and empty files of erased words where that had to wait; bring the list of keys up to date."""
    lines = []
    if not erasure.finish_shredding():
        lines.append("Some erased bytes wait for an older reader; the next run goes on.")
    problem = erasure.settle_list()
    return [*lines, problem] if problem else lines


JOBS = (
    ScheduledJob("sweep-orphans", every=HOUR, run=sweep_orphans),
    ScheduledJob("finish-shredding", every=TEN_MINUTES, run=finish_shredding),
)
