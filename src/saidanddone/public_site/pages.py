"""The public pages of a release: each an address, a template and what it shows. Nothing is fetched here.

The views and the static export show the same pages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from saidanddone.answers.release import ANSWERS
from saidanddone.disclosure.parts import Content, PartPage, all_parts
from saidanddone.evidence.themes.release import HEARD
from saidanddone.listening.release import LISTENED
from saidanddone.programme.release import ABOUT
from saidanddone.public_site import pictures
from saidanddone.public_site.filters import Narrowed, choices, every_narrowing
from saidanddone.public_site.queries import Site
from saidanddone.public_site.view_models import (
    REOPENED,
    SAYS,
    BlockShown,
    PriorityShown,
    ThemeShown,
    actions_shown,
    answers_shown,
    raised_in_words,
    themes_by,
)
from saidanddone.strategy.release import PLAN, DecisionMade, Plan
from saidanddone.thread.release import THREAD
from saidanddone.ui.components import NavItem

SHOWN = 6  # of what was left out, on the first page; all stands on its own
MENU = (
    ("front", "Overview"),
    ("heard", "Heard"),
    ("decided", "Decided"),
    ("done", "Done"),
    ("not_done", "Not done, and why"),
    ("answers", "Answers"),
)
HOW_WE_KNOW = ("how_we_know", "How we know")
ENDED = ("not_possible", "stopped")
ALL = Narrowed()


@dataclass(frozen=True)
class PublicPage:
    address: str
    template: str
    context: Mapping[str, Any]


def pages_of_parts(content: Content) -> list[PartPage]:
    """The pages that stages bring; none of a stage that is younger than the release."""
    return [page for part in all_parts() if part.slug in content.parts for page in part.pages]


def menu_of(content: Content) -> list[tuple[str, str]]:
    """Name and text of each page of the menu."""
    return [*MENU, *((page.name, page.menu) for page in pages_of_parts(content)), HOW_WE_KNOW]


def front(site: Site) -> PublicPage:
    content = site.content
    plan = content.part(PLAN)
    addresses = {name: site.address(name) for name, _ in menu_of(content)}
    return _page(
        site,
        "front",
        line=pictures.thread_of(content.part(THREAD), addresses),
        cannot_see=plan.actions_by(content.part(ANSWERS).cannot_see),
        unasked=[action for action in plan.actions if action.nobody_asked_for],
        overdue=[action for action in plan.actions if action.is_overdue],
        left_out=_left_out(plan)[-SHOWN:],
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
                    raised_in_words(each),
                    tuple(site.quotes.get(each.ref, ())),
                    by_slug.get(each.slug),
                )
                for each in block.themes
            ),
        )
        for block in site.content.part(HEARD).blocks
    ]
    return _page(site, "heard", blocks=blocks)


def decided(site: Site) -> PublicPage:
    content, plan = site.content, site.content.part(PLAN)
    return _page(
        site,
        "decided",
        decisions=[
            (
                decision,
                plan.actions_by(decision.action_refs),
                themes_by(content, decision.theme_slugs),
            )
            for decision in sorted(
                plan.decisions, key=lambda decision: decision.decided_on, reverse=True
            )
        ],
    )


def done(site: Site) -> PublicPage:
    content = site.content
    under = [
        PriorityShown(priority, actions_shown(content, priority.action_refs))
        for priority in content.part(PLAN).priorities
    ]
    loose = tuple(shown for shown in actions_shown(content) if not shown.action.priority_ref)
    return _page(site, "done", priorities=under, others=loose)


def not_done(site: Site) -> PublicPage:
    shown, plan = answers_shown(site), site.content.part(PLAN)
    waiting = site.content.part(ANSWERS).waiting
    return _page(
        site,
        "not_done",
        no_because=[each for each in shown if each.state == "no_because"],
        not_ours=[each for each in shown if each.state == "not_ours"],
        to_decide=[each for each in shown if each.state == "to_decide"],
        reopened=[each for each in shown if each.state == REOPENED],
        # What is open again stands under its own heading.
        waiting=[theme for theme in waiting if not theme.was_reopened],
        ended=[action for action in plan.actions if action.state in ENDED],
        overdue=[action for action in plan.actions if action.is_overdue],
        left_out=_left_out(plan),
    )


def answers(site: Site, now: Narrowed = ALL) -> PublicPage:
    """Every answer, or those that say one thing, those to what one community raised, or both."""
    every = answers_shown(site)
    return _page(
        site,
        "answers",
        address=now.address(site),
        answers=[each for each in every if now.holds(each)],
        narrowing=choices(site, every, now),
        is_all=now == ALL,
        all_answers=len(every),
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
        theme=site.content.part(HEARD).theme(theme_slug),
    )


def how_we_know(site: Site) -> PublicPage:
    return _page(
        site,
        "how_we_know",
        api_url=reverse("publishing:api:openapi"),
    )


def page_named(site: Site, name: str, *which: str) -> PublicPage | None:
    """The page of this name (and which answer, state or community); None where there is none."""
    plain = {
        "front": front,
        "heard": heard,
        "decided": decided,
        "done": done,
        "not_done": not_done,
        "answers": answers,
        "sheet": sheet,
        "how_we_know": how_we_know,
    }
    if name in plain:
        return None if which else plain[name](site)
    for page in pages_of_parts(site.content):
        if page.name == name:
            return None if which else _of_part(site, page)
    match name, which:
        case "answer", [slug]:
            return answer(site, slug)
        case "answers_by_state", [state]:
            return _narrowed(site, state=state)
        case "answers_by_community", [community]:
            return _narrowed(site, community=community)
        case "answers_by_both", [state, community]:
            return _narrowed(site, state=state, community=community)
    return None


def _left_out(plan: Plan) -> list[DecisionMade]:
    return [decision for decision in plan.decisions if decision.left_out_because]


def _narrowed(site: Site, *, state: str = "", community: str = "") -> PublicPage | None:
    known = {community.slug for community in site.content.part(LISTENED).communities}
    if state not in ("", *SAYS) or community not in ("", *known):
        return None
    return answers(site, Narrowed(state, community))


def at_root(page: PublicPage) -> PublicPage:
    """The same page as the first of the site."""
    return replace(page, address="/")


def every_page(site: Site) -> Iterator[PublicPage]:
    """All pages of the site, each address once: what an export writes."""
    yield from (make(site) for make in (front, heard, decided, done, not_done, how_we_know))
    yield from (_of_part(site, page) for page in pages_of_parts(site.content))
    yield sheet(site)
    shown = answers_shown(site)
    yield from (answers(site, narrowed) for narrowed in every_narrowing(site, shown))
    for one in shown:
        page = answer(site, one.given.theme_slug)
        if page is not None:
            yield page


def _of_part(site: Site, page: PartPage) -> PublicPage:
    shown = page.context(site.content)
    return _page(site, page.name, template=page.template, **shown)


def _page(
    site: Site, name: str, *, address: str = "", current: str = "", template: str = "", **shown: Any
) -> PublicPage:
    here = current or name
    about = site.content.part(ABOUT)
    return PublicPage(
        address or site.address(name),
        template or f"public_site/{name}.html",
        {
            "site": site,
            "content": site.content,
            "parts": site.content.parts,
            "about": about,
            "site_title": about.title,
            "site_url": site.address("front"),
            "nav": [
                NavItem(text, site.address(page), is_current=page == here)
                for page, text in menu_of(site.content)
            ],
            **shown,
        },
    )
