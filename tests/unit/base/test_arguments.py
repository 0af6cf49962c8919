"""What people type after an option, and the sentence where it is wrong."""

from argparse import ArgumentTypeError
from collections.abc import Callable
from datetime import date

import pytest

from saidanddone.base import arguments


def test_right_ones_are_read() -> None:
    assert arguments.day("2026-11-30") == date(2026, 11, 30)
    assert arguments.port("8000") == 8000
    assert arguments.workers("2") == 2


@pytest.mark.parametrize(
    ("read", "wrong", "sentence"),
    [
        (arguments.day, "31/02/2026", "“31/02/2026” is not a date. Write it as year, month, day"),
        (arguments.day, "2026-02-31", "“2026-02-31” is not a date"),
        (arguments.day, "1026-03-12", "not a date in a year from 1900 to 2099. Check the year."),
        (arguments.port, "99999", "“99999” is not a port. Choose one from 1 to 65535."),
        (arguments.port, "-5", "“-5” is not a port"),
        (arguments.port, "eight", "“eight” is not a port"),
        (arguments.port, "9" * 5000, "is not a port"),
        (arguments.workers, "0", "“0” is not a number of processes. Choose one from 1 to 64."),
    ],
)
def test_wrong_ones_are_told_how_to_be_right(
    read: Callable[[str], object], wrong: str, sentence: str
) -> None:
    with pytest.raises(ArgumentTypeError) as told:
        read(wrong)
    assert sentence in str(told.value)
