"""Which themes may be named in public, in which words."""

from dataclasses import dataclass

from saidanddone.disclosure.parts import Drafting
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.public_words import (
    has_agreed_words,
    is_raised_by_enough,
    public_words,
)
from saidanddone.evidence.themes.queries.themes import ThemeRow, theme_rows
from saidanddone.evidence.themes.release.counts import counts_of
from saidanddone.evidence.themes.release.shapes import Heard

FEW = (
    "Fewer than {fewest} people raised it, so it could point to one of them. It can be published when "
    "the panel has agreed words for it that could be anyone's."
)


TOO_FEW_MOVED = (
    "Enough people raised it now, but fewer than five came or went since the last release. Naming it would "
    "tell what one of them said. It can be published when more have."
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
        is_enough = _is_raised_by_enough(draft, theme, rows[theme.pk])
        if is_enough or has_agreed_words(theme):
            named[theme.pk] = NamedTheme(theme, rows[theme.pk], public_words(theme), not is_enough)
        else:
            why = FEW.format(fewest=programme.fewest_people_for_public_theme)
            if is_raised_by_enough(theme, rows[theme.pk].people):
                why = TOO_FEW_MOVED
            draft.notes.leave_out(f"Theme: {theme.statement}", why)
    return NamedThemes(named)


def _is_raised_by_enough(draft: Drafting, theme: Theme, row: ThemeRow) -> bool:
    """As the last release had it where the few who came or went could have changed it."""
    last = draft.last("evidence", Heard)
    told = last.by_ref(theme.ref) if last else None
    spoke = sum(draft.once(counts_of).spoke.values())
    return draft.movement.of().still(
        lambda people, _: is_raised_by_enough(theme, people),
        row.people,
        spoke,
        before=told is not None and not told.is_reworded,
    )
