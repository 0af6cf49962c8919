"""What may be read of releases: by staff, and by everyone."""

from saidanddone.releases.queries.ledger import (
    LedgerPage,
    find_counted,
    ledger_page,
    what_may_be_decided,
)
from saidanddone.releases.queries.public import (
    ProgrammeLine,
    Site,
    find_site,
    programmes_with_a_release,
)
from saidanddone.releases.queries.releases import (
    QuoteChoices,
    ReleasePage,
    ReleaseRow,
    choose_from,
    find_release,
    list_releases,
    preview,
    read_release,
    releases_to_sign,
)
from saidanddone.releases.queries.signed import last_signed

__all__ = [
    "LedgerPage",
    "ProgrammeLine",
    "QuoteChoices",
    "ReleasePage",
    "ReleaseRow",
    "Site",
    "choose_from",
    "find_counted",
    "find_release",
    "find_site",
    "last_signed",
    "ledger_page",
    "list_releases",
    "preview",
    "programmes_with_a_release",
    "read_release",
    "releases_to_sign",
    "what_may_be_decided",
]
