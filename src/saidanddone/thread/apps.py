from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class ThreadConfig(AppConfig):
    name = "saidanddone.thread"
    label = "thread"

    def ready(self) -> None:
        from saidanddone.base import hooks
        from saidanddone.thread.queries.beside import words_about

        hooks.words_about.register(words_about)
        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.thread.release import THREAD

    return THREAD
