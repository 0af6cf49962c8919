"""Types of command-line arguments, with a sentence for each error."""

from argparse import ArgumentTypeError
from datetime import date

from saidanddone.base import clock


def day(typed: str) -> date:
    """A day written 2026-11-30. For `type=` of an argument."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise ArgumentTypeError(
            f"“{typed}” is not a date. Write it as year, month, day: 2026-11-30."
        ) from None
    if not clock.EARLIEST <= day <= clock.LATEST:
        raise ArgumentTypeError(f"“{typed}” is not a date in a year {clock.YEARS}. Check the year.")
    return day


def port(typed: str) -> int:
    """A port that a program may listen on. For `type=` of an argument."""
    return _number(typed, 1, 65535, "a port")


def workers(typed: str) -> int:
    """How many processes answer. For `type=` of an argument."""
    return _number(typed, 1, 64, "a number of processes")


def _number(typed: str, least: int, most: int, name: str) -> int:
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len("65535") else 0
    if not least <= number <= most:
        raise ArgumentTypeError(f"“{typed}” is not {name}. Choose one from {least} to {most}.")
    return number
