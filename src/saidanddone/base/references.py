"""Random references, used in addresses and exports instead of database ids."""

import secrets

# Crockford's base 32: no I, L, O or U, so that a reference can be read aloud.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def is_reference(text: str) -> bool:
    """Whether this could be a reference; what could not be one need not be looked for."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET)


def new_reference() -> str:
    """Twelve random base-32 characters (60 bits); derived from nothing (R7)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
