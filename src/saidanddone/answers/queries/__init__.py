"""The queries of answers, and the figures that show where we fall short."""

from saidanddone.answers.queries.background import Background, background_of, filled_in, words_about
from saidanddone.answers.queries.figures import (
    Seen,
    SeenVerdict,
    Standing,
    Waiting,
    seen_of,
    standing_of,
    waiting_longest,
)
from saidanddone.answers.queries.new import NewAnswers, new_answers
from saidanddone.answers.queries.reading_aloud import (
    AnswerSheet,
    SheetAnswer,
    answer_sheet,
    find_published_answer,
    not_yet_read_aloud,
)
from saidanddone.answers.queries.reopened import marks_of
from saidanddone.answers.queries.replies import (
    current,
    people_who_replied,
    replies_by_answer,
    replies_to,
)
from saidanddone.answers.queries.sent_back import (
    DraftSentBack,
    SentBack,
    last_sent_back,
    sent_back_to,
    who_approves,
)
from saidanddone.answers.queries.staff import (
    AnswerPage,
    AnswerRow,
    AnswersPage,
    ToDo,
    answer_being_written,
    answer_page,
    answers_of_theme,
    answers_page,
    find_answer,
    find_theme_to_answer,
    to_do,
)
from saidanddone.answers.queries.withheld import (
    HeldBack,
    held_back,
    undecided_tensions,
    why_held_back,
)
from saidanddone.answers.reopening_rule import Replies

__all__ = [
    "AnswerPage",
    "AnswerRow",
    "AnswerSheet",
    "AnswersPage",
    "Background",
    "DraftSentBack",
    "HeldBack",
    "NewAnswers",
    "Replies",
    "Seen",
    "SeenVerdict",
    "SentBack",
    "SheetAnswer",
    "Standing",
    "ToDo",
    "Waiting",
    "answer_being_written",
    "answer_page",
    "answer_sheet",
    "answers_of_theme",
    "answers_page",
    "background_of",
    "current",
    "filled_in",
    "find_answer",
    "find_published_answer",
    "find_theme_to_answer",
    "held_back",
    "last_sent_back",
    "marks_of",
    "new_answers",
    "not_yet_read_aloud",
    "people_who_replied",
    "replies_by_answer",
    "replies_to",
    "seen_of",
    "sent_back_to",
    "standing_of",
    "to_do",
    "undecided_tensions",
    "waiting_longest",
    "who_approves",
    "why_held_back",
    "words_about",
]
