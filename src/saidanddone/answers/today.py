"""The lines that answers add to the today page."""

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.answers.queries import to_do
from saidanddone.answers.queries.staff import ToDo
from saidanddone.base.hooks import TodayLine

SOMEONE_WAITS = 50
LOOK_AGAIN = 45
TO_APPROVE = 40


def today_lines(actor: Actor) -> list[TodayLine]:
    """Registered for the hook of that name."""
    return [line for each in to_do(actor) for line in _lines(each)]


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
