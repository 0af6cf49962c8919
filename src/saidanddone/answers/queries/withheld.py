"""Finds approved answers that may not be published yet, and why."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, Sum

from saidanddone.answers import states
from saidanddone.answers.models import Answer
from saidanddone.evidence.themes.models import Tension, Theme, ThemeSummary
from saidanddone.evidence.themes.public_words import has_agreed_words
from saidanddone.programme.models import Programme

IN_PERSON = (
    "Few people raised this theme, so it could point to one of them. Its answer is told in person, "
    "until the panel agrees words for it that could be anyone's."
)


@dataclass(frozen=True)
class HeldBack:
    """An answer that a release would not carry, and why."""

    answer_ref: str
    statement: str
    why: str


def held_back(programme: Programme) -> list[HeldBack]:
    """Approved and published answers that the next release would leave out. Three queries."""
    ready = Answer.objects.filter(
        programme=programme, replaced_at=None, state__in=[states.APPROVED, *states.TOLD]
    ).select_related("theme__agreed_by_panel", "theme__programme")
    answers = list(ready)
    why = why_held_back(answer.theme for answer in answers)
    return [
        HeldBack(answer.ref, answer.theme.statement, why[answer.theme_id])
        for answer in answers
        if answer.theme_id in why
    ]


def why_held_back(themes: Iterable[Theme], named: Collection[str] | None = None) -> dict[int, str]:
    """By theme id, why its answer may not be published. Two queries.

    `named` are the references of the themes that a release names, where it is drawn up: it may name a
    theme that fewer raise by now, and not yet one that enough do.
    """
    asked_about = list(themes)
    if named is None:
        in_person = _raised_by_few(asked_about)
    else:
        in_person = {theme.pk: IN_PERSON for theme in asked_about if theme.ref not in named}
    return {**in_person, **undecided_tensions(asked_about)}


def undecided_tensions(themes: Iterable[Theme]) -> dict[int, str]:
    """By theme id, the tension that no decision covers yet. One query."""
    wanted = {theme.pk for theme in themes}
    # A decision counts once it says who bears the cost and what is offered to them.
    decided = Tension.objects.filter(
        decisions__who_bears_the_cost__gt="", decisions__offered_to_them__gt=""
    )
    waiting = (
        Tension.objects.filter(Q(one__in=wanted) | Q(other__in=wanted))
        .exclude(pk__in=decided.values("pk"))
        .select_related("one", "other")
    )
    reasons: dict[int, str] = {}
    for tension in waiting:
        for theme, other in ((tension.one, tension.other), (tension.other, tension.one)):
            if theme.pk in wanted:
                reasons[theme.pk] = (
                    f"This theme pulls against “{other.statement}”. First record the decision over "
                    "this tension: who bears the cost, and what is offered to them."
                )
    return reasons


def _raised_by_few(themes: list[Theme]) -> dict[int, str]:
    """By theme id, themes that few people raised and whose words the panel has not agreed."""
    people = dict(
        ThemeSummary.objects.filter(theme__in=themes)
        .values_list("theme")
        .annotate(people=Sum("people"))
        .order_by()
    )
    return {
        theme.pk: IN_PERSON
        for theme in themes
        if (people.get(theme.pk) or 0) < theme.programme.fewest_people_for_public_theme
        and not has_agreed_words(theme)
    }
