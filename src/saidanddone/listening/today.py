"""Lines of the today page about occasions and withdrawals."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base.hooks import TodayLine
from saidanddone.listening.queries import occasions_to_write_up, withdrawals_due


def today_lines(actor: Actor) -> list[TodayLine]:
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
                f"{_people(people)} asked us to erase what they said. It is erased automatically by "
                f"{last.day} {last:%B}, unless they ask you to keep it",
                reverse("listening:come_back", args=[slug]),
                weight=60,
            )
            for slug, people, last in withdrawals_due(actor)
        ]
    return lines


def _people(number: int) -> str:
    return "Someone" if number == 1 else f"{number} people"
