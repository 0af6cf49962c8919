"""What may be shown about people when numbers are small: the public names of `rules`."""

from saidanddone_methods.disclosure.rules.bands import Band, band_of, bands, protected_share
from saidanddone_methods.disclosure.rules.exact_totals import (
    ExactTotal,
    ProtectedFigure,
    Verdict,
    may_publish_exact,
    may_publish_protected,
)
from saidanddone_methods.disclosure.rules.interval_bounds import possible_values
from saidanddone_methods.disclosure.rules.primary import (
    NHS,
    PROFILES,
    Profile,
    ProtectedCount,
    ProtectedTable,
    protect_count,
    protect_table,
)

__all__ = [
    "NHS",
    "PROFILES",
    "Band",
    "ExactTotal",
    "Profile",
    "ProtectedCount",
    "ProtectedFigure",
    "ProtectedTable",
    "Verdict",
    "band_of",
    "bands",
    "may_publish_exact",
    "may_publish_protected",
    "possible_values",
    "protect_count",
    "protect_table",
    "protected_share",
]
