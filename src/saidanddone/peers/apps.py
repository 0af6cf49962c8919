from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from saidanddone.disclosure.parts import ReleasePart


class PeersConfig(AppConfig):
    name = "saidanddone.peers"
    label = "peers"

    def ready(self) -> None:
        from saidanddone.base import hooks

        hooks.release_parts.register(_release_part)


def _release_part() -> "ReleasePart[Any]":
    from saidanddone.peers.release import PANEL

    return PANEL
