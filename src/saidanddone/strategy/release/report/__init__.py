"""What a report says of decisions, of work done and not done, and of asks that pull apart."""

from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.strategy.release.report.decisions import shaped_actions, who_decided
from saidanddone.strategy.release.report.not_done import not_done
from saidanddone.strategy.release.report.tensions import tensions, themes_of_tensions
from saidanddone.strategy.release.report.work import done_so_far, work_done
from saidanddone.strategy.release.shapes import Plan

__all__ = ["not_done", "opening", "tensions", "themes_of_tensions", "who_decided", "work_done"]


def opening(plan: Plan, material: Material, sentences: FigureSentences) -> str:
    """A template: what lived experience shaped, and how much is done."""
    return " ".join(filter(None, (shaped_actions(sentences), done_so_far(plan, sentences))))
