"""Builds what a release says of the advisory panel."""

from saidanddone.disclosure.parts import Drafting
from saidanddone.peers.models import PanelDecision
from saidanddone.peers.queries import panel_size
from saidanddone.peers.release.shapes import Panel, PublicPanelDecision


def build(draft: Drafting) -> Panel:
    """Two queries."""
    decisions = PanelDecision.objects.filter(programme=draft.programme)
    return Panel(
        size=panel_size(draft.programme),
        decisions=tuple(
            PublicPanelDecision(
                title=decision.title,
                about=decision.get_about_display(),
                outcome=decision.get_outcome_display(),
                decided_on=decision.decided_on,
                because=decision.because,
                dissent=decision.dissent,
                lifted_on=decision.lifted_on,
            )
            for decision in decisions
        ),
    )
