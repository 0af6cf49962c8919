"""Reads what is shown beside the form of an answer: who raised the theme, and which actions serve it."""

from dataclasses import dataclass

from django.db.models import Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action


@dataclass(frozen=True)
class RaisedBy:
    name: str
    people: int
    occasions: int  # tables and rooms


@dataclass(frozen=True)
class ActionLine:
    """An action that serves the theme, and its state."""

    title: str
    state: str


@dataclass(frozen=True)
class Background:
    slug: str
    raised_by: tuple[RaisedBy, ...]
    actions: tuple[ActionLine, ...]


def background_of(actor: Actor, programme: Programme, theme: Theme) -> Background:
    """Exact figures, for the team alone. Two queries. Raises NotYours."""
    require(actor, "answers.draft", programme)
    raised = ThemeSummary.objects.filter(theme=theme).filter(Q(people__gt=0) | Q(occasions__gt=0))
    return Background(
        slug=theme.slug,
        raised_by=tuple(
            RaisedBy(summary.community.in_a_sentence, summary.people, summary.occasions)
            for summary in raised.select_related("community").order_by("community__position")
        ),
        actions=tuple(
            ActionLine(action.title, action.get_state_display().lower())
            for action in Action.objects.filter(programme=programme, themes=theme).order_by("pk")
        ),
    )
