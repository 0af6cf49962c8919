"""Every command of the app: drafting, approving, sending back, publishing, reopening, and recording replies."""

from saidanddone.answers.commands.drafting import approve_answer, draft_answer, edit_answer
from saidanddone.answers.commands.publishing import publish_answers
from saidanddone.answers.commands.recounting import recount_standings
from saidanddone.answers.commands.reopening import reopen_by_panel, reopen_by_verdicts
from saidanddone.answers.commands.replying import (
    VERDICTS,
    give_verdict_by_code,
    type_in_session,
    type_in_tally,
)
from saidanddone.answers.commands.sending_back import send_back_answer

__all__ = [
    "VERDICTS",
    "approve_answer",
    "draft_answer",
    "edit_answer",
    "give_verdict_by_code",
    "publish_answers",
    "recount_standings",
    "reopen_by_panel",
    "reopen_by_verdicts",
    "send_back_answer",
    "type_in_session",
    "type_in_tally",
]
