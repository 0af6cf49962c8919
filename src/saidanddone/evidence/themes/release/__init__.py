"""What a release says of what was heard: themes that may be named, and who raised them, in bands.

`named_themes` and `counts_of` are exact, for later parts to work with through `Drafting.once`;
nothing of them leaves as it is.
"""

from collections.abc import Iterator

from saidanddone.disclosure.content import Content
from saidanddone.disclosure.known import StatedFigure
from saidanddone.disclosure.pages import PageBlock, PartPage
from saidanddone.disclosure.parts import ApiResource, ReleasePart
from saidanddone.disclosure.report import APPROACH, CONTEXT, Passage, Report
from saidanddone.evidence.themes.release.build import build
from saidanddone.evidence.themes.release.counts import Counts, counts_of
from saidanddone.evidence.themes.release.figures import ENTRIES, figures
from saidanddone.evidence.themes.release.named import NamedTheme, NamedThemes, named_themes
from saidanddone.evidence.themes.release.older import one_theme_at_a_time
from saidanddone.evidence.themes.release.page import themes_shown
from saidanddone.evidence.themes.release.pinned import pinned
from saidanddone.evidence.themes.release.report import strengths, what_was_heard
from saidanddone.evidence.themes.release.shapes import Block, Heard, RaisedIn, Spoke, ThemeHeard
from saidanddone.listening.release import LISTENED
from saidanddone.programme.models import Programme
from saidanddone.ui.templatetags.ui import gov_date

__all__ = [
    "HEARD",
    "Block",
    "Counts",
    "Heard",
    "NamedTheme",
    "NamedThemes",
    "RaisedIn",
    "Spoke",
    "ThemeHeard",
    "counts_of",
    "named_themes",
]


def _figures(content: Content) -> Iterator[StatedFigure]:
    listened = content.part(LISTENED).communities
    slugs = frozenset(community.slug for community in listened)
    yield from figures(content.part(HEARD), slugs, f"at {gov_date(content.as_of)}")


def _from_people(heard: Heard) -> object:
    themes = [(theme.ref, theme.statement, theme.raised_in) for theme in heard.themes]
    return heard.spoke, themes


def _pinned(heard: Heard, programme: Programme) -> Iterator[str]:
    yield from pinned(heard, programme.fewest_people_for_public_theme)


def _api() -> tuple[ApiResource[Heard], ...]:
    from saidanddone.evidence.themes.release.api import ThemeOut

    summary = "What was heard, in words and bands"
    themes = ApiResource[Heard]("themes", list[ThemeOut], summary, lambda heard, site: heard.themes)
    return (themes,)


HEARD: ReleasePart[Heard] = ReleasePart(
    slug="evidence",
    format=2,
    shape=Heard,
    upgraders={1: one_theme_at_a_time},
    build=build,
    entries=ENTRIES,
    figures=_figures,
    pinned=_pinned,
    from_people=_from_people,
    pages=(
        PartPage(
            name="heard", address="heard", menu="Heard", title="What was heard", has_quotes=True
        ),
    ),
    blocks=(
        PageBlock(
            page="heard",
            rank=40,
            template="evidence/themes/public/themes.html",
            context=themes_shown,
        ),
    ),
    api=_api,
    report=Report(
        passages=(Passage(CONTEXT, what_was_heard), Passage(APPROACH, strengths, rank=10)),
    ),
)
