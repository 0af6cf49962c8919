"""Everything that writes in listening, by what it is about."""

from saidanddone.listening.commands.capturing import capture, destroy_old_raw_words
from saidanddone.listening.commands.codes import (
    burn_code,
    burn_code_by_code,
    issue_new_code,
    note_typed_by_worker,
)
from saidanddone.listening.commands.contributors import (
    record_consent,
    register_contributor,
    register_contributor_elsewhere,
    stop_contact_by_code,
    stop_quotes_by_code,
)
from saidanddone.listening.commands.importing import (
    ImportResult,
    import_turns,
    programme_for_import,
)
from saidanddone.listening.commands.names import set_known_names
from saidanddone.listening.commands.occasions import (
    edit_engagement,
    move_engagement,
    record_engagement,
)
from saidanddone.listening.commands.reflections import record_reflection
from saidanddone.listening.commands.restoring import (
    make_lists,
    prepare_to_serve,
    restore,
)
from saidanddone.listening.commands.speakers import say_who_speaks
from saidanddone.listening.commands.withdrawal import (
    ask_to_withdraw_by_code,
    erase_again,
    finish_due_withdrawals,
    undo_withdrawal,
    withdraw_now,
)

__all__ = [
    "ImportResult",
    "ask_to_withdraw_by_code",
    "burn_code",
    "burn_code_by_code",
    "capture",
    "destroy_old_raw_words",
    "edit_engagement",
    "erase_again",
    "finish_due_withdrawals",
    "import_turns",
    "issue_new_code",
    "make_lists",
    "move_engagement",
    "note_typed_by_worker",
    "prepare_to_serve",
    "programme_for_import",
    "record_consent",
    "record_engagement",
    "record_reflection",
    "register_contributor",
    "register_contributor_elsewhere",
    "restore",
    "say_who_speaks",
    "set_known_names",
    "stop_contact_by_code",
    "stop_quotes_by_code",
    "undo_withdrawal",
    "withdraw_now",
]
