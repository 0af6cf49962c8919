from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class ListeningConfig(AppConfig):
    name = "saidanddone.listening"
    label = "listening"

    def ready(self) -> None:
        from saidanddone.base import hooks
        from saidanddone.listening import today

        hooks.today_lines.register(today.today_lines)
        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.listening.release import LISTENED

    return LISTENED
