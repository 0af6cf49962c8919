"""Everything that writes themes, tensions and comparisons, by what it is about."""

from saidanddone.evidence.themes.commands.common_ground import (
    run_common_ground,
)
from saidanddone.evidence.themes.commands.recounting import (
    recount,
)
from saidanddone.evidence.themes.commands.tensions import (
    edit_tension,
    name_tension,
)
from saidanddone.evidence.themes.commands.themes import (
    edit_theme,
    make_theme,
)

__all__ = [
    "edit_tension",
    "edit_theme",
    "make_theme",
    "name_tension",
    "recount",
    "run_common_ground",
]
