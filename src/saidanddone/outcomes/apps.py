from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class OutcomesConfig(AppConfig):
    name = "saidanddone.outcomes"
    label = "outcomes"

    def ready(self) -> None:
        from saidanddone.base import hooks

        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.outcomes.release import MEASURES

    return MEASURES
