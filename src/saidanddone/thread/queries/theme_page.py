"""Reads a theme's page: who raised it, its passages, what followed, and its answers."""

from dataclasses import dataclass

from django.urls import reverse

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.published import Parts, parts_of
from saidanddone.answers.queries import answers_of_theme
from saidanddone.evidence.coding.models import CommunitySummary
from saidanddone.evidence.coding.policies import may_code
from saidanddone.evidence.coding.queries import MemoShown, read_memos
from saidanddone.evidence.coding.summaries import people_not_counted_yet
from saidanddone.evidence.themes.models import Theme
from saidanddone.evidence.themes.queries import TensionRow, find_theme, tensions_of, themes_of
from saidanddone.programme.models import Programme
from saidanddone.thread.queries.record_page import RecordPage
from saidanddone.thread.queries.records import read_record


@dataclass(frozen=True)
class RaisedBy:
    """How many of one community's people, and of its tables and rooms, raised the theme."""

    community: str
    people: int
    people_of: int
    occasions: int
    occasions_of: int
    excerpts: int


@dataclass(frozen=True)
class AnswerShown:
    says: str
    state: str
    parts: Parts
    href: str


@dataclass(frozen=True)
class ThemePage:
    """Answers are newest first. What people said back is on the answer's own page."""

    theme: Theme
    raised_by: tuple[RaisedBy, ...]
    record: RecordPage
    answers: tuple[AnswerShown, ...]
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
        record=read_record(actor, programme, "theme", theme.ref),
        answers=tuple(
            AnswerShown(
                answer.get_says_display(),
                answer.get_state_display(),
                parts_of(answer),
                reverse("answers:answer", args=[programme.slug, answer.ref]),
            )
            for answer in answers_of_theme(theme)
        ),
        tensions=tuple(
            tension
            for tension in tensions_of(actor, programme)
            if theme.statement in (tension.one, tension.other)
        ),
        memos=tuple(read_memos(actor, programme, theme)),
        may_write_memos=may_code(actor, programme),
    )


def _raised(actor: Actor, programme: Programme, theme: Theme) -> tuple[RaisedBy, ...]:
    heard = {
        summary.community_id: summary
        for summary in CommunitySummary.objects.filter(community__programme=programme)
    }
    waiting = people_not_counted_yet(programme)
    row = next(row for row in themes_of(actor, programme) if row.id == theme.pk)
    return tuple(
        RaisedBy(
            raised.community,
            raised.people,
            heard[raised.community_id].people - waiting.get(raised.community_id, 0)
            if raised.community_id in heard
            else 0,
            raised.occasions,
            heard[raised.community_id].occasions if raised.community_id in heard else 0,
            raised.excerpts,
        )
        for raised in row.raised_by
    )
