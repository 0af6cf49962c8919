"""People of a plan speak: each registers, is heard, and their words are confirmed and marked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from unittest import mock

import numpy as np

from saidanddone.access.actors import Actor
from saidanddone.base import clock
from saidanddone.evidence.coding import receivers
from saidanddone.evidence.coding.commands import PassageToCode, code_passages
from saidanddone.evidence.coding.models import Code
from saidanddone.evidence.coding.summaries import recount_communities
from saidanddone.evidence.transcripts.commands import confirm
from saidanddone.evidence.transcripts.models import Transcript
from saidanddone.evidence.transcripts.spans import join_with_spans
from saidanddone.listening.commands import capture, record_engagement, register_contributor
from saidanddone.listening.consent import QUESTIONS
from saidanddone.listening.inputs import ContributionInput, ContributorInput, EngagementInput
from saidanddone.listening.models import Contributor, Engagement
from saidanddone.listening.passages import Passage
from saidanddone.programme.models import Programme
from tests.adversary.plans import Planned, words

KINDS_OF_OCCASION = {"sex-workers": "peer_interview"}
ALWAYS = ("use_in_themes", "recontact")
UNTIL_MARKED = timedelta(days=8)  # nothing is marked for seven days after an interview
QUOTED = ("quote_without_name_in_public", "quote_without_name_in_papers")


@dataclass(frozen=True)
class Voice:
    """Someone who spoke, the code on her card, and each passage by the theme it raises."""

    plan: Planned
    contributor: Contributor
    card: str
    passages: Mapping[str, str]


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@dataclass(frozen=True)
class Listeners:
    """Who hears and who marks, in one programme."""

    peer: Actor
    analyst: Actor
    programme: Programme
    codes: Mapping[str, Code]  # of each theme, by its slug


def hear(listeners: Listeners, planned: Iterable[Planned], rng: np.random.Generator) -> list[Voice]:
    """Everyone planned speaks on their day, in one occasion of their community that day."""
    occasions: dict[tuple[date, str], list[Planned]] = {}
    for person in planned:
        occasions.setdefault((person.held_on, person.community), []).append(person)
    heard: list[tuple[Voice, Transcript]] = []
    # Counting each community again after every confirmation would take as long as all the rest.
    with mock.patch.object(receivers, "recount_communities"):
        for (held_on, community), who in sorted(occasions.items()):
            with clock.as_if(at(held_on)):
                occasion = _occasion(listeners, community, held_on, len(who))
                heard += [_hear_one(listeners, occasion, person, rng) for person in who]
    recount_communities(listeners.programme)
    with clock.as_if(at(max(held_on for held_on, _ in occasions) + UNTIL_MARKED)):
        code_passages(
            actor=listeners.analyst,
            programme=listeners.programme,
            passages=[
                passage
                for voice, transcript in heard
                for passage in _marked(voice, transcript, listeners.codes)
            ],
        )
    return [voice for voice, _ in heard]


def _occasion(listeners: Listeners, community: str, held_on: date, came: int) -> Engagement:
    return record_engagement(
        actor=listeners.peer,
        programme=listeners.programme,
        details=EngagementInput(
            kind=KINDS_OF_OCCASION.get(community, "community_conversation"),
            title="An evening",
            community_slug=community,
            held_on=held_on,
            attendance={community: came},
        ),
    )


def _hear_one(
    listeners: Listeners, occasion: Engagement, plan: Planned, rng: np.random.Generator
) -> tuple[Voice, Transcript]:
    agreed = {*ALWAYS, *(QUOTED if plan.may_be_quoted else ())}
    contributor, card = register_contributor(
        actor=listeners.peer,
        programme=listeners.programme,
        details=ContributorInput(
            community_slug=plan.community,
            uses={use: use in agreed for use in QUESTIONS},
            limits_told_on=plan.held_on,
        ),
    )
    passages = {slug: words(rng) for slug in plan.themes}
    spoken = list(passages.values()) or [words(rng)]
    contribution = capture(
        actor=listeners.peer,
        programme=listeners.programme,
        engagement=occasion,
        contributor=contributor,
        details=ContributionInput(
            voice="person",
            passages=tuple(Passage(1, "verbatim", False, text) for text in spoken),
        ),
    )
    transcript = confirm(
        actor=listeners.peer,
        programme=listeners.programme,
        contribution=contribution,
        accepted=[],
    )
    return Voice(plan, contributor, card, passages), transcript


def _marked(
    voice: Voice, transcript: Transcript, codes: Mapping[str, Code]
) -> Iterator[PassageToCode]:
    _, spans = join_with_spans(voice.passages.values())
    for slug, (start, end) in zip(voice.passages, spans, strict=True):
        yield PassageToCode(transcript, start, end, (codes[slug],))
