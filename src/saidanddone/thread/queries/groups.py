"""The lists of neighbouring records that a record's page shows."""

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
    """Neighbours of one kind; `has_more` when there are more than are shown.

    `is_words`: the neighbours' texts are people's own words.
    """

    heading: str
    neighbours: tuple[Neighbour, ...]
    has_more: bool = False
    is_words: bool = False


def address(programme: Programme, kind: str, record: Record) -> str:
    return reverse("thread:step", args=[programme.slug, kind, record.ref])


def voice_label(contribution: Contribution) -> str:
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
                engagement.title,
                address(programme, "occasion", engagement),
                f"{engagement.get_kind_display()}, {engagement.held_on:%-d %B %Y}",
            )
            for engagement in engagements
        ),
    )


def passages(programme: Programme, excerpts: Sequence[Excerpt], words: Mapping[int, str]) -> Group:
    """The passages whose words were opened; `excerpts` may hold one more than is shown."""
    sensitive = hard_to_read(excerpts[:SHOWN]) if excerpts else set()
    shown = tuple(
        Neighbour(
            words[excerpt.pk],
            address(programme, "passage", excerpt),
            excerpt.community.name,
            is_covered=excerpt.pk in sensitive,
        )
        for excerpt in excerpts[:SHOWN]
        if excerpt.pk in words
    )
    return Group("In people’s words", shown, len(excerpts) > SHOWN, is_words=True)  # noqa: RUF001


def themes(programme: Programme, themes: Sequence[Theme]) -> Group:
    return Group(
        "Themes",
        tuple(
            Neighbour(theme.statement, address(programme, "theme", theme), theme.get_kind_display())
            for theme in themes
        ),
    )


def decisions(programme: Programme, decisions: Sequence[Decision]) -> Group:
    return Group(
        "Decided",
        tuple(
            Neighbour(
                decision.title,
                address(programme, "decision", decision),
                f"{decision.body}, {decision.decided_on:%-d %B %Y}",
            )
            for decision in decisions
        ),
    )


def priorities(programme: Programme, priorities: Sequence[Priority]) -> Group:
    return Group(
        "Priorities",
        tuple(
            Neighbour(
                f"{priority.number}. {priority.title}", address(programme, "priority", priority)
            )
            for priority in priorities
        ),
    )


def actions(
    programme: Programme, actions: Sequence[Action], heading: str = "Done, or to be done"
) -> Group:
    return Group(
        heading,
        tuple(
            Neighbour(
                action.title,
                address(programme, "action", action),
                f"{action.get_state_display()}; {action.owner_agency.name}",
            )
            for action in actions
        ),
    )


def indicators(programme: Programme, indicators: Sequence[Indicator]) -> Group:
    return Group(
        "Measured by",
        tuple(
            Neighbour(indicator.title, address(programme, "indicator", indicator))
            for indicator in indicators
        ),
    )


def answers(programme: Programme, answers: Sequence[Answer]) -> Group:
    return Group(
        "Answered",
        tuple(
            Neighbour(
                answer.we_heard,
                address(programme, "answer", answer),
                f"{answer.get_says_display()}; {answer.get_state_display()}",
            )
            for answer in answers
        ),
    )


def verdicts(answer: Answer) -> Group:
    """What people said back, by community; nobody is named. Two queries."""
    names = dict(answer.programme.communities.values_list("pk", "name"))
    replies = replies_to([answer])
    return Group(
        "What people said back",
        tuple(
            Neighbour(
                f"{names[community]}: {reply.seen_yes} can see it, {reply.seen_no} cannot; "
                f"{reply.meant_yes} say it is what they meant, {reply.meant_no} say it is not"
            )
            for (_, community), reply in sorted(replies.items())
            if reply.replied
        ),
    )
