"""Counts of an occasion that are attached to no person. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HeardTally:
    """ "I felt heard" and "I would do this again": how many were asked, how many said yes."""

    asked_if_heard: int = 0
    felt_heard: int = 0
    asked_if_again: int = 0
    would_do_again: int = 0


@dataclass(frozen=True)
class EqualityCount:
    """One line of the anonymous tally, attached to no person (R6)."""

    question: str
    answer: str
    people: int
