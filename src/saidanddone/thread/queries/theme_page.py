"""A theme: who raised it, passages with consent, the thread from here, the answer, what people said back."""

from dataclasses import dataclass

from saidanddone.access.actors import Actor
from saidanddone.access.policies import require
from saidanddone.answers.models import Answer
from saidanddone.answers.queries import answers_of_theme
from saidanddone.evidence.models import Theme
from saidanddone.evidence.queries import RaisedBy, TensionRow, find_theme, tensions_of, themes_of
from saidanddone.programme.models import Programme
from saidanddone.thread.queries.places import Place
from saidanddone.thread.queries.walk import walk


@dataclass(frozen=True)
class ThemePage:
    """Newest answer first; what people said back stands on the answer's own place."""

    theme: Theme
    raised_by: tuple[RaisedBy, ...]
    place: Place
    answers: tuple[Answer, ...]
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
        tensions=tuple(
            each
            for each in tensions_of(actor, programme)
            if theme.statement in (each.one, each.other)
        ),
    )
