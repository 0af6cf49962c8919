"""What keeps an approved answer from going out, and why."""

from collections.abc import Iterable
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
    """Approved and told answers that the next release would leave out. Three queries."""
    ready = Answer.objects.filter(
        programme=programme, replaced_at=None, state__in=[states.APPROVED, *states.TOLD]
    ).select_related("theme__agreed_by_panel", "theme__programme")
    answers = list(ready)
    why = why_held_back(each.theme for each in answers)
    return [
        HeldBack(each.ref, each.theme.statement, why[each.theme_id])
        for each in answers
        if each.theme_id in why
    ]


def why_held_back(themes: Iterable[Theme]) -> dict[int, str]:
    """By theme id, the sentence that keeps its answer from going out. Two queries."""
    held = list(themes)
    return {**_in_person(held), **undecided_tensions(held)}


def undecided_tensions(themes: Iterable[Theme]) -> dict[int, str]:
    """By theme id: a tension's answers wait for the decision that names it. One query."""
    wanted = {theme.pk for theme in themes}
    # The decision holds the relation; who bears the cost and what is offered must both be said.
    decided = Tension.objects.filter(
        decisions__who_bears_the_cost__gt="", decisions__offered_to_them__gt=""
    )
    waiting = (
        Tension.objects.filter(Q(one__in=wanted) | Q(other__in=wanted))
        .exclude(pk__in=decided.values("pk"))
        .select_related("one", "other")
    )
    found: dict[int, str] = {}
    for tension in waiting:
        for theme, other in ((tension.one, tension.other), (tension.other, tension.one)):
            if theme.pk in wanted:
                found[theme.pk] = (
                    f"This theme pulls against “{other.statement}”. First record the decision over "
                    "this tension: who bears the cost, and what is offered to them."
                )
    return found


def _in_person(themes: list[Theme]) -> dict[int, str]:
    """By theme id: raised by few, it goes out only in words that the panel agreed."""
    raised = dict(
        ThemeSummary.objects.filter(theme__in=themes)
        .values_list("theme")
        .annotate(people=Sum("people"))
        .order_by()
    )
    return {
        theme.pk: IN_PERSON
        for theme in themes
        if (raised.get(theme.pk) or 0) < theme.programme.fewest_people_for_public_theme
        and not has_agreed_words(theme)
    }
