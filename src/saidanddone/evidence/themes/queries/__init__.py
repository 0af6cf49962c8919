"""What may be read of themes, tensions and the common ground, and by whom."""

from saidanddone.evidence.themes.queries.common_ground import (
    communities_in_order,
    latest_run,
)
from saidanddone.evidence.themes.queries.passages import (
    excerpt_ids_of_theme,
    theme_ids_raised_by,
    themes_of_excerpt,
)
from saidanddone.evidence.themes.queries.tensions import (
    TensionRow,
    find_tension,
    open_tensions,
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
    "excerpt_ids_of_theme",
    "find_tension",
    "find_theme",
    "latest_run",
    "open_tensions",
    "tensions_of",
    "theme_ids_raised_by",
    "theme_list",
    "themes_of",
    "themes_of_excerpt",
    "wording_decisions",
]
