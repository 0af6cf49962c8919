"""What may be read of passages, codes and notes, and by whom."""

from saidanddone.evidence.coding.queries.codebook import (
    CodeRow,
    codebook,
    find_code,
    find_codes,
    headings_among,
)
from saidanddone.evidence.coding.queries.copies import (
    CopyRow,
    copies_of_passages,
    copies_to_call_back,
    find_copy,
)
from saidanddone.evidence.coding.queries.memo_targets import (
    find_memo,
    find_target,
    kind_of,
    target_of,
    words_of,
)
from saidanddone.evidence.coding.queries.memos import (
    MemoShown,
    read_memos,
)
from saidanddone.evidence.coding.queries.passages import (
    hard_to_read,
    unsealed_quotes,
)
from saidanddone.evidence.coding.queries.passages_under import (
    Codes,
    PassageListed,
    PassageShown,
    open_passages,
    passages_open_under,
    passages_under,
)
from saidanddone.evidence.coding.queries.reading import (
    OpenTurns,
    Reading,
    find_excerpt,
    first_turn_of,
    open_to_read,
    open_turns,
)
from saidanddone.evidence.coding.queries.search import WordsMet, look_for
from saidanddone.evidence.coding.queries.suggestions import (
    SuggestedRow,
    find_suggested,
    open_suggestions,
    waiting_suggestions,
)
from saidanddone.evidence.coding.queries.transcript_list import (
    MARKED,
    STANDINGS,
    ReadableRow,
    SameStanding,
    how_far_read,
    readable_row,
    transcripts_to_read,
    unread_by_programme,
)

__all__ = [
    "MARKED",
    "STANDINGS",
    "CodeRow",
    "Codes",
    "CopyRow",
    "MemoShown",
    "OpenTurns",
    "PassageListed",
    "PassageShown",
    "ReadableRow",
    "Reading",
    "SameStanding",
    "SuggestedRow",
    "WordsMet",
    "codebook",
    "copies_of_passages",
    "copies_to_call_back",
    "find_code",
    "find_codes",
    "find_copy",
    "find_excerpt",
    "find_memo",
    "find_suggested",
    "find_target",
    "first_turn_of",
    "hard_to_read",
    "headings_among",
    "how_far_read",
    "kind_of",
    "look_for",
    "open_passages",
    "open_suggestions",
    "open_to_read",
    "open_turns",
    "passages_open_under",
    "passages_under",
    "read_memos",
    "readable_row",
    "target_of",
    "transcripts_to_read",
    "unread_by_programme",
    "unsealed_quotes",
    "waiting_suggestions",
    "words_of",
]
