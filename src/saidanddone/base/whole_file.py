"""Writes a file so that it is there whole or not at all, also after a power cut."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """Write beside the place it goes to, then take that place. Raises OSError, leaving nothing."""
    folder = path.absolute().parent
    handle, beside = tempfile.mkstemp(dir=folder, prefix=f".{path.stem}-", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
    _keep_the_name(folder)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One writer at a time in this folder, of all processes and threads of this host. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _keep_the_name(folder: Path) -> None:
    """Without this a power cut may bring the old file back under its name."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
