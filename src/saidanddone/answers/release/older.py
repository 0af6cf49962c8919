"""Makes what older versions stored of answers into what this one reads."""

from saidanddone.disclosure.content import Stored


def without_can_see(stored: Stored) -> Stored:
    """Format 1 stored only the actions that people cannot see."""
    return stored | {"can_see": []}
