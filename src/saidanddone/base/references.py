"""Random references, used in addresses and exports instead of database ids."""

import secrets

# Crockford's base 32: no I, L, O or U, so that a reference can be read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def new_reference() -> str:
    """Twelve random base-32 characters (60 bits); derived from nothing (R7)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
