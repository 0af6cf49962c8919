"""What the clock does here: withdrawals whose days have passed, words kept long enough."""

from datetime import date

from saidanddone.base.scheduling.jobs import DAY, HOUR, TEN_MINUTES, ScheduledJob
from saidanddone.listening.commands import destroy_old_raw_words, finish_due_withdrawals
from saidanddone.listening.lookups import delete_old_counts


def finish_withdrawals(today: date) -> list[str]:
    """Erase everyone whose seven days have passed."""
    erased = finish_due_withdrawals()
    return [f"{erased} withdrawn and erased."] if erased else []


def destroy_raw_words(today: date) -> list[str]:
    """Destroy raw words that nobody confirmed within the days their programme set."""
    emptied = destroy_old_raw_words()
    if not emptied:
        return []
    return [f"Raw words of {emptied} contributions never confirmed were destroyed."]


def forget_lookup_counts(today: date) -> list[str]:
    """Delete counts of code look-ups after twelve months."""
    counts = delete_old_counts(today)
    return [f"{counts} old counts of code look-ups were deleted."] if counts else []


JOBS = (
    ScheduledJob("finish-withdrawals", every=TEN_MINUTES, run=finish_withdrawals),
    ScheduledJob("destroy-raw-words", every=HOUR, run=destroy_raw_words),
    ScheduledJob("forget-lookup-counts", every=DAY, run=forget_lookup_counts),
)
