"""The number by which staff name a transcript: one for everyone, and it stays.

Drawn by lot from numbers of so many digits that most are free. So it tells neither when someone spoke nor
who spoke before whom, and when someone withdraws no gap is left.
"""

import secrets
from collections.abc import Sequence
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Case, Value, When

from saidanddone.listening.models import Contribution
from saidanddone.programme.models import Programme

FEWEST_DIGITS: Final = 3
TRIES: Final = 5  # someone who confirms in the same moment may draw the same (PostgreSQL)
IN_ONE_GO: Final = 200  # rows


def give_numbers(programme: Programme, contributions: Sequence[Contribution]) -> None:
    """Give each of these contributions its number. Call in the transaction that confirms them."""
    for tried in range(1, TRIES + 1):
        drawn = _draw(programme, len(contributions))
        for contribution, number in zip(contributions, drawn, strict=True):
            contribution.number = number
        try:
            with transaction.atomic():
                for first in range(0, len(contributions), IN_ONE_GO):
                    _keep(contributions[first : first + IN_ONE_GO])
        except IntegrityError:
            if tried == TRIES:
                raise
        else:
            return


def _keep(contributions: Sequence[Contribution]) -> None:
    numbers = [When(pk=row.pk, then=Value(row.number)) for row in contributions]
    rows = Contribution.objects.filter(pk__in=[row.pk for row in contributions])
    rows.update(number=Case(*numbers))


def _draw(programme: Programme, many: int) -> list[int]:
    """So many different numbers that nothing in the programme has."""
    numbered = Contribution.objects.filter(programme=programme, number__isnull=False)
    digits, in_use = FEWEST_DIGITS, numbered.count() + many
    while 9 * 10 ** (digits - 1) < 2 * in_use:
        digits += 1
    possible = range(10 ** (digits - 1), 10**digits)
    drawn: set[int] = set()
    while len(drawn) < many:
        wanted = secrets.SystemRandom().sample(possible, min(many - len(drawn), IN_ONE_GO))
        taken = set(numbered.filter(number__in=wanted).values_list("number", flat=True))
        drawn |= set(wanted) - taken
    return list(drawn)
