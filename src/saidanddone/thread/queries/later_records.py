"""Finds what follows some themes on the thread, with one query for each kind of record."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from saidanddone.answers.models import Answer
from saidanddone.answers.states import PUBLISHED, REOPENED, TOLD
from saidanddone.outcomes.models import Indicator
from saidanddone.strategy.models import Action, Decision, Priority
from saidanddone.strategy.states import DONE


@dataclass(frozen=True)
class LaterRecords:
    """What follows some themes. `answers` holds the latest answer of each theme."""

    decisions: tuple[Decision, ...]
    priorities: tuple[Priority, ...]
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]
    answers: tuple[Answer, ...]
    open_again: int = 0  # themes whose published answer was reopened, whatever is drafted since

    @property
    def done(self) -> int:
        return sum(action.state == DONE for action in self.actions)

    @property
    def answered(self) -> int:
        return sum(answer.state == PUBLISHED for answer in self.answers)


def records_after(theme_ids: Iterable[int], *, asked_at: int | None = None) -> LaterRecords:
    """Everything that follows from these themes; `asked_at` adds what an occasion asked for directly.

    An action that names its own themes counts under those; one that names none, under its
    priority's. Five queries.
    """
    themes = list(theme_ids)
    decisions = Decision.objects.filter(
        Q(themes__in=themes) | Q(tensions__one__in=themes) | Q(tensions__other__in=themes)
    ).distinct()
    priorities = Priority.objects.filter(themes__in=themes).distinct()
    actions = tuple(
        Action.objects.filter(
            Q(themes__in=themes)
            | Q(priority__themes__in=themes, themes=None)
            | Q(asked_at__isnull=False, asked_at=asked_at)
        )
        .select_related("owner_agency")
        .distinct()
    )
    acted = [action.pk for action in actions]
    indicators = Indicator.objects.filter(actions__in=acted).distinct()
    newest, open_again = _answers_of(themes)
    return LaterRecords(
        tuple(decisions), tuple(priorities), actions, tuple(indicators), newest, open_again
    )


def latest_answers(theme_ids: Iterable[int]) -> tuple[Answer, ...]:
    """The newest answer of each theme, drafts included. One query."""
    return _answers_of(theme_ids)[0]


def _answers_of(theme_ids: Iterable[int]) -> tuple[tuple[Answer, ...], int]:
    """The newest answer of each theme, and for how many themes the published answer was reopened."""
    newest: dict[int, Answer] = {}
    standing: dict[int, str] = {}
    answers = Answer.objects.filter(theme__in=list(theme_ids)).select_related("theme")
    for answer in answers.order_by("theme_id", "number"):
        newest[answer.theme_id] = answer
        if answer.state in TOLD and answer.replaced_at is None:
            standing[answer.theme_id] = answer.state
    return tuple(newest.values()), list(standing.values()).count(REOPENED)
