"""From a set of themes to everything later on the thread: one query a step, whatever the set."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from saidanddone.answers.models import Answer
from saidanddone.outcomes.models import Indicator
from saidanddone.strategy.models import Action, Decision, Priority

SHOWN_ANSWERS = ("published", "reopened")


@dataclass(frozen=True)
class Reach:
    """What follows from some themes. `answers` holds the latest answer of each theme."""

    decisions: tuple[Decision, ...]
    priorities: tuple[Priority, ...]
    actions: tuple[Action, ...]
    indicators: tuple[Indicator, ...]
    answers: tuple[Answer, ...]
    open_again: int = 0  # themes whose answer people said is not so, whatever is drafted since

    @property
    def done(self) -> int:
        return sum(action.state == "done" for action in self.actions)

    @property
    def answered(self) -> int:
        return sum(answer.state == "published" for answer in self.answers)


def reach(theme_ids: Iterable[int], *, asked_at: int | None = None) -> Reach:
    """Everything that follows from these themes; `asked_at` adds what an occasion asked for directly.

    An action that names its own themes counts under those; one that names none, under its
    priority's. Five queries.
    """
    themes = list(theme_ids)
    decisions = Decision.objects.filter(
        Q(themes__in=themes) | Q(tensions__one__in=themes) | Q(tensions__other__in=themes)
    ).distinct()
    priorities = Priority.objects.filter(themes__in=themes).distinct()
    actions = (
        Action.objects.filter(
            Q(themes__in=themes)
            | Q(priority__themes__in=themes, themes=None)
            | Q(asked_at__isnull=False, asked_at=asked_at)
        )
        .select_related("owner_agency")
        .distinct()
    )
    found = tuple(actions)
    indicators = Indicator.objects.filter(actions__in=[each.pk for each in found]).distinct()
    newest, open_again = _answers_of(themes)
    return Reach(tuple(decisions), tuple(priorities), found, tuple(indicators), newest, open_again)


def latest_answers(theme_ids: Iterable[int]) -> tuple[Answer, ...]:
    """The newest answer of each theme, drafts included. One query."""
    return _answers_of(theme_ids)[0]


def _answers_of(theme_ids: Iterable[int]) -> tuple[tuple[Answer, ...], int]:
    """The newest answer of each theme, and of how many the answer that stands is open again."""
    newest: dict[int, Answer] = {}
    stands: dict[int, str] = {}
    answers = Answer.objects.filter(theme__in=list(theme_ids)).select_related("theme")
    for answer in answers.order_by("theme_id", "number"):
        newest[answer.theme_id] = answer
        if answer.state in SHOWN_ANSWERS and answer.replaced_at is None:
            stands[answer.theme_id] = answer.state
    return tuple(newest.values()), list(stands.values()).count("reopened")
