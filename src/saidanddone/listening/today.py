"""What listening puts on the today page, and what it does by itself."""

from datetime import date

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.hooks import TodayLine
from saidanddone.listening.commands import destroy_old_raw_words, finish_due_withdrawals
from saidanddone.listening.lookups import delete_old_counts
from saidanddone.listening.queries import occasions_to_write_up, withdrawals_due


def lines_for(actor: Actor) -> list[TodayLine]:
    """Occasions held and not written up; people whose seven days are running. Two queries."""
    lines = []
    if is_allowed(actor, "listening.record_engagement"):
        lines += [
            TodayLine(
                f"“{title}” on {held_on.day} {held_on:%B} is not written up yet",
                reverse("listening:occasion", args=[slug, ref]),
                weight=20,
            )
            for slug, ref, title, held_on in occasions_to_write_up(actor)
        ]
    if is_allowed(actor, "listening.withdraw"):
        lines += [
            TodayLine(
                f"{_people(people)} asked to take back what they said; it goes by "
                f"{last.day} {last:%B} unless they come back",
                reverse("listening:come_back", args=[slug]),
                weight=60,
            )
            for slug, people, last in withdrawals_due(actor)
        ]
    return lines


def _people(number: int) -> str:
    return "Someone" if number == 1 else f"{number} people"


def do_what_is_due(today: date) -> list[str]:
    """Called by `saidanddone tick`: withdrawals whose days have passed, words kept long enough."""
    erased, emptied = finish_due_withdrawals(), destroy_old_raw_words()
    counts = delete_old_counts(today)
    said = []
    if erased:
        said.append(f"{erased} withdrawn and erased.")
    if emptied:
        said.append(f"Raw words of {emptied} contributions never confirmed were destroyed.")
    if counts:
        said.append(f"{counts} old counts of code look-ups were deleted.")
    return said
