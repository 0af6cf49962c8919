"""Answers filtered by what they say and by who raised it, each alone or both together, as links. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from saidanddone.answers.release.shown import SAYS, AnswerShown
from saidanddone.disclosure.pages import Site, Which
from saidanddone.listening.release import LISTENED


@dataclass(frozen=True)
class Filter:
    """By state, by community's slug, by both; empty is all."""

    state: str = ""
    community: str = ""

    def holds(self, answer: AnswerShown) -> bool:
        return self.state in ("", answer.state) and (
            not self.community or self.community in answer.given.raised_in
        )

    def exists(self, site: Site) -> bool:
        """Whether there are such a state and such a community."""
        return self.state in ("", *SAYS) and self.community in ("", *_communities(site))

    @property
    def page(self) -> tuple[str, *Which]:
        """The name of its page, and which."""
        if self.state and self.community:
            return "answers_by_both", self.state, self.community
        if self.state:
            return "answers_by_state", self.state
        if self.community:
            return "answers_by_community", self.community
        return ("answers",)


ALL = Filter()


@dataclass(frozen=True)
class Choice:
    """A link that filters further; one that is chosen leads back out. `count` is of answers: things."""

    text: str
    href: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    by: str
    choices: tuple[Choice, ...]


def choices(site: Site, answers: Sequence[AnswerShown], now: Filter) -> tuple[Choices, ...]:
    """By state among those of the chosen community, and the other way round; none that leads nowhere."""

    def offered(named: Iterable[tuple[str, Filter]], without: Filter) -> Iterator[Choice]:
        for text, chosen in named:
            count = sum(chosen.holds(answer) for answer in answers)
            is_chosen = chosen == now and chosen != without
            if count or is_chosen:
                leads_to = without if is_chosen else chosen
                yield Choice(text, site.address(*leads_to.page), count, is_chosen)

    states = [(words.capitalize(), Filter(state, now.community)) for state, words in SAYS.items()]
    communities = [(name, Filter(now.state, slug)) for slug, name in _communities(site).items()]
    groups = (
        Choices("The answer", tuple(offered(states, Filter("", now.community)))),
        Choices("Raised by", tuple(offered(communities, Filter(now.state, "")))),
    )
    return tuple(group for group in groups if group.choices)


def filters_with_answers(site: Site, answers: Sequence[AnswerShown]) -> Iterator[Filter]:
    """All that some answer is left of, beside all answers: the pages that an export writes."""
    for state in ("", *SAYS):
        for community in ("", *_communities(site)):
            chosen = Filter(state, community)
            if chosen != ALL and any(chosen.holds(answer) for answer in answers):
                yield chosen


def _communities(site: Site) -> dict[str, str]:
    """The name of each community by its slug."""
    return {community.slug: community.name for community in site.content.part(LISTENED).communities}
