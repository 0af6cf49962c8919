"""The lists a place shows of what stands one step away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from saidanddone.answers.models import Answer
from saidanddone.answers.queries import replies_to
from saidanddone.base.models import Record
from saidanddone.evidence.coding.models import Excerpt
from saidanddone.evidence.coding.queries import hard_to_read
from saidanddone.evidence.themes.models import Theme
from saidanddone.listening.models import Contribution, Engagement
from saidanddone.outcomes.models import Indicator
from saidanddone.programme.models import Programme
from saidanddone.strategy.models import Action, Decision, Priority

SHOWN = 12  # passages listed before "and more"


@dataclass(frozen=True)
class Neighbour:
    """A record one step away."""

    text: str
    href: str = ""
    note: str = ""
    is_covered: bool = False  # words that are hard to read: shown when asked for


@dataclass(frozen=True)
class Group:
    """Neighbours of one kind; `has_more` when more stand here than are shown.

    `is_words`: the neighbours' texts are people's own words.
    """

    heading: str
    neighbours: tuple[Neighbour, ...]
    has_more: bool = False
    is_words: bool = False


def address(programme: Programme, kind: str, record: Record) -> str:
    return reverse("thread:step", args=[programme.slug, kind, record.ref])


def who(contribution: Contribution) -> str:
    """Whose voice it is, without anything that could single a person out."""
    community = contribution.community.in_a_sentence
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


def passages(programme: Programme, found: Sequence[Excerpt], words: Mapping[int, str]) -> Group:
    """The passages whose words were opened; `found` may hold one more than is shown."""
    sensitive = hard_to_read(found[:SHOWN]) if found else set()
    shown = tuple(
        Neighbour(
            words[each.pk],
            address(programme, "passage", each),
            each.community.name,
            is_covered=each.pk in sensitive,
        )
        for each in found[:SHOWN]
        if each.pk in words
    )
    return Group("In people’s words", shown, len(found) > SHOWN, is_words=True)  # noqa: RUF001


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
    """What people said back, by community; nobody is named. Two queries."""
    names = dict(answer.programme.communities.values_list("pk", "name"))
    said = replies_to([answer])
    return Group(
        "What people said back",
        tuple(
            Neighbour(
                f"{names[community]}: {each.seen_yes} can see it, {each.seen_no} cannot; "
                f"{each.meant_yes} say it is what they meant, {each.meant_no} say it is not"
            )
            for (_, community), each in sorted(said.items())
            if each.replied
        ),
    )
