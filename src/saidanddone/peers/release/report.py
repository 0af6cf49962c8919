"""What the advisory panel decided, and what its vetoes teach."""

from collections.abc import Iterator

from saidanddone.disclosure.document import Block, Bullets, Runs, plain
from saidanddone.disclosure.report import Material
from saidanddone.disclosure.sentences import FigureSentences
from saidanddone.disclosure.wording import as_sentence, inside
from saidanddone.peers.models import PanelDecision
from saidanddone.peers.release.shapes import Panel, PublicPanelDecision
from saidanddone.ui.templatetags.ui import count_of, gov_date, listed

ABOUT_OTHER = PanelDecision.ABOUT["other"]
HALTED = (PanelDecision.OUTCOMES["paused"], PanelDecision.OUTCOMES["refused"])


def decided(panel: Panel, material: Material, sentences: FigureSentences) -> Iterator[Block]:
    if not sentences.count("peers_on_panel"):
        yield plain("No advisory panel of people with lived experience is recorded.")
        return
    yield sentences.paragraph(
        "People with lived experience were part of how this was made, and not only asked. They had an "
        "advisory panel of [peers_on_panel|person|people]."
    )
    decisions = panel.decisions
    if not decisions:
        yield plain("No decision of the panel is recorded yet.")
        return
    outcomes = [decision.outcome for decision in decisions]
    counted = [
        f"{outcome} {outcomes.count(outcome)}"
        for outcome in PanelDecision.OUTCOMES.values()
        if outcome in outcomes
    ]
    things = count_of(len(decisions), "thing")
    subjects = dict.fromkeys(
        decision.about for decision in reversed(decisions) if decision.about != ABOUT_OTHER
    )
    about = f" Among them were {listed(list(subjects))}." if subjects else ""
    yield plain(
        f"Of {things} put to it, it {listed(counted)}.{about} Each is told here with its reason:"
    )
    in_order = sorted(decisions, key=lambda decision: decision.decided_on)
    yield Bullets(tuple(_bullet(decision, sentences) for decision in in_order))


def _bullet(decision: PublicPanelDecision, sentences: FigureSentences) -> Runs:
    head = f"{decision.title}, {gov_date(decision.decided_on)}."
    because = as_sentence(decision.because)
    outcome = (
        "" if because.lower().startswith(decision.outcome) else f"{decision.outcome.capitalize()}."
    )
    dissent = f"Not all agreed: {as_sentence(decision.dissent)}" if decision.dissent else ""
    lifted = f"Lifted on {gov_date(decision.lifted_on)}." if decision.lifted_on else ""
    return sentences.bullet(head, outcome, because, dissent, lifted)


def vetoes(panel: Panel, material: Material, sentences: FigureSentences) -> Iterator[Runs]:
    halted = [inside(decision.title) for decision in panel.decisions if decision.outcome in HALTED]
    if halted:
        yield sentences.bullet(
            "A panel with a veto uses it.", f"It paused or refused {listed(halted)}."
        )
