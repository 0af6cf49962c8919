"""Secrets kept outside the databases: the master key, the receipt pepper, the audit chain's key.

Each is 32 random bytes, from the environment (base64) or a file under SAIDANDDONE_KEYS.
"""

import base64
import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from saidanddone.base.errors import Refused

NAMES = ("master", "pepper", "audit", "session")


def make_secrets(folder: Path) -> list[str]:
    """Write the secrets that are missing, readable by the owner only; return their names."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name in NAMES:
        path = folder / f"{name}.key"
        if not path.exists():
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(base64.b64encode(secrets.token_bytes(32)))
            made.append(name)
    return made


def read_secret(folder: Path, name: str) -> bytes:
    """The secret's 32 bytes. Raises Refused, naming the file, when it is absent."""
    text = os.environ.get(f"SAIDANDDONE_{name.upper()}_KEY", "").encode()
    if not text:
        path = folder / f"{name}.key"
        if not path.exists():
            raise Refused(f"The key {path.name} is missing. Run `saidanddone make-keys` first.")
        text = path.read_bytes()
    return base64.b64decode(text)


@cache
def secret(name: str) -> bytes:
    return read_secret(Path(settings.SAIDANDDONE_KEYS), name)
