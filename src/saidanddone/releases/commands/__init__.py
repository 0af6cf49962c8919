"""Everything that is written here: drafting, signing, letting totals out."""

from saidanddone.releases.commands.drafting import choose_quotes, draft_release, redraft
from saidanddone.releases.commands.homes_of_0_1 import note_quotes_taken_off
from saidanddone.releases.commands.ledger import decide_exact_total
from saidanddone.releases.commands.signing import sign_release

__all__ = [
    "choose_quotes",
    "decide_exact_total",
    "draft_release",
    "note_quotes_taken_off",
    "redraft",
    "sign_release",
]
