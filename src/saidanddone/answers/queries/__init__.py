"""What may be read of answers, and the figures that show where we fall short."""

from saidanddone.answers.queries.figures import (
    Seen,
    Standing,
    Waiting,
    seen_of,
    standing_of,
    waiting_longest,
)
from saidanddone.answers.queries.holding import (
    HeldBack,
    held_back,
    undecided_tensions,
    why_held_back,
)
from saidanddone.answers.queries.opened_again import marks_of
from saidanddone.answers.queries.reminding import Reminder, reminder_of
from saidanddone.answers.queries.replies import current, replies_by_answer, replies_to
from saidanddone.answers.queries.staff import (
    AnswerPage,
    AnswerRow,
    AnswersPage,
    ToDo,
    answer_page,
    answers_of_theme,
    answers_page,
    find_answer,
    find_theme_to_answer,
    to_do,
)
from saidanddone.answers.queries.telling import Sheet, answer_sheet, find_told_answer, untold
from saidanddone.answers.reopening_rule import Replies

__all__ = [
    "AnswerPage",
    "AnswerRow",
    "AnswersPage",
    "HeldBack",
    "Reminder",
    "Replies",
    "Seen",
    "Sheet",
    "Standing",
    "ToDo",
    "Waiting",
    "answer_page",
    "answer_sheet",
    "answers_of_theme",
    "answers_page",
    "current",
    "find_answer",
    "find_theme_to_answer",
    "find_told_answer",
    "held_back",
    "marks_of",
    "reminder_of",
    "replies_by_answer",
    "replies_to",
    "seen_of",
    "standing_of",
    "to_do",
    "undecided_tensions",
    "untold",
    "waiting_longest",
    "why_held_back",
]
