"""The lists a place shows of what stands one step away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from saidanddone.answers.models import Answer
from saidanddone.answers.queries import replies_to
from saidanddone.base.models import Record
from saidanddone.evidence.models import Excerpt, Theme
from saidanddone.listening.models import Contribution, Engagement
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision, Priority

SHOWN = 12  # passages listed before "and n more"


@dataclass(frozen=True)
class Neighbour:
    """A record one step away. `is_quote` marks a person's own words."""

    text: str
    href: str = ""
    note: str = ""
    is_quote: bool = False


@dataclass(frozen=True)
class Group:
    """Neighbours of one kind, and how many more there are than are shown."""

    heading: str
    neighbours: tuple[Neighbour, ...]
    more: int = 0


def address(programme: Programme, kind: str, record: Record) -> str:
    return reverse("thread:step", args=[programme.slug, kind, record.ref])


def who(contribution: Contribution) -> str:
    """Whose voice it is, without anything that could single a person out."""
    community = contribution.community.name.lower()
    if contribution.voice == "person":
        return f"one person, {community}"
    return f"{contribution.get_voice_display()}, {community}"


def occasions(programme: Programme, engagements: Sequence[Engagement]) -> Group:
    return Group(
        "Said at",
        tuple(
            Neighbour(
                each.title,
                address(programme, "occasion", each),
                f"{each.get_kind_display()}, {each.held_on:%-d %B %Y}",
            )
            for each in engagements
        ),
    )


def passages(programme: Programme, excerpts: QuerySet[Excerpt], words: Mapping[int, str]) -> Group:
    """The passages whose words were opened, and how many others this person may meet."""
    shown = tuple(
        Neighbour(words[each.pk], address(programme, "passage", each), each.community.name, True)
        for each in excerpts[:SHOWN]
        if each.pk in words
    )
    more = excerpts.count() - len(shown) if len(shown) == SHOWN else 0
    return Group("In people's words", shown, more)


def themes(programme: Programme, found: Sequence[Theme]) -> Group:
    return Group(
        "Themes",
        tuple(
            Neighbour(each.statement, address(programme, "theme", each), each.get_kind_display())
            for each in found
        ),
    )


def decisions(programme: Programme, found: Sequence[Decision]) -> Group:
    return Group(
        "Decided",
        tuple(
            Neighbour(
                each.title,
                address(programme, "decision", each),
                f"{each.body}, {each.decided_on:%-d %B %Y}",
            )
            for each in found
        ),
    )


def priorities(programme: Programme, found: Sequence[Priority]) -> Group:
    return Group(
        "Priorities",
        tuple(
            Neighbour(f"{each.number}. {each.title}", address(programme, "priority", each))
            for each in found
        ),
    )


def actions(
    programme: Programme, found: Sequence[Action], heading: str = "Done, or to be done"
) -> Group:
    return Group(
        heading,
        tuple(
            Neighbour(
                each.title,
                address(programme, "action", each),
                f"{each.get_state_display()}; {each.owner_agency.name}",
            )
            for each in found
        ),
    )


def indicators(programme: Programme, found: Sequence[Indicator]) -> Group:
    return Group(
        "Measured by",
        tuple(Neighbour(each.title, address(programme, "indicator", each)) for each in found),
    )


def answers(programme: Programme, found: Sequence[Answer]) -> Group:
    return Group(
        "Answered",
        tuple(
            Neighbour(
                each.we_heard,
                address(programme, "answer", each),
                f"{each.get_says_display()}; {each.get_state_display()}",
            )
            for each in found
        ),
    )


def verdicts(answer: Answer) -> Group:
    """What people said back: counts by community, nobody named."""
    return Group(
        "What people said back",
        tuple(
            Neighbour(
                f"{said.community}: {said.seen_yes} can see it, {said.seen_no} cannot; "
                f"{said.meant_yes} say it is what they meant, {said.meant_no} say it is not"
            )
            for said in replies_to(answer)
        ),
    )
