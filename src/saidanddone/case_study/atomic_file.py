"""A file that is there whole or not at all."""

import os
from pathlib import Path

from saidanddone.base.errors import Refused
from saidanddone.base.whole_file import write_whole

READABLE = 0o640  # by its writer and their group: a draft is not for everyone


def check(path: Path) -> None:
    """Refuse a place that cannot be written to, before anyone's words are read for it."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder}. Make it, or choose another for --out.")
    if path.is_dir():
        raise Refused(f"{path} is a folder. Give --out the name of a file.")
    if not os.access(folder, os.W_OK):
        raise Refused(f"You may not write to {folder}. Choose another folder for --out.")


def save(path: Path, content: bytes) -> None:
    """Write it whole. Raises Refused, leaving nothing."""
    check(path)
    try:
        write_whole(path, content, READABLE)
    except OSError as error:
        reason = (error.strerror or "the disk refused").lower()
        raise Refused(f"{path} could not be written: {reason}. Nothing was kept.") from error
