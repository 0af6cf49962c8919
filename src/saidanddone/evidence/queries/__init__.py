"""What may be read of the evidence, and by whom."""

from saidanddone.evidence.queries.codebook import CodeRow, codebook, find_code, find_codes
from saidanddone.evidence.queries.common_ground import (
    communities_in_order,
    latest_run,
    may_run_common_ground,
)
from saidanddone.evidence.queries.confirming import (
    ToCheck,
    ToConfirm,
    contributions_to_confirm,
    open_to_confirm,
    was_confirmed_by,
)
from saidanddone.evidence.queries.excerpts import (
    excerpt_ids_of_theme,
    quotable_excerpts,
    theme_ids_raised_by,
    themes_of_excerpt,
    unsealed_quotes,
)
from saidanddone.evidence.queries.themes import (
    RaisedBy,
    TensionRow,
    ThemeRow,
    find_tension,
    find_theme,
    may_manage_themes,
    open_tensions,
    tensions_of,
    theme_list,
    themes_of,
    wording_decisions,
)
from saidanddone.evidence.queries.transcripts import (
    ReadableRow,
    Reading,
    find_excerpt,
    find_transcript,
    may_confirm,
    open_to_read,
    readable_transcripts,
    transcripts_to_read,
)

__all__ = [
    "CodeRow",
    "RaisedBy",
    "ReadableRow",
    "Reading",
    "TensionRow",
    "ThemeRow",
    "ToCheck",
    "ToConfirm",
    "codebook",
    "communities_in_order",
    "contributions_to_confirm",
    "excerpt_ids_of_theme",
    "find_code",
    "find_codes",
    "find_excerpt",
    "find_tension",
    "find_theme",
    "find_transcript",
    "latest_run",
    "may_confirm",
    "may_manage_themes",
    "may_run_common_ground",
    "open_tensions",
    "open_to_confirm",
    "open_to_read",
    "quotable_excerpts",
    "readable_transcripts",
    "tensions_of",
    "theme_ids_raised_by",
    "theme_list",
    "themes_of",
    "themes_of_excerpt",
    "transcripts_to_read",
    "unsealed_quotes",
    "was_confirmed_by",
    "wording_decisions",
]
