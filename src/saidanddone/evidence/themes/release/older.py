"""Makes what older versions stored of what was heard into what this one reads."""

from saidanddone.disclosure.content import Stored


def one_theme_at_a_time(stored: Stored) -> Stored:
    """Format 1: "raised more in" may have been given without allowing for all themes."""
    return stored | {"allows_for_all_themes": False}
