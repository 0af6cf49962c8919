"""The public pages of answers: all, filtered, on a sheet to print, and each at a short address."""

from collections.abc import Callable, Iterator

from saidanddone.answers.release.filters import ALL, Filter, choices, filters_with_answers
from saidanddone.answers.release.shapes import Answers
from saidanddone.answers.release.shown import answers_shown
from saidanddone.disclosure.pages import PartPage, Shown, Site, Which
from saidanddone.evidence.themes.release import HEARD


def _filtered(part: Answers, site: Site, chosen: Filter = ALL) -> Shown | None:
    """The answers that the filter leaves; None where there is no such state or community."""
    if not chosen.exists(site):
        return None
    answers = answers_shown(part, site)
    return {
        "answers": [answer for answer in answers if chosen.holds(answer)],
        "filters": choices(site, answers, chosen),
        "is_all": chosen == ALL,
        "all_answers": len(answers),
    }


def _one(part: Answers, site: Site, theme_slug: str) -> Shown | None:
    for answer in answers_shown(part, site, with_quotes=True):
        if answer.given.theme_slug == theme_slug:
            return {"answer": answer, "theme": site.content.part(HEARD).theme(theme_slug)}
    return None


def _filter_page(name: str, address: str, chosen: Callable[..., Filter]) -> PartPage[Answers]:
    """`chosen` makes a filter of what the address names."""

    def context(part: Answers, site: Site, *which: str) -> Shown | None:
        return _filtered(part, site, chosen(*which))

    def every(part: Answers, site: Site) -> Iterator[Which]:
        for each_filter in filters_with_answers(site, answers_shown(part, site)):
            page, *which = each_filter.page
            if page == name:
                yield tuple(which)

    return PartPage(
        name=name,
        address=f"answers/{address}",
        under="answers",
        template="answers/public/answers.html",
        context=context,
        every=every,
    )


PAGES: tuple[PartPage[Answers], ...] = (
    PartPage(
        name="answers",
        address="answers",
        menu="Answers",
        template="answers/public/answers.html",
        context=_filtered,
    ),
    PartPage(
        name="sheet",
        address="answers/sheet",
        under="answers",
        template="answers/public/sheet.html",
        context=lambda part, site: {"answers": answers_shown(part, site)},
    ),
    _filter_page("answers_by_state", "state/<slug:which>", lambda state: Filter(state)),
    _filter_page(
        "answers_by_community",
        "raised-by/<slug:which>",
        lambda community: Filter(community=community),
    ),
    _filter_page(
        "answers_by_both",
        "state/<slug:which>/raised-by/<slug:who>",
        lambda state, community: Filter(state, community),
    ),
    PartPage(
        name="answer",
        address="a/<slug:which>",
        under="answers",
        template="answers/public/answer.html",
        context=_one,
        every=lambda part, site: [(answer.theme_slug,) for answer in part.answers],
        has_quotes=True,
    ),
)
