"""What a release says of what was decided and done."""

from saidanddone.disclosure.pages import PageBlock, PartPage
from saidanddone.disclosure.parts import ReleasePart
from saidanddone.disclosure.report import APPROACH, CONTEXT, OUTCOMES, Passage, Report
from saidanddone.strategy.release import pages, report
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


PAGES: tuple[PartPage[Plan], ...] = (
    PartPage(name="decided", address="decided", menu="Decided", title="What was decided"),
    PartPage(
        name="decision",
        address="decided/<slug:which>",
        under="decided",
        template="strategy/public/decision.html",
        context=pages.one_decision,
        every=pages.each_decision,
    ),
    PartPage(name="done", address="done", menu="Done", title="The plan, and what was done"),
    PartPage(
        name="done_by",
        address="done/<slug:which>/<slug:who>",
        under="done",
        template="strategy/public/actions_by.html",
        context=pages.actions_by,
        every=pages.each_filter,
    ),
    PartPage(
        name="action",
        address="action/<slug:which>",
        under="done",
        template="strategy/public/action.html",
        context=pages.one_action,
        every=pages.each_action,
    ),
    PartPage(
        name="not_done", address="not-done", menu="Not done, and why", title="Not done, and why"
    ),
)
BLOCKS: tuple[PageBlock[Plan], ...] = (
    PageBlock(page="heard", rank=50, template="strategy/public/tensions.html"),
    PageBlock(
        page="decided",
        rank=10,
        template="strategy/public/decisions.html",
        context=pages.decisions_shown,
    ),
    PageBlock(
        page="done", rank=10, template="strategy/public/actions.html", context=pages.actions_shown
    ),
    PageBlock(page="not_done", rank=20, template="strategy/public/ended_and_late.html"),
    PageBlock(page="not_done", rank=40, template="strategy/public/left_out.html"),
    PageBlock(page="front", rank=40, template="strategy/public/overdue.html"),
    PageBlock(
        page="front",
        rank=60,
        template="strategy/public/unasked_and_left_out.html",
        context=pages.last_left_out,
    ),
)
REPORT: Report[Plan] = Report(
    opening=report.opening,
    passages=(
        Passage(CONTEXT, report.tensions),
        Passage(APPROACH, report.who_decided),
        Passage(OUTCOMES, report.work_done),
        Passage(OUTCOMES, report.not_done, rank=10),
    ),
    quotes=report.themes_of_tensions,
)

PLAN: ReleasePart[Plan] = ReleasePart(
    slug="strategy",
    format=1,
    shape=Plan,
    build=build,
    entries=ENTRIES,
    figures=lambda content: figures(content.part(PLAN), f"at {gov_date(content.as_of)}"),
    pages=PAGES,
    blocks=BLOCKS,
    report=REPORT,
)
