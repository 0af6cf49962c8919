"""The plan narrowed by state, agency or theme, one at a time, each at an address of its own. Pure.

Public pages are written as files too, so that a filter is a link to a page and no form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import slugify

from saidanddone.disclosure.pages import Site, Which
from saidanddone.disclosure.wording import short_together
from saidanddone.strategy.release.shapes import ActionLine

LATE = "late"
BY_STATE, BY_AGENCY, BY_THEME = "state", "agency", "theme"
ORDER = ("done", "started", "agreed", "not_possible", "stopped", LATE)


@dataclass(frozen=True)
class Filter:
    """`by` is state, agency or theme; `value` is how the address names which, `text` what people read."""

    by: str
    value: str
    text: str
    refs: frozenset[str]  # of the actions that it leaves

    @property
    def which(self) -> Which:
        return self.by, self.value


@dataclass(frozen=True)
class Choice:
    """A link to a filtered page; one that is chosen leads back to all."""

    text: str
    href: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    by: str
    choices: tuple[Choice, ...]


HEADS = {BY_STATE: "State", BY_AGENCY: "Led by", BY_THEME: "Because people said"}


def filters_of(actions: Sequence[ActionLine]) -> tuple[Filter, ...]:
    """Every filter that leaves an action: states in the order of the work, then agencies and themes by words."""
    return (*_states(actions), *_agencies(actions), *_themes(actions))


def choices(site: Site, filters: Sequence[Filter], now: Filter | None) -> tuple[Choices, ...]:
    """The links, by what they narrow by; none where there is nothing to choose between."""
    groups = []
    for by, head in HEADS.items():
        of_kind = [given for given in filters if given.by == by]
        if len(of_kind) > 1 or now in of_kind:
            links = tuple(_choice(site, given, is_chosen=given == now) for given in of_kind)
            groups.append(Choices(head, links))
    return tuple(groups)


def in_a_line(filters: Sequence[Filter]) -> str:
    """ "13 done, 9 started, 4 agreed, 2 late"."""
    states = (given for given in filters if given.by == BY_STATE)
    return ", ".join(f"{len(given.refs)} {given.text}" for given in states)


def _choice(site: Site, given: Filter, *, is_chosen: bool) -> Choice:
    href = site.address("done") if is_chosen else site.address("done_by", *given.which)
    text = given.text.capitalize() if given.by == BY_STATE else given.text
    return Choice(text, href, len(given.refs), is_chosen)


def _states(actions: Sequence[ActionLine]) -> Iterator[Filter]:
    words = {action.state: action.state_words for action in actions} | {LATE: LATE}
    for state in sorted(words, key=lambda state: ORDER.index(state) if state in ORDER else -1):
        refs = frozenset(
            action.ref
            for action in actions
            if (action.is_overdue if state == LATE else action.state == state)
        )
        if refs:
            yield Filter(BY_STATE, slugify(state.replace("_", "-")), words[state], refs)


def _agencies(actions: Sequence[ActionLine]) -> Iterator[Filter]:
    names = sorted({action.owner_agency for action in actions})
    for name, brief in zip(names, short_together(names), strict=True):
        refs = frozenset(action.ref for action in actions if action.owner_agency == name)
        yield Filter(BY_AGENCY, slugify(brief) or f"agency-{names.index(name) + 1}", brief, refs)


def _themes(actions: Sequence[ActionLine]) -> Iterator[Filter]:
    statements = {
        serves.theme_slug: serves.statement for action in actions for serves in action.serves
    }
    for slug in sorted(statements, key=lambda slug: statements[slug].casefold()):
        refs = frozenset(
            action.ref
            for action in actions
            if any(serves.theme_slug == slug for serves in action.serves)
        )
        yield Filter(BY_THEME, slug, statements[slug], refs)
