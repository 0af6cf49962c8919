"""Everything that writes in evidence, by what it is about."""

from saidanddone.evidence.commands.codebook import (
    add_code,
    edit_code,
    merge_codes,
    remove_code,
)
from saidanddone.evidence.commands.coding import (
    Passage,
    code_passage,
    code_passages,
    remove_coding,
    settle_coding,
)
from saidanddone.evidence.commands.common_ground import run_common_ground
from saidanddone.evidence.commands.confirming import confirm, confirm_as_is
from saidanddone.evidence.commands.covering import cover_turn
from saidanddone.evidence.commands.memos import edit_memo, remove_memo, write_memo
from saidanddone.evidence.commands.recounting import recount
from saidanddone.evidence.commands.revising import Revised, revise
from saidanddone.evidence.commands.suggesting import (
    Suggested,
    look_for_words,
    suggest,
    suggest_by_words,
)
from saidanddone.evidence.commands.themes import (
    edit_tension,
    edit_theme,
    make_theme,
    name_tension,
)

__all__ = [
    "Passage",
    "Revised",
    "Suggested",
    "add_code",
    "code_passage",
    "code_passages",
    "confirm",
    "confirm_as_is",
    "cover_turn",
    "edit_code",
    "edit_memo",
    "edit_tension",
    "edit_theme",
    "look_for_words",
    "make_theme",
    "merge_codes",
    "name_tension",
    "recount",
    "remove_code",
    "remove_coding",
    "remove_memo",
    "revise",
    "run_common_ground",
    "settle_coding",
    "suggest",
    "suggest_by_words",
    "write_memo",
]
