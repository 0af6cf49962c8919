"""The scheduled job of this app: keep the chain's head beside the keys."""

from datetime import date

from saidanddone.audit import kept_head
from saidanddone.base.scheduling.jobs import TEN_MINUTES, ScheduledJob


def keep_head(today: date) -> list[str]:
    """Check the audit since the head kept beside the keys, and keep the newest there."""
    problem = kept_head.check_and_keep()
    return [problem] if problem else []


JOBS = (ScheduledJob("keep-head", every=TEN_MINUTES, run=keep_head),)
