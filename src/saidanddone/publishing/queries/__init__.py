"""What may be read of releases: by staff, and by everyone."""

from saidanddone.publishing.queries.contents import release_content
from saidanddone.publishing.queries.ledger import (
    LedgerPage,
    find_counted,
    ledger_page,
    what_may_be_decided,
)
from saidanddone.publishing.queries.public import (
    ProgrammeLine,
    Site,
    find_site,
    programmes_with_a_release,
)
from saidanddone.publishing.queries.releases import (
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
    "ledger_page",
    "list_releases",
    "preview",
    "programmes_with_a_release",
    "read_release",
    "release_content",
    "releases_to_sign",
    "what_may_be_decided",
]
