"""Everything that is written here: drafting, signing, letting totals out."""

from saidanddone.releases.commands.drafting import choose_quotes, draft_release, redraft
from saidanddone.releases.commands.ledger import decide_exact_total
from saidanddone.releases.commands.signing import sign_release

__all__ = [
    "choose_quotes",
    "decide_exact_total",
    "draft_release",
    "redraft",
    "sign_release",
]
