"""Which themes may be named in public, and in which words. Reads a theme with `agreed_by_panel` and `programme`."""

from saidanddone.evidence.themes.models import Theme


def has_agreed_words(theme: Theme) -> bool:
    """Whether the panel approved a wording of it for the public."""
    decision = theme.agreed_by_panel
    return (
        bool(theme.public_statement.strip())
        and decision is not None
        and decision.outcome == "approved"
    )


def public_words(theme: Theme) -> str:
    """The wording the panel agreed, else the theme's own."""
    return theme.public_statement if has_agreed_words(theme) else theme.statement


def is_raised_by_enough(theme: Theme, people: int) -> bool:
    """Whether enough people raised it that it could be anyone's."""
    return people >= theme.programme.fewest_people_for_public_theme


def may_be_named(theme: Theme, people: int) -> bool:
    """Raised by enough people, or in words that the panel agreed."""
    return is_raised_by_enough(theme, people) or has_agreed_words(theme)
