"""A release as a whole."""

from dataclasses import dataclass
from datetime import date

from saidanddone.releases.content.answers import (
    AnswerGiven,
    FourLines,
    Moment,
    ThreadStop,
    Waiting,
)
from saidanddone.releases.content.figures import ExactOut, KnownFigure
from saidanddone.releases.content.listening import Heard, Listened, ThemeHeard
from saidanddone.releases.content.measures import Measure
from saidanddone.releases.content.plan import (
    ActionLine,
    DecisionMade,
    FundingHad,
    PanelSaid,
    PriorityMade,
)


@dataclass(frozen=True)
class Stage:
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class About:
    """The programme as it introduces itself."""

    slug: str
    title: str
    pledge: str
    owner: str
    notice: str
    open_to_influence: str
    already_fixed: str
    closes_on: date | None
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Content:
    """Everything of one release. `format` is the version of this shape; `as_of` the day it was drawn up."""

    format: int
    as_of: date
    about: About
    listened: Listened
    heard: Heard
    decisions: tuple[DecisionMade, ...]
    priorities: tuple[PriorityMade, ...]
    actions: tuple[ActionLine, ...]
    answers: tuple[AnswerGiven, ...]
    lines: FourLines
    thread: tuple[ThreadStop, ...]
    waiting: tuple[Waiting, ...]
    timeline: tuple[Moment, ...]
    measures: tuple[Measure, ...]
    funding: tuple[FundingHad, ...]
    panel: tuple[PanelSaid, ...]
    exact_totals: tuple[ExactOut, ...]
    figures: tuple[KnownFigure, ...] = ()  # worked out from all the others

    @property
    def strategy_agreed_on(self) -> date | None:
        """The day of the last decision over a priority; None while none is recorded."""
        over_priorities = {each.decision_ref for each in self.priorities if each.decision_ref}
        days = [each.decided_on for each in self.decisions if each.ref in over_priorities]
        return max(days, default=None)

    def theme(self, slug: str) -> ThemeHeard | None:
        return next((each for each in self.heard.themes if each.slug == slug), None)

    def measure(self, slug: str) -> Measure | None:
        return next((each for each in self.measures if each.slug == slug), None)
