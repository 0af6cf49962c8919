"""The public pages of a release: each an address, a template and what it shows. Nothing is fetched here.

The views and the static export show the same pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from saidanddone.answers.models import Answer
from saidanddone.publishing import pictures
from saidanddone.publishing.content import (
    ActionLine,
    AnswerGiven,
    Content,
    Measure,
    PriorityMade,
    ThemeHeard,
    Total,
)
from saidanddone.publishing.queries.public import Site
from saidanddone.publishing.quoting import Quote
from saidanddone.ui.charts import BeforeAfter
from saidanddone.ui.components import NavItem
from saidanddone.ui.templatetags.ui import listed

REOPENED = "reopened"
SHOWN = 6  # of what was left out, on the first page; all stands on its own
MENU = (
    ("front", "Overview"),
    ("heard", "Heard"),
    ("decided", "Decided"),
    ("done", "Done"),
    ("not_done", "Not done, and why"),
    ("answers", "Answers"),
    ("measures", "Measures"),
    ("how_we_know", "How we know"),
)
SAYS = {**Answer.SAYS, REOPENED: "open again"}
TAGS = {
    "done": "govuk-tag--teal",
    "under_way": "govuk-tag--blue",
    "planned": "govuk-tag--blue",
    "to_decide": "govuk-tag--purple",
    "not_ours": "govuk-tag--grey",
    "no_because": "govuk-tag--grey",
    REOPENED: "govuk-tag--orange",
}
ENDED = ("not_possible", "stopped")


@dataclass(frozen=True)
class PublicPage:
    address: str
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class AnswerShown:
    """An answer with what stands beside it now: whether it is open again, quotes, its actions."""

    given: AnswerGiven
    address: str
    state: str
    state_words: str
    tag: str
    mark: str
    answered_on: Any
    raised_in: tuple[str, ...]
    quotes: tuple[Quote, ...]
    actions: tuple[ActionLine, ...]
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class FilterLink:
    text: str
    href: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class ThemeShown:
    theme: ThemeHeard
    raised: str
    quotes: tuple[Quote, ...]
    answer: AnswerShown | None


@dataclass(frozen=True)
class BlockShown:
    heading: str
    themes: tuple[ThemeShown, ...]


@dataclass(frozen=True)
class MeasureShown:
    measure: Measure
    chart: BeforeAfter | None
    totals: tuple[Total, ...]  # beyond those of the months compared
    beside: tuple[Measure, ...]


@dataclass(frozen=True)
class PriorityShown:
    priority: PriorityMade
    actions: tuple[ActionLine, ...]


def front(site: Site) -> PublicPage:
    content = site.content
    addresses = {name: site.address(name) for name, _ in MENU}
    return _page(
        site,
        "front",
        line=pictures.thread_of(content, addresses),
        cannot_see=[each for each in content.actions if each.people_cannot_see],
        unasked=[each for each in content.actions if each.nobody_asked_for],
        overdue=[each for each in content.actions if each.is_overdue],
        left_out=[each for each in content.decisions if each.left_out_because][-SHOWN:],
        reopened=[each for each in answers_shown(site) if each.state == REOPENED],
    )


def heard(site: Site) -> PublicPage:
    by_slug = {each.given.theme_slug: each for each in answers_shown(site)}
    blocks = [
        BlockShown(
            block.heading,
            tuple(
                ThemeShown(
                    each,
                    _raised(each),
                    tuple(site.quotes.get(each.ref, ())),
                    by_slug.get(each.slug),
                )
                for each in block.themes
            ),
        )
        for block in site.content.heard.blocks
    ]
    return _page(site, "heard", blocks=blocks)


def decided(site: Site) -> PublicPage:
    content = site.content
    return _page(
        site,
        "decided",
        decisions=[
            (each, _actions(content, each.action_refs), _themes(content, each.theme_slugs))
            for each in sorted(content.decisions, key=lambda each: each.decided_on, reverse=True)
        ],
    )


def done(site: Site) -> PublicPage:
    content = site.content
    under = [
        PriorityShown(each, _actions(content, each.action_refs)) for each in content.priorities
    ]
    loose = tuple(each for each in content.actions if not each.priority_ref)
    return _page(site, "done", priorities=under, others=loose)


def not_done(site: Site) -> PublicPage:
    shown = answers_shown(site)
    return _page(
        site,
        "not_done",
        no_because=[each for each in shown if each.state == "no_because"],
        not_ours=[each for each in shown if each.state == "not_ours"],
        to_decide=[each for each in shown if each.state == "to_decide"],
        reopened=[each for each in shown if each.state == REOPENED],
        ended=[each for each in site.content.actions if each.state in ENDED],
        overdue=[each for each in site.content.actions if each.is_overdue],
        left_out=[each for each in site.content.decisions if each.left_out_because],
    )


def answers(site: Site, *, state: str = "", community: str = "") -> PublicPage:
    """Every answer, or those in one state, or to what one community raised."""
    every = answers_shown(site)
    shown = [
        each
        for each in every
        if (not state or each.state == state)
        and (not community or community in each.given.raised_in)
    ]
    address = site.address("answers")
    if state:
        address = site.address("answers_by_state", state)
    elif community:
        address = site.address("answers_by_community", community)
    return _page(
        site,
        "answers",
        address=address,
        answers=shown,
        is_all=not state and not community,
        by_state=_by_state(site, every, state),
        by_community=_by_community(site, every, community),
        everything=FilterLink(
            "All", site.address("answers"), len(every), not state and not community
        ),
    )


def sheet(site: Site) -> PublicPage:
    """Every answer on paper, to print and hand out."""
    return _page(
        site,
        "sheet",
        address=site.address("sheet"),
        current="answers",
        answers=answers_shown(site),
    )


def answer(site: Site, theme_slug: str) -> PublicPage | None:
    """One answer at its short address; None where the release has none to this theme."""
    found = next(
        (
            each
            for each in answers_shown(site, with_quotes=True)
            if each.given.theme_slug == theme_slug
        ),
        None,
    )
    if found is None:
        return None
    return _page(
        site,
        "answer",
        address=site.address("answer", theme_slug),
        current="answers",
        shown=found,
        theme=site.content.theme(theme_slug),
    )


def measures(site: Site) -> PublicPage:
    by_slug = {each.slug: each for each in site.content.measures}
    return _page(
        site,
        "measures",
        measures=[
            MeasureShown(
                each,
                pictures.chart_of(each),
                _other_totals(each),
                tuple(by_slug[slug] for slug in each.stands_beside if slug in by_slug),
            )
            for each in site.content.measures
        ],
    )


def how_we_know(site: Site) -> PublicPage:
    return _page(
        site,
        "how_we_know",
        api_url=reverse("publishing:api:openapi"),
    )


def page_named(site: Site, name: str, which: str = "") -> PublicPage | None:
    """The page of this name (and which answer, state or community); None where there is none."""
    plain = {
        "front": front,
        "heard": heard,
        "decided": decided,
        "done": done,
        "not_done": not_done,
        "sheet": sheet,
        "measures": measures,
        "how_we_know": how_we_know,
        "answers": answers,
    }
    if name in plain:
        return None if which else plain[name](site)
    if name == "answer":
        return answer(site, which)
    known = {each.slug for each in site.content.listened.communities}
    if name == "answers_by_state" and which in SAYS:
        return answers(site, state=which)
    if name == "answers_by_community" and which in known:
        return answers(site, community=which)
    return None


def at_root(page: PublicPage) -> PublicPage:
    """The same page as the first of the site."""
    return replace(page, address="/")


def every_page(site: Site) -> Iterator[PublicPage]:
    """All pages of the site, each address once: what an export writes."""
    yield from (
        make(site) for make in (front, heard, decided, done, not_done, measures, how_we_know)
    )
    yield answers(site)
    yield sheet(site)
    shown = answers_shown(site)
    for state in SAYS:
        if any(each.state == state for each in shown):
            yield answers(site, state=state)
    for each in site.content.listened.communities:
        if any(each.slug in one.given.raised_in for one in shown):
            yield answers(site, community=each.slug)
    for one in shown:
        page = answer(site, one.given.theme_slug)
        if page is not None:
            yield page


def answers_shown(site: Site, *, with_quotes: bool = False) -> list[AnswerShown]:
    """Open again first: people said it is not so. Then as the release orders them."""
    names = {each.slug: each.name for each in site.content.listened.communities}
    shown = []
    for each in site.content.answers:
        mark = site.marks.get(each.ref, each.mark)
        state = REOPENED if mark or each.is_reopened else each.says
        shown.append(
            AnswerShown(
                given=each,
                address=site.address("answer", each.theme_slug),
                state=state,
                state_words=SAYS[state],
                tag=TAGS[state],
                mark=mark,
                answered_on=each.answered_on or site.released_on,
                raised_in=tuple(_in_sentence(names[s]) for s in each.raised_in if s in names),
                quotes=tuple(site.quotes.get(each.theme_ref, ())) if with_quotes else (),
                actions=_actions(site.content, each.action_refs),
                measures=tuple(
                    found
                    for slug in each.measure_slugs
                    if (found := site.content.measure(slug)) is not None
                ),
            )
        )
    return sorted(shown, key=lambda each: each.state != REOPENED)


def _in_sentence(name: str) -> str:
    """ "Sex workers" -> "sex workers"; "LGBT+ residents" as it is."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _other_totals(measure: Measure) -> tuple[Total, ...]:
    compared = {(each.first, each.last) for each in measure.windows}
    return tuple(each for each in measure.totals if (each.starts_on, each.ends_on) not in compared)


