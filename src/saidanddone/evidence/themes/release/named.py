"""Which themes may be named in public, in which words."""

from dataclasses import dataclass

from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.public_words import (
    is_raised_by_enough,
    may_be_named,
    public_words,
)
from saidanddone.evidence.themes.queries.themes import ThemeRow, theme_rows

FEW = (
    "Fewer than {fewest} people raised it, so it could point to one of them. It can be published when "
    "the panel has agreed words for it that could be anyone's."
)


@dataclass(frozen=True)
class NamedTheme:
    """A theme as it may be named. `row` is exact, for working out; nothing of it leaves as it is.

    `is_reworded`: few raised it; only the agreed words go out, and not who raised it.
    """

    theme: Theme
    row: ThemeRow
    words: str
    is_reworded: bool


@dataclass(frozen=True)
class NamedThemes:
    by_id: dict[int, NamedTheme]

    def get(self, theme_id: int) -> NamedTheme | None:
        return self.by_id.get(theme_id)

    def slugs(self, themes: list[Theme]) -> tuple[str, ...]:
        """The slugs of those of these themes that may be named."""
        return tuple(theme.slug for theme in themes if theme.pk in self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)


def named_themes(draft: Drafting) -> NamedThemes:
    """Every theme that may be named; the others are listed to the drafter. Four queries."""
    programme = draft.programme
    themes = Theme.objects.filter(programme=programme).select_related(
        "agreed_by_panel", "programme"
    )
    rows = {row.id: row for row in theme_rows(programme, themes)}
    named = {}
    for theme in themes:
        row = rows[theme.pk]
        if not may_be_named(theme, row.people):
            fewest = programme.fewest_people_for_public_theme
            draft.notes.leave_out(f"Theme: {theme.statement}", FEW.format(fewest=fewest))
            continue
        is_enough = is_raised_by_enough(theme, row.people)
        named[theme.pk] = NamedTheme(theme, row, public_words(theme), not is_enough)
    return NamedThemes(named)
