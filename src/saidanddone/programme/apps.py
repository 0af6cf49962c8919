from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

from saidanddone.base import hooks

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class ProgrammeConfig(AppConfig):
    name = "saidanddone.programme"
    label = "programme"

    def ready(self) -> None:
        from saidanddone.programme.today import work_places

        hooks.work_places.register(work_places)
        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.programme.release import ABOUT

    return ABOUT
