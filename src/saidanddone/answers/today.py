"""Lines of the today page about answers."""

from datetime import datetime

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.answers.queries import new_answers, not_yet_read_aloud, sent_back_to, to_do
from saidanddone.answers.queries.staff import ToDo
from saidanddone.base.hooks import NewsLine, TodayLine

SOMEONE_WAITS = 50
LOOK_AGAIN = 45
TO_APPROVE = 40
SENT_BACK = 46
TO_READ_OUT = 20


def today_lines(actor: Actor) -> list[TodayLine]:
    """Registered for the hook of that name."""
    lines = [line for due in to_do(actor) for line in _lines(due)]
    lines += [
        TodayLine(
            f"{sent.by} sent back your answer to “{sent.theme}”: read why, and change it",
            reverse("answers:edit", args=[sent.slug, sent.answer_ref]),
            SENT_BACK,
        )
        for sent in sent_back_to(actor)
    ]
    for programme in not_yet_read_aloud(actor):
        number = programme.answers
        answers = "1 published answer waits" if number == 1 else f"{number} published answers wait"
        address = reverse("answers:sheet", args=[programme.slug]) + "?which=untold"
        lines.append(TodayLine(f"{answers} to be read aloud to people", address, TO_READ_OUT))
    return lines


def _lines(due: ToDo) -> list[TodayLine]:
    slug = due.programme.slug
    lines = [
        TodayLine(
            f"Theme “{theme.statement}” has had no answer for {theme.days} days",
            reverse("answers:draft", args=[slug, theme.theme_slug]),
            SOMEONE_WAITS,
        )
        for theme in due.waiting
        if not theme.was_reopened and not theme.is_being_answered
    ]
    lines += [
        TodayLine(
            f"The answer to “{statement}” was reopened",
            reverse("answers:answer", args=[slug, ref]),
            LOOK_AGAIN,
        )
        for statement, ref in due.reopened
    ]
    if due.to_approve:
        answers = "1 answer" if due.to_approve == 1 else f"{due.to_approve} answers"
        address = reverse("answers:list", args=[slug]) + "?state=drafted"
        lines.append(TodayLine(f"{answers} to approve", address, TO_APPROVE))
    return lines


def news(actor: Actor, since: datetime) -> list[NewsLine]:
    """Answers published, approved and opened again since then. Registered for the hook of that name."""
    lines = []
    for new in new_answers(actor, since):
        address = reverse("answers:list", args=[new.slug])
        for number, what, state in (
            (new.published, "published", "published"),
            (new.approved, "approved", "approved"),
            (new.reopened, "opened again", "reopened"),
        ):
            if number:
                answers = "1 answer was" if number == 1 else f"{number} answers were"
                lines.append(NewsLine(f"{answers} {what}", f"{address}?state={state}"))
    return lines
