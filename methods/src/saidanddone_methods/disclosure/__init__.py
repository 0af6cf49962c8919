"""What may leave about people when numbers are small."""

from saidanddone_methods.disclosure.bands import Band, band_of, bands, protected_share
from saidanddone_methods.disclosure.ledger import (
    ExactTotal,
    ProtectedFigure,
    Verdict,
    may_publish_exact,
    may_publish_protected,
)
from saidanddone_methods.disclosure.margins import possible_values
from saidanddone_methods.disclosure.primary import (
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
