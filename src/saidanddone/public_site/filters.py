"""Answers narrowed by what they say and by who raised it, each alone or both together, as links. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from saidanddone.listening.release import LISTENED
from saidanddone.public_site.queries import Site
from saidanddone.public_site.view_models import SAYS, AnswerShown


@dataclass(frozen=True)
class Narrowed:
    """By state, by community's slug, by both; empty is all."""

    state: str = ""
    community: str = ""

    def holds(self, shown: AnswerShown) -> bool:
        return self.state in ("", shown.state) and (
            not self.community or self.community in shown.given.raised_in
        )

    def address(self, site: Site) -> str:
        if self.state and self.community:
            return site.address("answers_by_both", self.state, self.community)
        if self.state:
            return site.address("answers_by_state", self.state)
        if self.community:
            return site.address("answers_by_community", self.community)
        return site.address("answers")


@dataclass(frozen=True)
class Choice:
    """A link that narrows further; one that is chosen leads back out. `count` is of answers: things."""

    text: str
    href: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    by: str
    choices: tuple[Choice, ...]


def choices(site: Site, every: Sequence[AnswerShown], now: Narrowed) -> tuple[Choices, ...]:
    """By state among those of the chosen community, and the other way round; none that leads nowhere."""

    def offered(
        named: dict[str, Narrowed], chosen: Narrowed, without: Narrowed
    ) -> Iterator[Choice]:
        for text, narrowed in named.items():
            count = sum(narrowed.holds(each) for each in every)
            is_chosen = narrowed == chosen and narrowed != without
            if count or is_chosen:
                leads_to = without if is_chosen else narrowed
                yield Choice(text, leads_to.address(site), count, is_chosen)

    states = {words.capitalize(): Narrowed(state, now.community) for state, words in SAYS.items()}
    communities = {
        each.name: Narrowed(now.state, each.slug)
        for each in site.content.part(LISTENED).communities
    }
    groups = (
        Choices("The answer", tuple(offered(states, now, Narrowed("", now.community)))),
        Choices("Raised by", tuple(offered(communities, now, Narrowed(now.state, "")))),
    )
    return tuple(each for each in groups if each.choices)


def every_narrowing(site: Site, every: Sequence[AnswerShown]) -> Iterator[Narrowed]:
    """All that some answer is left of: the pages that an export writes."""
    slugs = [each.slug for each in site.content.part(LISTENED).communities]
    for state in ("", *SAYS):
        for community in ("", *slugs):
            narrowed = Narrowed(state, community)
            if narrowed == Narrowed() or any(narrowed.holds(each) for each in every):
                yield narrowed
