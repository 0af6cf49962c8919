"""A release as a whole, and as the JSON that is stored."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, cast

from pydantic import TypeAdapter

from saidanddone.publishing.content.answers import (
    AnswerGiven,
    FourLines,
    Moment,
    ThreadStop,
    Waiting,
)
from saidanddone.publishing.content.figures import ExactOut, KnownFigure
from saidanddone.publishing.content.listening import (
    Heard,
    Listened,
    ThemeHeard,
)
from saidanddone.publishing.content.measures import Measure
from saidanddone.publishing.content.plan import (
    ActionLine,
    DecisionMade,
    FundingHad,
    PanelSaid,
    PriorityMade,
)

FORMAT = 1


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
    """Everything of one release. `as_of` is the day it was drawn up."""

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
    figures: tuple[KnownFigure, ...]
    exact_totals: tuple[ExactOut, ...]
    is_draft: bool = True

    def theme(self, slug: str) -> ThemeHeard | None:
        return next((each for each in self.heard.themes if each.slug == slug), None)

    def action(self, ref: str) -> ActionLine | None:
        return next((each for each in self.actions if each.ref == ref), None)

    def measure(self, slug: str) -> Measure | None:
        return next((each for each in self.measures if each.slug == slug), None)

    def figure(self, name: str) -> KnownFigure | None:
        return next((each for each in self.figures if each.name == name), None)


@cache
def _shape() -> TypeAdapter[Content]:
    return TypeAdapter(Content)


def as_json(content: Content) -> dict[str, Any]:
    """What `Release.content` stores."""
    return cast("dict[str, Any]", _shape().dump_python(content, mode="json"))


def read(stored: dict[str, Any], *, is_draft: bool) -> Content:
    """What was stored, in its shapes again."""
    return replace(_shape().validate_python(stored), is_draft=is_draft)
