"""A theme: who raised it, passages with consent, the thread from here, the answer, what people said back."""

from dataclasses import dataclass

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.models import Answer
from saidanddone.answers.queries import Replies, answers_of_theme, replies_to
from saidanddone.evidence.models import Theme
from saidanddone.evidence.queries import RaisedBy, TensionRow, find_theme, tensions_of, themes_of
from saidanddone.programme.models import Programme
from saidanddone.thread.queries.walk import Place, walk


@dataclass(frozen=True)
class ThemePage:
    """`replies` belongs to the newest answer."""

    theme: Theme
    raised_by: tuple[RaisedBy, ...]
    place: Place
    answers: tuple[Answer, ...]
    replies: tuple[Replies, ...]
    tensions: tuple[TensionRow, ...]


def theme_page(actor: Actor, programme: Programme, slug: str) -> ThemePage:
    """Raises NotYours."""
    require(actor, "thread.see", programme)
    theme = find_theme(actor, programme, slug)
    row = next(each for each in themes_of(actor, programme) if each.id == theme.pk)
    answers = tuple(answers_of_theme(theme))
    return ThemePage(
        theme=theme,
        raised_by=row.raised_by,
        place=walk(actor, programme, "theme", theme.ref),
        answers=answers,
        replies=tuple(replies_to(answers[0])) if answers else (),
        tensions=tuple(
            each
            for each in tensions_of(actor, programme)
            if theme.pk in (each.one_id, each.other_id)
        ),
    )
