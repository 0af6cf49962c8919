"""Calls the methods, alone in this app. They load numpy, so they are imported when called."""

from collections.abc import Sequence
from datetime import date

from saidanddone.answers.reopening_rule import Replies
from saidanddone.disclosure.analyses import band

Tally = tuple[date, date | None, int]
"""Said on, first answered on, how many things."""


def median_wait(tallies: Sequence[Tally], today: date) -> float | None:
    """Median days from being said to being answered; None while half or more still wait."""
    import numpy as np

    from saidanddone_methods.waiting import median_days_waiting

    days = [((answered_on or today) - said_on).days for said_on, answered_on, _ in tallies]
    is_answered = [answered_on is not None for _, answered_on, _ in tallies]
    things = np.array([count for _, _, count in tallies], dtype=np.int64)
    waits = np.repeat(np.maximum(np.array(days, dtype=np.float64), 0.0), things)
    return median_days_waiting(waits, np.repeat(np.array(is_answered, dtype=np.bool_), things))


def complaint_in_words(replies: Replies) -> str:
    """Why an answer reopened, as the public reads it: a band, never a count."""
    said_no = band(replies.said_no, replies.replied)
    if said_no not in ("about half", "most", "nearly all"):
        return f"Some of the people who replied said {replies.complaint}."
    return f"{said_no.capitalize()} of the people who replied said {replies.complaint}."
