"""Who decided, and what people with lived experience changed."""

from collections.abc import Iterator

from saidanddone.disclosure.document import Block, Bullets, Runs, Subheading, plain
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, quoted
from saidanddone.strategy.release.shapes import DecisionMade, Plan
from saidanddone.ui.templatetags.ui import gov_date, listed

SHOWN = 4  # decisions told in full


def shaped_actions(sentences: FigureSentences) -> str:
    """A template: how many actions people with lived experience shaped first."""
    if not sentences.count("actions_agreed"):
        return ""
    return (
        "Of [actions_agreed|action|actions] agreed, people with lived experience had decided or "
        "changed [actions_shaped] first."
    )


def who_decided(plan: Plan, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    yield Subheading("Who decided")
    if not plan.decisions:
        yield plain("No decision is recorded yet.")
        return
    yield sentences.paragraph(
        "[decisions_made|decision is|decisions are] recorded. People with lived experience decided "
        "[decisions_decided_by_lived_experience] of them and changed "
        "[decisions_changed_by_lived_experience] more. Of [actions_agreed|action|actions] agreed, "
        "[actions_shaped] had been decided or changed by them first."
    )
    told = [
        decision for decision in plan.decisions if decision.shaped != "none" and decision.how_shaped
    ]
    # Decided before changed, so that what was theirs to call comes first.
    told.sort(key=lambda decision: (decision.shaped != "decided", decision.decided_on))
    yield Bullets(tuple(_bullet(decision, sentences) for decision in told[:SHOWN]))
    titles = [quoted(decision.title) for decision in plan.decisions if decision.shaped == "none"]
    if titles:
        were = "was" if len(titles) == 1 else "were"
        yield plain(f"{listed(titles)} {were} decided without lived experience changing anything.")


def _bullet(decision: DecisionMade, sentences: FigureSentences) -> Runs:
    did = "Decided" if decision.shaped == "decided" else "Changed"
    return sentences.bullet(
        f"{decision.title}, {gov_date(decision.decided_on)}.",
        f"{did} by people with lived experience. {as_sentence(decision.how_shaped)}",
    )
