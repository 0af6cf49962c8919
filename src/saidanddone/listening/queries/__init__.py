"""What is held about listening, seen by whoever may see it. Words only through `raw_passages`."""

from saidanddone.listening.queries.choices import (
    consents_of,
    find_by_code,
    lines_of,
    monday,
    receipt_of,
    with_consent,
)
from saidanddone.listening.queries.occasions import (
    NEEDS,
    ContributionRow,
    OccasionPage,
    OccasionRow,
    attendance_of,
    communities_named,
    find_engagement,
    occasion_page,
    occasions,
    occasions_to_write_up,
    people_asked,
)
from saidanddone.listening.queries.people import (
    ContributorPage,
    LedgerRow,
    contributor_page,
    find_contributor,
    ledger,
    withdrawals_due,
)
from saidanddone.listening.queries.words import (
    Quotable,
    known_names,
    raw_passages,
    reflection_counts,
    reflections_to_quote,
)

__all__ = [
    "NEEDS",
    "ContributionRow",
    "ContributorPage",
    "LedgerRow",
    "OccasionPage",
    "OccasionRow",
    "Quotable",
    "attendance_of",
    "communities_named",
    "consents_of",
    "contributor_page",
    "find_by_code",
    "find_contributor",
    "find_engagement",
    "known_names",
    "ledger",
    "lines_of",
    "monday",
    "occasion_page",
    "occasions",
    "occasions_to_write_up",
    "people_asked",
    "raw_passages",
    "receipt_of",
    "reflection_counts",
    "reflections_to_quote",
    "with_consent",
    "withdrawals_due",
]
