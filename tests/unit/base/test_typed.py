"""What people type after an option, and the sentence where it is wrong."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date

import pytest

from saidanddone.base import typed


def test_right_ones_are_read() -> None:
    assert typed.day("2026-11-30") == date(2026, 11, 30)
    assert typed.port("8000") == 8000
    assert typed.workers("2") == 2


@pytest.mark.parametrize(
    ("read", "wrong", "sentence"),
    [
        (typed.day, "31/02/2026", "“31/02/2026” is not a date. Write it as year, month, day"),
        (typed.day, "2026-02-31", "“2026-02-31” is not a date"),
        (typed.port, "99999", "“99999” is not a port. Choose one from 1 to 65535."),
        (typed.port, "-5", "“-5” is not a port"),
        (typed.port, "eight", "“eight” is not a port"),
        (typed.port, "9" * 5000, "is not a port"),
        (typed.workers, "0", "“0” is not a number of processes. Choose one from 1 to 64."),
    ],
)
def test_wrong_ones_are_told_how_to_be_right(
    read: Callable[[str], object], wrong: str, sentence: str
) -> None:
    with pytest.raises(ArgumentTypeError) as told:
        read(wrong)
    assert sentence in str(told.value)
