"""What a release says of what was decided and done."""

from collections.abc import Iterator

from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.parts import Content, ReleasePart
from saidanddone.strategy.release.build import actions_of, build
from saidanddone.strategy.release.figures import ENTRIES, figures
from saidanddone.strategy.release.shapes import (
    ActionLine,
    DecisionMade,
    Plan,
    PriorityMade,
    TensionNamed,
)
from saidanddone.ui.templatetags.ui import gov_date

__all__ = [
    "PLAN",
    "ActionLine",
    "DecisionMade",
    "Plan",
    "PriorityMade",
    "TensionNamed",
    "actions_of",
]


def _figures(content: Content) -> Iterator[StatedFigure]:
    yield from figures(content.part(PLAN), f"at {gov_date(content.as_of)}")


PLAN = ReleasePart(
    slug="strategy", format=1, shape=Plan, build=build, entries=ENTRIES, figures=_figures
)
