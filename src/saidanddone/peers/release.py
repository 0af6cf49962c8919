"""What a release says of the advisory panel: its size, never broken down, and its decisions (R12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from saidanddone.disclosure.catalogue import RECORDS, TOOK_PART, Entry, under
from saidanddone.disclosure.known import FigureMaker, StatedFigure
from saidanddone.disclosure.parts import Content, Drafting, ReleasePart
from saidanddone.peers.models import PanelDecision
from saidanddone.peers.queries import panel_size
from saidanddone.ui.templatetags.ui import gov_date


@dataclass(frozen=True)
class PublicPanelDecision:
    title: str
    about: str
    outcome: str
    decided_on: date
    because: str
    dissent: str
    lifted_on: date | None


@dataclass(frozen=True)
class Panel:
    """`size` counts members who have not left: a count of things, told whole."""

    size: int
    decisions: tuple[PublicPanelDecision, ...]


ENTRIES = under(
    TOOK_PART,
    Entry(
        "peers_on_panel",
        "things",
        "Members of the advisory panel, all with lived experience",
        "members appointed who have not left",
        RECORDS,
    ),
    rank=1,
)


def _build(draft: Drafting) -> Panel:
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


def _figures(content: Content) -> Iterator[StatedFigure]:
    size = content.part(PANEL).size
    yield FigureMaker(ENTRIES).things("peers_on_panel", size, f"at {gov_date(content.as_of)}")


PANEL = ReleasePart(
    slug="peers",
    format=1,
    shape=Panel,
    build=_build,
    entries=ENTRIES,
    figures=_figures,
    from_people=lambda panel: panel.size,
)
