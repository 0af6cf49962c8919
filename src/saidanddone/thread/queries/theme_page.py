"""A theme: who raised it, passages with consent, the thread from here, the answers in their parts."""

from dataclasses import dataclass

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.published import Parts, parts_of
from saidanddone.answers.queries import answers_of_theme
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.evidence.coding.policies import may_code
from saidanddone.evidence.coding.queries import MemoShown, read_memos
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.queries import TensionRow, find_theme, tensions_of, themes_of
from saidanddone.programme.models import Programme
from saidanddone.thread.queries.places import Place
from saidanddone.thread.queries.walk import walk


@dataclass(frozen=True)
class Raised:
    """One community's row: how many of its people, and of its tables and rooms, raised the theme."""

    community: str
    people: int
    people_of: int
    occasions: int
    occasions_of: int
    excerpts: int


@dataclass(frozen=True)
class GivenAnswer:
    says: str
    state: str
    parts: Parts
    href: str


@dataclass(frozen=True)
class ThemePage:
    """Newest answer first; what people said back stands on the answer's own page."""

    theme: Theme
    raised_by: tuple[Raised, ...]
    place: Place
    answers: tuple[GivenAnswer, ...]
    tensions: tuple[TensionRow, ...]
    memos: tuple[MemoShown, ...]
    may_write_memos: bool


def theme_page(actor: Actor, programme: Programme, slug: str) -> ThemePage:
    """Raises NotYours."""
    require(actor, "thread.see", programme)
    theme = find_theme(actor, programme, slug)
    return ThemePage(
        theme=theme,
        raised_by=_raised(actor, programme, theme),
        place=walk(actor, programme, "theme", theme.ref),
        answers=tuple(
            GivenAnswer(
                each.get_says_display(),
                each.get_state_display(),
                parts_of(each),
                reverse("answers:answer", args=[programme.slug, each.ref]),
            )
            for each in answers_of_theme(theme)
        ),
        tensions=tuple(
            each
            for each in tensions_of(actor, programme)
            if theme.statement in (each.one, each.other)
        ),
        memos=tuple(read_memos(actor, programme, theme)),
        may_write_memos=may_code(actor, programme),
    )


def _raised(actor: Actor, programme: Programme, theme: Theme) -> tuple[Raised, ...]:
    heard = {
        each.community_id: each
        for each in CommunitySummary.objects.filter(community__programme=programme)
    }
    row = next(each for each in themes_of(actor, programme) if each.id == theme.pk)
    return tuple(
        Raised(
            each.community,
            each.people,
            heard[each.community_id].people if each.community_id in heard else 0,
            each.occasions,
            heard[each.community_id].occasions if each.community_id in heard else 0,
            each.excerpts,
        )
        for each in row.raised_by
    )
