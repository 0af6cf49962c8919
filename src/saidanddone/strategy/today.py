"""Lines of the today page about the plan."""

from collections import Counter
from datetime import date, datetime

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import is_allowed
from saidanddone.base import clock
from saidanddone.base.hooks import NewsLine, TodayLine
from saidanddone.programme.queries import programmes_where
from saidanddone.strategy.queries import (
    LateAction,
    OwnAction,
    late_actions_of_others,
    new_in_plan,
    own_actions,
    tensions_awaiting_a_decision,
)

# The order on the page. Tensions and overdue actions of others come below own overdue actions.
OVERDUE, OTHERS_OVERDUE, MORE_OVERDUE, TENSION, DUE_SOON, QUIET = 50, 48, 47, 45, 30, 20
MOST_LATE = 7  # of others' overdue actions; how many more there are leads to the plan


def today_lines(actor: Actor) -> list[TodayLine]:
    """Lines for own actions that are overdue, due soon or without an update for long.

    Whoever manages the plan also sees every overdue action; whoever records decisions, every tension
    without one. A line is quiet until the day for which the last update promised the next word.
    """
    return [*_own_lines(actor), *_late_lines(actor), *_tension_lines(actor)]


def _own_lines(actor: Actor) -> list[TodayLine]:
    if not is_allowed(actor, "strategy.see_own_actions"):
        return []
    lines = []
    for own in own_actions(actor):
        address = reverse("strategy:update_action", args=[own.programme_slug, own.ref])
        step = _next_step(own)
        if step and _is_awaited(own.next_word_on):
            state = "is late" if own.is_overdue else step[0]
            lines.append(_quiet(f"“{own.title}” {state}", own.next_word_on, address))
        elif step:
            lines.append(TodayLine(f"“{own.title}” {step[0]}", address, step[1]))
    return lines


def _late_lines(actor: Actor) -> list[TodayLine]:
    """A line for each overdue action of others, longest overdue first; of many, how many more there are."""
    if not is_allowed(actor, "strategy.manage_plan"):
        return []
    late = late_actions_of_others(actor, programmes_where(actor, "strategy.manage_plan"))
    awaited = [action for action in late if _is_awaited(action.next_word_on)]
    silent = [action for action in late if action not in awaited]
    more = Counter(action.programme_slug for action in silent[MOST_LATE:])
    return [
        *(_late_line(action) for action in silent[:MOST_LATE]),
        *(_more_line(slug, number) for slug, number in more.items()),
        *(
            _quiet(
                f"“{action.title}” ({action.owner_agency}) is late",
                action.next_word_on,
                reverse("strategy:action", args=[action.programme_slug, action.ref]),
            )
            for action in awaited
        ),
    ]


def _late_line(action: LateAction) -> TodayLine:
    broken = action.next_word_on
    word = f" and word was promised for {broken.day} {broken:%B}" if broken else ""
    return TodayLine(
        f"“{action.title}” was due {_days((clock.today() - action.due_on).days)} ago{word}: "
        f"ask {action.owner_agency}, or move it",
        reverse("strategy:move_action", args=[action.programme_slug, action.ref]),
        OTHERS_OVERDUE,
    )


def _more_line(slug: str, number: int) -> TodayLine:
    actions = "1 more action is late" if number == 1 else f"{number} more actions are late"
    return TodayLine(
        actions, reverse("strategy:plan", args=[slug]) + "?state=overdue", MORE_OVERDUE
    )


def _is_awaited(day: date | None) -> bool:
    """Whether word was promised for a day that is still to come, so that nobody needs to be asked."""
    return day is not None and day >= clock.today()


def _quiet(what: str, day: date | None, address: str) -> TodayLine:
    promised = f"; next word promised for {day.day} {day:%B}" if day else ""
    return TodayLine(f"{what}{promised}", address, is_quiet=True)


def _next_step(own: OwnAction) -> tuple[str, int] | None:
    """What the owner should do first about this action, and its urgency; None if nothing."""
    today = clock.today()
    if own.is_overdue and own.due_on:
        broken = own.next_word_on
        word = f" and you promised word for {broken.day} {broken:%B}" if broken else ""
        late = _days((today - own.due_on).days)
        return f"was due {late} ago{word}: say where it stands", OVERDUE
    if own.is_due_soon(today) and own.due_on:
        return f"is due on {own.due_on.day} {own.due_on:%B}", DUE_SOON
    if own.is_quiet(today) and own.last_update_on:
        return f"has had no update for {_days((today - own.last_update_on).days)}", QUIET
    return None


def _tension_lines(actor: Actor) -> list[TodayLine]:
    if not is_allowed(actor, "strategy.record_decision"):
        return []
    programmes = programmes_where(actor, "strategy.record_decision")
    return [
        TodayLine(
            f"A tension waits for a decision: “{tension.statement}”",
            reverse("strategy:record_decision", args=[tension.programme.slug])
            + f"?tension={tension.ref}",
            TENSION,
        )
        for tension in tensions_awaiting_a_decision(programmes)
    ]


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def news(actor: Actor, since: datetime) -> list[NewsLine]:
    """Decisions, updates and agreed actions since then, by programme. Registered for the hook of that name."""
    lines = []
    for new in new_in_plan(actor, programmes_where(actor, "strategy.see"), since):
        for number, word, page in (
            (new.decisions, "decision was recorded|decisions were recorded", "strategy:decisions"),
            (new.agreed, "action was agreed|actions were agreed", "strategy:plan"),
            (new.updated, "action has an update|actions have an update", "strategy:plan"),
        ):
            if number:
                words = word.split("|")[number > 1]
                lines.append(NewsLine(f"{number} {words}", reverse(page, args=[new.slug])))
    return lines
