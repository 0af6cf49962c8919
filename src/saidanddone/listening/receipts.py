"""Receipt codes: a contributor's way back in. Shown once; kept only as a mac under the pepper.

Sixteen random characters of Crockford's base 32 (80 bits) and a check character by the Luhn
algorithm modulo 32, shown 4-4-4-4-1. The check catches every single wrong character, and every
swap of two neighbours but one (the first and the last letter of the alphabet).
"""

import hashlib
import hmac
import secrets

from saidanddone.base.folding import fold
from saidanddone.vault import master

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM = 16
LENGTH = RANDOM + 1
_FORGIVEN = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None})


def new_code() -> str:
    """A fresh code as it is shown, for example 7F3K-9QZR-0XWB-M2TD-C."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return with_dashes(body + check_character(body))


def with_dashes(code: str) -> str:
    """Seventeen characters as they are printed: 4-4-4-4-1."""
    return "-".join((code[:4], code[4:8], code[8:12], code[12:16], code[16:]))


def normalise(typed: str) -> str | None:
    """The seventeen characters meant, or None where they make no code.

    Case, spaces and dashes do not matter, nor does the keyboard's script; I and L are read as 1, O as 0.
    """
    code = "".join(fold(typed).text.split()).upper().translate(_FORGIVEN)
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    return code if check_character(code[:RANDOM]) == code[RANDOM] else None


def check_character(body: str) -> str:
    """The Luhn check character modulo 32 of characters of the alphabet."""
    total = 0
    for place, letter in enumerate(reversed(body)):
        value = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def mac_of(code: str) -> str:
    """HMAC-SHA256 of a normalised code under the pepper, hex: all that is ever stored of it."""
    plain = code.replace("-", "").encode()
    return hmac.new(master.secret("pepper"), plain, hashlib.sha256).hexdigest()
