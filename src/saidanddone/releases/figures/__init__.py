"""Every figure that may be stated, with one name each, for releases, the API and the case study.

Worked out from a release's content, so nothing here is exact that left protected.
"""

from saidanddone.releases.content import Content, KnownFigure
from saidanddone.releases.figures.catalogue import CATALOGUE, as_name, measure_name
from saidanddone.releases.figures.counted import counted
from saidanddone.releases.figures.measured import measured

__all__ = ["CATALOGUE", "as_name", "figures_of", "measure_name"]


def figures_of(content: Content) -> tuple[KnownFigure, ...]:
    """Stage by stage, as the catalogue has them; names stay the same from release to release."""
    return (
        *counted(content),
        *(figure for measure in content.measures for figure in measured(measure)),
    )