def _raised(theme: ThemeHeard) -> str:
    """ "Raised by most in peer interviews and a few in community conversations. Raised in groups too." """
    known = [f"{each.band} in {each.heard_in}" for each in theme.raised_in if each.band]
    unknown = [each.heard_in for each in theme.raised_in if not each.band]
    said = [f"Raised by {listed(known)}."] if known else []
    if unknown:
        said.append(f"Too few spoke in {listed(unknown)} to say.")
    if theme.in_groups:
        said.append("Raised in groups too.")
    return " ".join(said)


def _page(
    site: Site, name: str, *, address: str = "", current: str = "", **shown: Any
) -> PublicPage:
    here = current or name
    return PublicPage(
        address or site.address(name),
        f"publishing/public/{name}.html",
        {
            "site": site,
            "content": site.content,
            "about": site.content.about,
            "site_title": site.content.about.title,
            "site_url": site.address("front"),
            "nav": [
                NavItem(text, site.address(each), is_current=each == here) for each, text in MENU
            ],
            **shown,
        },
    )


def _by_state(site: Site, every: list[AnswerShown], current: str) -> list[FilterLink]:
    counts = {state: sum(each.state == state for each in every) for state in SAYS}
    return [
        FilterLink(
            words.capitalize(),
            site.address("answers_by_state", state),
            counts[state],
            state == current,
        )
        for state, words in SAYS.items()
        if counts[state] or state == current
    ]


def _by_community(site: Site, every: list[AnswerShown], current: str) -> list[FilterLink]:
    links = []
    for each in site.content.listened.communities:
        count = sum(each.slug in one.given.raised_in for one in every)
        if count or each.slug == current:
            href = site.address("answers_by_community", each.slug)
            links.append(FilterLink(each.name, href, count, each.slug == current))
    return links


def _actions(content: Content, refs: tuple[str, ...]) -> tuple[ActionLine, ...]:
    by_ref = {each.ref: each for each in content.actions}
    return tuple(by_ref[ref] for ref in refs if ref in by_ref)


def _themes(content: Content, slugs: tuple[str, ...]) -> tuple[ThemeHeard, ...]:
    by_slug = {each.slug: each for each in content.heard.themes}
    return tuple(by_slug[slug] for slug in slugs if slug in by_slug)
