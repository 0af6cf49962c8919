"""What whoever answers a theme has beside them: who raised it, and what is being done about it."""

from dataclasses import dataclass

from django.db.models import Q

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.evidence.themes.models import Theme, ThemeSummary
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action


@dataclass(frozen=True)
class RaisedBy:
    community: str
    people: int
    occasions: int  # tables and rooms


@dataclass(frozen=True)
class UnderIt:
    """An action that serves the theme, and where it stands."""

    title: str
    state: str


@dataclass(frozen=True)
class Reminder:
    slug: str
    raised_by: tuple[RaisedBy, ...]
    actions: tuple[UnderIt, ...]


def reminder_of(actor: Actor, programme: Programme, theme: Theme) -> Reminder:
    """Exact figures, for the team alone. Two queries. Raises NotYours."""
    require(actor, "answers.draft", programme)
    raised = ThemeSummary.objects.filter(theme=theme).filter(Q(people__gt=0) | Q(occasions__gt=0))
    return Reminder(
        slug=theme.slug,
        raised_by=tuple(
            RaisedBy(each.community.in_a_sentence, each.people, each.occasions)
            for each in raised.select_related("community").order_by("community__position")
        ),
        actions=tuple(
            UnderIt(each.title, each.get_state_display().lower())
            for each in Action.objects.filter(programme=programme, themes=theme).order_by("pk")
        ),
    )
