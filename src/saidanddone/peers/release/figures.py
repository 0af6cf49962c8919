"""The figure of the panel, with its entry of the catalogue."""

from collections.abc import Iterator

from saidanddone.disclosure.catalogue import RECORDS, TOOK_PART, Entry, under
from saidanddone.disclosure.known import FigureMaker, StatedFigure
from saidanddone.peers.release.shapes import Panel

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


def figures(panel: Panel, now: str) -> Iterator[StatedFigure]:
    """`now` says as of which day."""
    yield FigureMaker(ENTRIES).things("peers_on_panel", panel.size, now)
