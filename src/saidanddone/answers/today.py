"""The lines that answers add to the today page."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.answers.queries import to_do, untold
from saidanddone.answers.queries.staff import ToDo
from saidanddone.base.hooks import TodayLine

SOMEONE_WAITS = 50
LOOK_AGAIN = 45
TO_APPROVE = 40
TO_READ_OUT = 20


def today_lines(actor: Actor) -> list[TodayLine]:
    """Registered for the hook of that name."""
    lines = [line for each in to_do(actor) for line in _lines(each)]
    for each in untold(actor):
        answers = "1 answer waits" if each.answers == 1 else f"{each.answers} answers wait"
        address = reverse("answers:sheet", args=[each.slug])
        lines.append(TodayLine(f"{answers} to be read out", address, TO_READ_OUT))
    return lines


def _lines(due: ToDo) -> list[TodayLine]:
    slug = due.programme.slug
    lines = [
        TodayLine(
            f"Theme “{each.statement}” has had no answer for {each.days} days",
            reverse("answers:draft", args=[slug, each.theme_slug]),
            SOMEONE_WAITS,
        )
        for each in due.waiting
        if not each.was_reopened and not each.is_being_answered
    ]
    lines += [
        TodayLine(
            f"The answer to “{theme}” was reopened",
            reverse("answers:answer", args=[slug, ref]),
            LOOK_AGAIN,
        )
        for theme, ref in due.reopened
    ]
    if due.to_approve:
        answers = "1 answer" if due.to_approve == 1 else f"{due.to_approve} answers"
        address = reverse("answers:list", args=[slug]) + "?state=drafted"
        lines.append(TodayLine(f"{answers} to approve", address, TO_APPROVE))
    return lines
