from contextlib import suppress
from pathlib import Path
from typing import Any

from django.apps import AppConfig

OTHERS = 0o077


class ProjectConfig(AppConfig):
    name = "saidanddone.project"
    label = "project"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        connection_created.connect(keep_to_its_owner)


def keep_to_its_owner(connection: Any, **_: Any) -> None:
    """Receiver of `connection_created`: nobody else on this machine reads an SQLite file of ours.

    Whatever the umask, and also of one that an earlier version made. Someone else's is left alone.
    """
    if connection.vendor != "sqlite":
        return
    name = str(connection.settings_dict["NAME"])
    for path in (Path(name), Path(f"{name}-wal"), Path(f"{name}-shm")):
        with suppress(FileNotFoundError, PermissionError):
            if path.stat().st_mode & OTHERS:
                path.chmod(0o600)
