"""What may be read of releases and of the ledger of exact totals."""

from saidanddone.releases.queries.ledger import (
    LedgerPage,
    ledger_page,
    what_may_be_decided,
)
from saidanddone.releases.queries.releases import (
    QuoteChoices,
    ReleasePage,
    ReleaseRow,
    choose_from,
    find_release,
    list_releases,
    read_release,
)
from saidanddone.releases.queries.signed import (
    ProgrammeLine,
    ReadableRelease,
    last_signed,
    newest_readable,
    programmes_with_a_release,
    signed_by,
)

__all__ = [
    "LedgerPage",
    "ProgrammeLine",
    "QuoteChoices",
    "ReadableRelease",
    "ReleasePage",
    "ReleaseRow",
    "choose_from",
    "find_release",
    "last_signed",
    "ledger_page",
    "list_releases",
    "newest_readable",
    "programmes_with_a_release",
    "read_release",
    "signed_by",
    "what_may_be_decided",
]
