"""What a release says of the advisory panel: its size, never broken down, and its decisions (R12)."""

from saidanddone.disclosure.pages import PageBlock
from saidanddone.disclosure.parts import ReleasePart
from saidanddone.disclosure.report import APPROACH, Passage, Report
from saidanddone.peers.release.build import build
from saidanddone.peers.release.figures import ENTRIES, figures
from saidanddone.peers.release.report import decided, vetoes
from saidanddone.peers.release.shapes import Panel, PublicPanelDecision
from saidanddone.ui.templatetags.ui import gov_date

__all__ = ["PANEL", "Panel", "PublicPanelDecision"]

PANEL: ReleasePart[Panel] = ReleasePart(
    slug="peers",
    format=1,
    shape=Panel,
    build=build,
    entries=ENTRIES,
    figures=lambda content: figures(content.part(PANEL), f"at {gov_date(content.as_of)}"),
    from_people=lambda panel: panel.size,
    blocks=(
        PageBlock(page="heard", rank=20, template="peers/public/size.html"),
        PageBlock(page="decided", rank=20, template="peers/public/decisions.html"),
    ),
    report=Report(passages=(Passage(APPROACH, decided),), lessons=vetoes),
)
