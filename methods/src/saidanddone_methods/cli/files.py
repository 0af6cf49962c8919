"""Read the bytes of a path, or of standard input."""

import sys
from pathlib import Path

from saidanddone_methods.errors import BadInput


def read_bytes(source: str) -> tuple[str, bytes]:
    """The name and the bytes of `source`: a path, or - for standard input. Raises BadInput."""
    if source == "-":
        return "standard input", sys.stdin.buffer.read()
    path = Path(source)
    try:
        return path.name, path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"there is no file {source}") from None
    except OSError as error:
        raise BadInput(f"{source} cannot be read: {error.strerror}") from None
