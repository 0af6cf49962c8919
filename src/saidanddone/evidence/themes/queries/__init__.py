"""What may be read of themes, tensions and the common ground, and by whom."""

from saidanddone.evidence.themes.queries.common_ground import (
    communities_in_order,
    latest_run,
)
from saidanddone.evidence.themes.queries.tensions import (
    TensionRow,
    find_tension,
    tensions_of,
)
from saidanddone.evidence.themes.queries.themes import (
    RaisedBy,
    ThemeRow,
    find_theme,
    theme_list,
    themes_of,
    wording_decisions,
)

__all__ = [
    "RaisedBy",
    "TensionRow",
    "ThemeRow",
    "communities_in_order",
    "find_tension",
    "find_theme",
    "latest_run",
    "tensions_of",
    "theme_list",
    "themes_of",
    "wording_decisions",
]
