"""Thresholds: the most people there can be, and the fewest that must be seen again."""

from typing import Final

from saidanddone_methods.errors import BadInput, TooThin

# Robson & Regier (1964), Transactions of the American Fisheries Society 93, 215-226: an estimate
# from two samples is nearly unbiased once 7 people are in both. The estimators from contacts
# divide by such a number too; using the same threshold for them is our judgement.
FEWEST_AGAIN: Final = 7
MOST_PEOPLE: Final = 10**10  # more than exist; far above it, a fit loses its digits


def refuse_too_many(people: float) -> None:
    """Raise BadInput for more people than exist."""
    if people > MOST_PEOPLE:
        raise BadInput(f"the counts add up to {people:,.0f} people, more than there are")


def refuse_few_again(again: int, seen: int) -> None:
    """Raise TooThin where fewer than FEWEST_AGAIN of the people `seen` were seen again."""
    if not again:
        raise TooThin(
            ["nobody was seen more than once, so the number never seen cannot be estimated"]
        )
    if again < FEWEST_AGAIN:
        raise TooThin(
            [f"only {again} of {seen:,} people were seen more than once, fewer than {FEWEST_AGAIN}"]
        )
