"""Everything that writes passages, codes and notes, by what it is about."""

from saidanddone.evidence.coding.commands.codebook import (
    add_code,
    edit_code,
    merge_codes,
    remove_code,
)
from saidanddone.evidence.coding.commands.copies import (
    Taken,
    call_back_copy,
    take_copy,
)
from saidanddone.evidence.coding.commands.memos import (
    edit_memo,
    remove_memo,
    write_memo,
)
from saidanddone.evidence.coding.commands.passages import (
    PassageToCode,
    code_passage,
    code_passages,
    remove_coding,
    settle_coding,
)
from saidanddone.evidence.coding.commands.suggestions import (
    Suggested,
    look_for_words,
    suggest,
)
from saidanddone.evidence.coding.commands.undoing import undo_remove_coding

__all__ = [
    "PassageToCode",
    "Suggested",
    "Taken",
    "add_code",
    "call_back_copy",
    "code_passage",
    "code_passages",
    "edit_code",
    "edit_memo",
    "look_for_words",
    "merge_codes",
    "remove_code",
    "remove_coding",
    "remove_memo",
    "settle_coding",
    "suggest",
    "take_copy",
    "undo_remove_coding",
    "write_memo",
]
