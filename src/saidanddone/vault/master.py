"""Secrets kept outside the databases: the master key, the receipt pepper, the audit chain's key.

Each is 32 random bytes, from the environment (base64) or a file under SAIDANDDONE_KEYS.
"""

import base64
import binascii
import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from saidanddone.base.errors import Refused

NAMES = ("master", "pepper", "audit", "session")
SECRET_BYTES = 32


def make_secrets(folder: Path) -> list[str]:
    """Write the secrets that are missing, readable by the owner only; return their names.

    None is written that the environment gives.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name in NAMES:
        path = folder / f"{name}.key"
        if not path.exists() and not os.environ.get(setting_of(name)):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(base64.b64encode(secrets.token_bytes(SECRET_BYTES)))
            made.append(name)
    return made


def missing_secrets(folder: Path) -> list[str]:
    """Names of secrets that neither the environment nor the folder gives."""
    return [
        name
        for name in NAMES
        if not os.environ.get(setting_of(name)) and not (folder / f"{name}.key").exists()
    ]


def setting_of(name: str) -> str:
    return f"SAIDANDDONE_{name.upper()}_KEY"


def read_secret(folder: Path, name: str) -> bytes:
    """The secret's 32 bytes. Raises Refused, naming the file, when it is absent or damaged."""
    setting = setting_of(name)
    text, source = os.environ.get(setting, "").encode(), setting
    if not text:
        path = folder / f"{name}.key"
        if not path.exists():
            raise Refused(
                f"The key {path.name} is missing. Put it back from its backup. Run `saidanddone make-keys` first only "
                "where nothing is sealed yet."
            )
        text, source = path.read_bytes(), path.name
    try:
        decoded = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        decoded = b""
    if len(decoded) != SECRET_BYTES:
        raise Refused(
            f"The key {source} is damaged: it should be {SECRET_BYTES} bytes in base64. Put it back from "
            "its backup; a new one would open nothing that is already sealed."
        )
    return decoded


def require_secrets() -> None:
    """Raises Refused, naming the first secret that is absent or damaged."""
    for name in NAMES:
        secret(name)


@cache
def secret(name: str) -> bytes:
    return read_secret(Path(settings.SAIDANDDONE_KEYS), name)
