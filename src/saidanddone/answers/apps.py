from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class AnswersConfig(AppConfig):
    name = "saidanddone.answers"
    label = "answers"

    def ready(self) -> None:
        from saidanddone.answers import answer_status, today
        from saidanddone.base import hooks

        hooks.after_codings_changed.register(answer_status.after_codings_changed)
        hooks.after_use_changed.register(answer_status.after_use_changed)
        hooks.before_withdrawal.register(answer_status.before_withdrawal)
        hooks.today_lines.register(today.today_lines)
        hooks.news.register(today.news)
        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.answers.release import ANSWERS

    return ANSWERS
